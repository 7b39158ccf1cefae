"""Official papers: their sums, their text read back, what they claim, when they are made again."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generator.machine.packaged import THEME
from generator.plan.intake.interpret import interpret
from generator.plan.intake.pdf import read_pdf_form
from generator.plan.model import PROGRAMMES, Budget, BudgetKind, Form, Plan, Portal
from generator.problems import Report
from generator.site.addresses import address
from generator.site.render import typesetting
from generator.site.render.documents import PaperError, Spelling, Workshop
from generator.site.render.documents.forms import summary_data
from generator.site.render.templates import interface
from generator.site.render.typesetting import PAPER_STANDARDS, Typesetter
from generator.site.views import SiteView, site_view
from generator.site.views.papers import MonthRun, project_form, runs_of
from generator.thai.fiscal import FiscalYear
from paper_makers import PAPERS, bare, papers, printed, text_of, year_of
from portals import ORGANIZATION, REAL, baht, make_plan, make_project

YEAR = FiscalYear(2570)
HOSTILE = {
    "code": "#panic() #{1 + 1} #import \"x.typ\" #read('/etc/passwd')",
    "math": "$x$ $ ] [ } { ) (",
    "signs": "\" ' \\ \\u{41} `raw` *b* _i_ <label> @ref // c /* d */ -- ~ = h + i - j",
    "foreign": "シ 中文 😀 ½ ² ≥ █ ✓ Ω",
    "lao": "ກໍ່ສ້າງ ບ້ານໃໝ່ ນ້ຳ",
    "447": ("ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนายสมชายถึงบ้านนางสมหญิงพร้อมวางท่อระบายน้ำ" * 9)[:447],
    "long word": "https://example.go.th/" + "a1" * 120,
    "kilometres": "ลาดยางสาย กม.1+600,กม.3+650,กม.4+600,กม.6+750,กม.9+900,กม.10+300 (2/3)",
    "no words": "ก" * 447,
    "am": "น้ำ ทำ กำนัน ลำห้วย ค่ำ ซ้ำ",
    "two lines": "บรรทัดหนึ่ง\nบรรทัดสอง",
}


def named(*texts: str, **changes: Any) -> Plan:
    rows = [
        make_project(id=f"2570-{n:04}", name=text, **changes)
        for n, text in enumerate(texts, start=1)
    ]
    return make_plan(*rows)


# Sums and shares.


def mixed_plan() -> Plan:
    none = Budget(BudgetKind.NO_BUDGET, None)
    unknown = Budget(BudgetKind.NOT_STATED, None)
    rows = [
        make_project(id="a", programme=PROGRAMMES[2], budget=Budget(BudgetKind.AMOUNT, 10_033)),
        make_project(id="b", programme=PROGRAMMES[5], budget=baht(50), count=12),
        make_project(id="c", strategy="2", budget=none),
        make_project(id="d", strategy="2", budget=unknown),
        make_project(id="e", form=Form.PD02_1, budget=baht(7)),
        make_project(id="f", programme=PROGRAMMES[2], budget=baht(3)),
    ]
    return make_plan(*rows)


def test_sums_of_the_forms_are_those_of_the_years_own_page() -> None:
    year = year_of(mixed_plan())
    forms = [project_form(year, form) for form in Form]
    assert sum(one.totals.satang for one in forms) == year.totals.satang
    assert sum(one.totals.projects for one in forms) == year.totals.projects
    data = summary_data(year, "", "", Spelling(interface(THEME, ORGANIZATION)))
    (total,) = [row["cells"] for row in data["rows"] if row["kind"] == "total"]
    assert total[1:5] == ["17", "100.00", "160.33", "100.00"]


def test_a_row_for_several_is_so_many_projects_of_equipment_in_the_summary() -> None:
    several = make_project(id="a", form=Form.PD02_1, budget=baht(7), count=2)
    year = year_of(make_plan(several, make_project(id="b", budget=baht(1))))
    data = summary_data(year, "", "", Spelling(interface(THEME, ORGANIZATION)))
    assert "(แบบ ผด. 02/1) 2 โครงการ งบประมาณ 7.00 บาท" in data["notes"][-1]


def test_every_row_stands_once_under_its_strategy_and_programme() -> None:
    year = year_of(mixed_plan())
    form = project_form(year, Form.PD02)
    told = [
        (one.number, one.part, str(one.programme), [row.view.id for row in one.rows])
        for one in form.sections
        if isinstance(one.programme, str)
    ]
    assert told == [(1, 1, PROGRAMMES[2].name, ["a", "f"]), (1, 2, PROGRAMMES[5].name, ["b"])]
    assert [row.view.id for row in form.sections[-1].rows] == ["c", "d"]
    assert [one.last for one in form.sections] == [False, True, True]


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [
        ((), ()),
        ((10,), ((0, 1),)),
        ((9,), ((11, 1),)),
        ((12, 1, 2), ((2, 3),)),
        ((10, 11, 2, 9), ((0, 2), (4, 1), (11, 1))),
        (range(1, 13), ((0, 12),)),
    ],
)
def test_months_of_work_are_runs(numbers: range, runs: tuple[tuple[int, int], ...]) -> None:
    months = [YEAR.month(number) for number in numbers]
    assert runs_of(months, YEAR) == tuple(MonthRun(*run) for run in runs)


# What is set, and how it is read back.


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    plan = named(*HOSTILE.values(), months=YEAR.months[1:4], detail="รายละเอียด", place="ม.5")
    return printed(year_of(plan), "pd02")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_plan_says_is_set_as_text_and_read_back(
    hostile: dict[str, bytes], name: str
) -> None:
    assert bare(name) in bare(text_of(hostile["pd02"]))


def real_names() -> list[str]:
    table = REAL / "tables" / "other-agencies-2565.csv"
    if not table.is_file():
        pytest.skip(f"no {table}")
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream)]


def damaged(names: list[str]) -> list[str]:
    text = bare(text_of(printed(year_of(named(*names)), "pd02")["pd02"]))
    return [name for name in names if bare(name) not in text]


def test_a_tab_parts_words() -> None:
    assert "ถนน ลาดยาง" in text_of(printed(year_of(named("ถนน\tลาดยาง")), "pd02")["pd02"])


def test_no_letter_is_repeated_whose_tone_was_typed_before_its_vowel() -> None:
    first = named("บ้านป\u0e48\u0e35ใหม่ หมู่ท\u0e48\u0e35 3 ก\u0e48\u0e37")
    text = bare(text_of(printed(year_of(first), "pd02")["pd02"]))
    assert bare("บ้านป\u0e35\u0e48ใหม่ หมู่ท\u0e35\u0e48 3 ก\u0e37\u0e48") in text


def test_real_names_are_read_back() -> None:
    assert damaged(real_names()[::20]) == []


@pytest.mark.long
def test_every_real_name_is_read_back() -> None:
    assert damaged(real_names()) == []


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    return printed(year_of(mixed_plan()))


def test_papers_claim_what_they_are_for_archives_and_for_readers_programs(
    small: dict[str, bytes],
) -> None:
    assert PAPER_STANDARDS == ("a-2b", "ua-1")
    for name, data in small.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert not pdf.check_pdf_syntax(), name
            claims = pdf.open_metadata()
            assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == ("2", "B")
            assert claims["pdfuaid:part"] == "1"
            assert claims["dc:title"] and pdf.Root.Lang == "th-TH"
            assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
            assert pdf.Root.MarkInfo.Marked and pdf.Root.StructTreeRoot
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert pdf.Root.Outlines.Count, name
            assert all(map(embedded, fonts(pdf)))


def test_what_is_set_without_a_search_for_words_says_that_it_is_thai(
    small: dict[str, bytes],
) -> None:
    for name in ("pd01", "pd02", "plan"):
        with pikepdf.open(io.BytesIO(small[name])) as pdf:
            dicts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
            assert {str(one.Lang) for one in dicts if "/Lang" in one} == {"th-TH"}
            drawn = [page.Contents.read_bytes() for page in pdf.pages]
            assert not [one for one in (*drawn, pdf.Root.Metadata.read_bytes()) if b"zh-TH" in one]
        assert "\u200b" not in text_of(small[name])


def test_tags_are_packed_so_that_a_form_of_many_rows_stays_small(small: dict[str, bytes]) -> None:
    for name, data in small.items():
        assert b"/ObjStm" in data and data.count(b"/StructElem") == 0, name


def fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.Resources.Font.values()


def embedded(font: Any) -> bool:
    inner = font.DescendantFonts[0]
    return "/FontFile2" in inner.FontDescriptor and "/ToUnicode" in font


def test_papers_are_the_same_made_again(small: dict[str, bytes]) -> None:
    assert printed(year_of(mixed_plan())) == small


def test_what_is_not_announced_says_so_across_every_page() -> None:
    year = year_of(named(*"กขคงจ" * 12))
    final, draft = (printed(replace(year, draft=one), "pd02")["pd02"] for one in (False, True))
    pages = text_of(draft).split("\f")[:-1]
    assert len(pages) > 2 and all("ร่าง" in page for page in pages)
    assert "ร่าง" not in text_of(final)


def test_thai_figures_are_written_where_the_office_wants_them() -> None:
    organization = replace(ORGANIZATION, thai_numerals=True)
    year = year_of(mixed_plan(), organization)
    text = text_of(printed(year, "pd02", organization=organization)["pd02"])
    assert "๑๐๐.๓๓" in text and "พ.ศ. ๒๕๖๙" in text
    assert not set("0123456789") & set(text.replace("แบบ ผด. 02", ""))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "ปี 2570 ที่ https://a.go.th/แผน/2570?id=1 ข้อ26",
            "ปี ๒๕๗๐ ที่ https://a.go.th/แผน/2570?id=1 ข้อ๒๖",
        ),
        ("www.a7.go.th/2570 plan2570@a1.go.th 5", "www.a7.go.th/2570 plan2570@a1.go.th ๕"),
        ("a" * 9 + "\u200b" + "2570.go.th", "a" * 9 + "\u200b" + "2570.go.th"),
        ("ฝุ่น PM2.5 COVID-19 จำนวน 2,500.00", "ฝุ่น PM2.5 COVID-19 จำนวน ๒,๕๐๐.๐๐"),
    ],
)
def test_an_address_keeps_the_figures_that_are_typed(text: str, read: str) -> None:
    say = Spelling(interface(THEME, replace(ORGANIZATION, thai_numerals=True)))
    assert say.figures(text) == read


def rows_by_page(pdf: bytes) -> list[list[str]]:
    return [[line for line in page.split("\n") if line] for page in text_of(pdf).split("\f")]


def test_no_row_is_torn_and_every_page_has_its_heading() -> None:
    rows = [f"แถว{n:03}เริ่ม " + "คำ " * (n % 60 * 2) + f"แถว{n:03}จบ" for n in range(1, 90)]
    pages = rows_by_page(printed(year_of(named(*rows)), "pd02")["pd02"])[:-1]
    for lines in pages:
        text = "\n".join(lines)
        assert "ผด. 02" in text and "ต.ค." in text and "ที่ 1 โครงสร้างพื้นฐาน" in text
    for n in range(1, 90):
        (page,) = [one for one in map("\n".join, pages) if f"แถว{n:03}เริ่ม" in one]
        assert f"แถว{n:03}จบ" in page


def test_no_strategy_of_the_summary_stands_alone_at_a_pages_foot() -> None:
    rows = [
        make_project(
            id=f"{strategy}-{n}", strategy=str(strategy), programme=PROGRAMMES[n % 12],
            unit=f"หน่วยงาน {n} " + "ชื่อยาว " * (n * strategy % 40), unit_slug="",
        )
        for strategy in (1, 2)
        for n in range(60)
    ]  # fmt: skip
    pages = rows_by_page(printed(year_of(make_plan(*rows)), "pd01")["pd01"])[:-1]
    assert len(pages) > 2
    for page in pages:
        assert not re.match(r"[12]\. ", page[-2]), page[-2]


def test_sums_stand_on_the_page_of_the_last_row() -> None:
    groups = [
        [
            make_project(id=f"{n}-{k}", programme=PROGRAMMES[n - 1], name=f"แถว{n:02}ที่{k:02}")
            for k in range(n + 6)
        ]
        for n in range(1, 12)
    ]
    plan = make_plan(*(row for group in groups for row in group))
    pages = text_of(printed(year_of(plan), "pd02")["pd02"]).split("\f")
    for n, group in enumerate(groups, start=1):
        (page,) = [one for one in pages if f"รวมแผนงานที่ 1.{n} " in one]
        assert group[-1].name in page
    assert groups[-1][-1].name in pages[-2] and "รวมทั้งสิ้น" in pages[-2]


def test_a_row_higher_than_a_page_is_set_whole() -> None:
    text = " ".join(f"คำที่{n}" for n in range(1200))
    plan = named("ก", "ข", detail=text)
    read = bare(text_of(printed(year_of(plan), "pd02")["pd02"]))
    assert all(f"คำที่{n}" in read for n in range(1200))


def test_an_empty_form_says_that_it_is_empty(small: dict[str, bytes]) -> None:
    year = year_of(named("ก"))
    assert "ไม่มีรายการในแบบนี้" in text_of(printed(year, "pd02-1")["pd02-1"])


# When papers are made.


def test_a_kept_paper_is_not_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    shutil.copytree(PAPERS, folder)
    cache: dict[str, bytes] = {}
    first = printed(year_of(mixed_plan()), cache=cache, folder=folder)
    kept = dict.fromkeys(cache, b"kept")
    assert set(printed(year_of(mixed_plan()), cache=kept, folder=folder).values()) == {b"kept"}
    other = printed(year_of(named("ก")), "pd01", cache=kept, folder=folder)
    assert other["pd01"] not in (b"kept", first["pd01"])
    (folder / "forms.typ").write_text((folder / "forms.typ").read_text() + "// other\n")
    again = printed(year_of(mixed_plan()), cache=kept, folder=folder)
    assert b"kept" not in again.values()


def test_a_sealed_paper_is_taken_as_it_is() -> None:
    path = address("paper-pd02").at("2570")
    assert printed(year_of(named("ก")), "pd02", drawn={path: b"sealed"}) == {"pd02": b"sealed"}


def test_a_broken_template_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    shutil.copytree(PAPERS, folder)
    (folder / "paper.typ").write_text('#panic("x")')
    with pytest.raises(PaperError, match="Typst จัดทำเอกสาร pd02 ไม่ได้"):
        printed(year_of(named("ก")), "pd02", folder=folder)


def test_a_process_that_the_system_ended_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "phaen_ended.py").write_text("import os\ndef work(_task): os._exit(9)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(typesetting, "_WORK", "phaen_ended")
    with pytest.raises(PaperError, match=r"pd02 ไม่เสร็จ ระบบปิดโปรแกรมจัดหน้า .*หน่วยความจำ"):
        printed(year_of(named("ก")), "pd02")


def test_whoever_closes_the_setter_waits_for_no_paper() -> None:
    with Typesetter() as setter:
        pass
    shop = Workshop(PAPERS, Spelling(interface(THEME, ORGANIZATION)), {}, {}, setter=setter)
    with pytest.raises(PaperError, match="ไม่เสร็จ"):
        [*shop.artifacts(papers(year_of(named("ก")), "pd02").values(), "2570")]


def test_a_build_sets_no_paper_in_its_own_process() -> None:
    """Typst keeps all that it laid out, until its process ends."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; from test_papers import *; "
        "printed(year_of(named('ก')), 'pd02'); print('typst' in sys.modules)"
    )
    here = Path(__file__).parent
    line = [sys.executable, "-c", code, str(here), str(here.parent), str(here.parents[1])]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_papers_say_is_told_to_the_gate() -> None:
    say = Spelling(interface(THEME, ORGANIZATION))
    year = year_of(named("โครงการหนึ่ง"))
    shop = Workshop(PAPERS, say, {}, {})
    (one,) = shop.artifacts(papers(year, "pd02").values(), "2570")
    assert "โครงการหนึ่ง" in json.dumps(json.loads(one.said), ensure_ascii=False)


def test_a_paper_is_made_for_every_year_of_a_site() -> None:
    site: SiteView = site_view(Portal(ORGANIZATION, (named("ก"),)), Report())
    names = {paper.path for paper in papers(site.years[0]).values()}
    assert {"papers/pd01.pdf", "papers/pd02.pdf", "papers/pd02-1.pdf"} <= names


# Back again: what an office does with a paper of ours that it has kept.


def test_the_importer_reads_our_own_form_back() -> None:
    plan = mixed_plan()
    rows = [
        replace(
            row, detail=f"รายละเอียด {n}", place=f"บ้านที่ {n} หมู่ที่ {n}", months=YEAR.months[n : n + 3]
        )
        for n, row in enumerate(plan.projects, start=1)
    ]
    year = year_of(make_plan(*rows))
    for form in ("pd02", "pd02-1"):
        draft = interpret(read_pdf_form(printed(year, form)[form]), year=2570)
        told = {bare(row.detail): row for row in draft.rows}
        mine = [row for row in rows if row.form.slug == form]
        assert len(told) == len(mine)
        for row in mine:
            read = told[bare(row.detail)]
            assert bare(read.name) == bare(row.name) and bare(read.place) == bare(row.place)
            assert read.count == row.count and read.strategy
            assert [n for n, works in enumerate(read.months) if works] == [
                month.position for month in row.months
            ]
            satang = None if read.budget is None else int(read.budget * 100)
            assert satang == row.budget.satang
            assert read.uses_no_budget == (row.budget.kind is BudgetKind.NO_BUDGET)
