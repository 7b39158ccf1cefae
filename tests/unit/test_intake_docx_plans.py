"""A plan that is written as a form in Word, in any mixture of habits, comes back the same plan."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.draft import MonthsState
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from word_forms import (
    EMU,
    MARGIN,
    MONTHS,
    cell,
    document,
    drawing,
    drawn,
    paragraph,
    row,
    run,
    shape,
    table,
    vml,
)

WIDTHS = (30, 140, 160, 60, 80, 70, *[20] * 12)
EDGES = tuple(sum(WIDTHS[:at]) for at in range(len(WIDTHS) + 1))
FIRST = 6
NUMBERED = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="{}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
)
WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
NAMES = ("ก่อสร้างถนน คสล.", "ขุดลอกคลอง", "ฝึกอบรมอาชีพ", "ปลูกป่าชุมชน", "ซ่อมแซมท่อระบายน้ำ")
UNITS = ("กองช่าง", "สำนักปลัด", "กองคลัง")


@dataclass(frozen=True)
class Project:
    name: str
    detail: str
    budget: int
    place: str
    unit: str
    first: int
    last: int

    @property
    def months(self) -> tuple[bool, ...]:
        return tuple(self.first <= month <= self.last for month in range(12))


def projects(chance: random.Random, count: int) -> list[Project]:
    made = []
    for at in range(count):
        first = chance.randrange(12)
        made.append(
            Project(
                f"โครงการ{chance.choice(NAMES)} สายที่ {at + 1}",
                f"กว้าง {chance.randrange(3, 7)}.00 เมตร ยาว {chance.randrange(90, 900)} เมตร",
                chance.randrange(10, 900) * 1000,
                f"หมู่ที่ {chance.randrange(1, 12)}",
                chance.choice(UNITS),
                first,
                chance.randrange(first, 12),
            )
        )
    return made


DRAWN = (
    *("dml", "both", "vml line", "vml shape", "block", "group", "canvas", "box", "pen"),
    *("elsewhere", "outside", "vml group"),
)
ARROWS = (*DRAWN, "typed")
MARKS = (*ARROWS, "wingdings", "shaded", "merged", "ticks")


def months_of(one: Project, mark: str) -> list[str]:
    """Return the twelve cells of a project, marked in one of the ways of offices."""
    cells = [cell("") for _ in range(12)]
    length = (one.last - one.first + 1) * 20 - 4
    if mark in DRAWN:
        at, markup = arrow(one, mark, length)
        cells[at] = cell(paragraph("", markup))
    elif mark in ("typed", "wingdings"):
        font = WINGDINGS if mark == "wingdings" else ""
        left, right, alone = ("ß", "à", "ó") if font else ("←", "→", "↔")
        if one.first == one.last:
            cells[one.first] = cell(paragraph("", run(alone, font)))
        else:
            cells[one.first] = cell(paragraph("", run(left, font)))
            cells[one.last] = cell(paragraph("", run(right, font)))
            for at in range(one.first + 1, one.last):
                cells[at] = cell("—")
    elif mark == "merged":
        span = one.last - one.first + 1
        merged = cell("◄──►", f'<w:gridSpan w:val="{span}"/>')
        cells[one.first : one.last + 1] = [merged]
    else:
        shaded = '<w:shd w:val="clear" w:color="auto" w:fill="A6A6A6"/>'
        for at in range(one.first, one.last + 1):
            cells[at] = cell("", shaded) if mark == "shaded" else cell("✓")
    return cells


def arrow(one: Project, mark: str, length: float) -> tuple[int, str]:
    """Return in which month's cell an arrow is anchored, and its markup."""
    x = 2 - MARGIN
    line = f'<v:line style="position:absolute" from="{x}pt,6pt" to="{x + length}pt,6pt"/>'
    place = f"position:absolute;margin-left:{x}pt;margin-top:6pt;width:{length}pt;height:1"
    group = (
        "<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='100' cy='10'/>"
        "<a:chOff x='0' y='0'/><a:chExt cx='100' cy='10'/></a:xfrm></wpg:grpSpPr>"
        "<wps:wsp><wps:spPr><a:xfrm><a:off x='0' y='5'/><a:ext cx='100' cy='0'/></a:xfrm>"
        "<a:prstGeom prst='line'/></wps:spPr></wps:wsp></wpg:wgp>"
    )
    canvas = (
        "<wpc:wpc><wpc:bg/><wpc:whole/><wps:wsp><wps:spPr><a:xfrm>"
        f"<a:off x='0' y='{4 * EMU}'/><a:ext cx='{round(length * EMU)}' cy='0'/></a:xfrm>"
        "<a:prstGeom prst='straightConnector1'/></wps:spPr></wps:wsp></wpc:wpc>"
    )
    lines = (
        f'<v:group style="{place}0pt" coordorigin="50,0" coordsize="1000,10">'
        '<v:line from="50,5" to="1050,5"/></v:group>'
    )
    boxed = shape(0, 0, length, 10, "rect", heads=0, content=paragraph("◄──►"))
    block = shape(0, 0, length, 6, "leftRightArrow", heads=0)
    moved = x + (one.first - 11) * 20
    markups = {
        "dml": drawn(drawing(x, 6, length)),
        "both": drawn(
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawing(x, 6, length)}</mc:Choice>"
            f"<mc:Fallback><w:pict>{line}</w:pict></mc:Fallback></mc:AlternateContent>"
        ),
        "vml line": vml(line),
        "vml shape": vml(f'<v:shape type="#_x0000_t32" style="{place}"/>'),
        "block": drawn(drawing(x, 3, length, 6, inside=block)),
        "group": drawn(drawing(x, 3, length, 6, inside=group)),
        "canvas": drawn(drawing(x, 2, length, 8, inside=canvas)),
        "box": drawn(drawing(x, 1, length, 10, inside=boxed)),
        "pen": drawn(drawing(x, 4, length, 3, inside=shape(0, 0, length, 3, "custom", heads=0))),
        "vml group": vml(lines),
        "elsewhere": drawn(drawing(moved, 6, length)),
        "outside": drawn(
            drawing(EDGES[FIRST + one.first] + 2 - MARGIN, 6, length, more='layoutInCell="0"')
        ),
    }
    return (11 if mark == "elsewhere" else one.first), markups[mark]


def heading(rows: int) -> list[str]:
    told = ("ลำดับที่", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ (บาท)", "สถานที่", "หน่วยงานรับผิดชอบ")
    head = "<w:tblHeader/>"
    months = [cell(month) for month in MONTHS]
    if rows == 1:
        return [row([*map(cell, told), *months], head)]
    begins, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    years = [
        cell("พ.ศ. 2569", '<w:gridSpan w:val="3"/>'),
        cell("พ.ศ. 2570", '<w:gridSpan w:val="9"/>'),
    ]
    return [
        row([*(cell(text, begins) for text in told), *years], head),
        row([*(cell("", below) for _ in told), *months], head),
    ]


def texts_of(one: Project, number: int, chance: random.Random) -> list[str]:
    """Return the first cells of a project, with what Word puts around texts."""
    habit = chance.choice(("plain", "put in", "box", "pieces", "taken out"))
    name = {
        "plain": run(one.name),
        "put in": f"<w:ins>{run(one.name)}</w:ins>",
        "box": f"<w:sdt><w:sdtContent>{run(one.name)}</w:sdtContent></w:sdt>",
        "pieces": run(one.name[:9]) + "<w:proofErr/>" + run(one.name[9:]),
        "taken out": run(one.name) + "<w:del><w:r><w:delText>เดิม</w:delText></w:r></w:del>",
    }[habit]
    counts = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    counted = paragraph("", properties=counts)
    return [
        cell(counted if number == 0 else str(number)),
        cell(paragraph("", name)),
        cell(one.detail),
        cell(f"{one.budget:,}"),
        cell(one.place),
        cell(one.unit),
    ]


def form(plan: Sequence[Project], marks: Sequence[str], chance: random.Random) -> bytes:
    """Return a document of one programme, its table as one office or another makes it."""
    counted = chance.random() < 0.4
    rows = [
        row([*texts_of(one, 0 if counted else at, chance), *months_of(one, mark)])
        for at, (one, mark) in enumerate(zip(plan, marks, strict=True), 1)
    ]
    sums = ("รวม", f"{len(plan)} โครงการ", "", f"{sum(one.budget for one in plan):,}")
    total = row([*map(cell, sums), *[cell("")] * 14])
    title = "".join(
        paragraph(text)
        for text in (
            "แบบ ผด. 02",
            "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570",
            "เทศบาลตำบลทุ่งตัวอย่าง",
            "1. ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน",
            "1.1 แผนงานเคหะและชุมชน",
        )
    )
    head = heading(chance.choice((1, 2)))
    numbering = (
        NUMBERED.format("decimal") + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    return document(
        title + table([*head, *rows, total], WIDTHS) + paragraph(),
        strict=chance.random() < 0.2,
        numbering=numbering,
    )


@pytest.mark.parametrize("mark", MARKS)
def test_a_plan_comes_back_from_word_whatever_marks_its_months(mark: str) -> None:
    check(projects(random.Random(mark), 5), [mark] * 5, random.Random(mark))


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_comes_back_from_a_mixture_of_habits(seed: int) -> None:
    chance = random.Random(seed)
    plan = projects(chance, 9)
    # A merged span, a colour and a tick are read as such where a whole table has them.
    check(plan, [chance.choice(ARROWS) for _ in plan], chance)


def check(plan: Sequence[Project], marks: Sequence[str], chance: random.Random) -> None:
    read = read_docx_form(form(plan, marks, chance))
    draft = interpret(read)
    assert [
        (row.name, row.detail, int(row.budget or 0), row.place, row.unit) for row in draft.rows
    ] == [(p.name, p.detail, p.budget, p.place, p.unit) for p in plan]
    found = [(row.months, row.state) for row in draft.rows]
    assert found == [(p.months, MonthsState.CLEAR) for p in plan]
    assert [row.number.strip(".") for row in draft.rows] == [str(at + 1) for at in range(len(plan))]
    assert draft.year == 2570
    assert rest(read, draft) == ()
    assert [one.code for one in draft.asks if not one.mention] == []


@pytest.mark.parametrize("apart", ["", paragraph("- 2 -"), paragraph("แบบ ผด.02 (ต่อ)")])
@pytest.mark.parametrize("blank", [("", ""), ("ที่", ""), ("", " ")])
def test_a_pages_heading_of_months_alone_has_the_columns_of_the_one_before(
    apart: str, blank: tuple[str, str]
) -> None:
    first = table(
        [
            row([cell(text) for text in ("ที่", "โครงการ", *MONTHS)]),
            row([cell(text) for text in ("1", "ถนน", "✓", *[""] * 11)]),
        ]
    )
    second = table(
        [
            row([cell(text) for text in (*blank, *MONTHS)]),
            row([cell(text) for text in ("2", "ท่อ", "", "✓", *[""] * 10)]),
            row([cell(text) for text in ("3", "ไฟฟ้า", "", "", "✓", *[""] * 9)]),
        ]
    )
    title = paragraph("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2569")
    rows = interpret(read_docx_form(document(title + first + apart + second))).rows
    assert [(one.number, one.name, one.months.index(True)) for one in rows] == [
        ("1", "ถนน", 0), ("2", "ท่อ", 1), ("3", "ไฟฟ้า", 2),
    ]  # fmt: skip
