"""Cells that are taken at once tell what a walk over every element tells, whatever stands there."""

from __future__ import annotations

import pytest

import uploads
from generator.machine.markup import ReadingLimit
from generator.plan.read import measure
from generator.plan.uploads import inspect, markup
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.plain import TakenCells

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_NAME = "นายสมชาย แก้วมณี"
_NUMBER = "1103700123451"


def words(text: str, at: str = "A1") -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def number(text: str, at: str = "B1", style: str = "1") -> str:
    return f'<c r="{at}" s="{style}"><v>{text}</v></c>'


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


PLAIN = row(words(_NAME), number("812345678"), '<c r="C1" t="s"><v>0</v></c>', '<c r="D1" s="1"/>')
BOXES = row(*(number(digit, f"{chr(65 + at)}1", "0") for at, digit in enumerate(_NUMBER)))
TITLE = row(words("นาย"), words("สมชาย", "B1"), words("แก้วมณี", "C1"))
TAKEN = [PLAIN, BOXES, TITLE, PLAIN + BOXES, f"\n {PLAIN}\n ", row(words("ก &amp; ข &lt;ค&gt;"))]
TAKEN += [row(words("  ")) + row(words("ก\nข")), row(number(" 812345678 ")), "<row/>" + PLAIN]
TAKEN += [row('<c r="A1" t="b"><v>1</v></c><c r="B1" t="str"><v>โทร 0812345678</v></c>')]
TAKEN += [PLAIN.replace('r="1"', f'note="{_NAME}"'), row('<c r="A1" t="s"><v>9</v></c>')]
TAKEN += [
    row(number("8&#49;2345678"), words("&#3609;&#3634;&#3618;&#x0E2A;&#xa;&#13;&#38;lt; &#9;"))
]
TAKEN += [row('<c r="A1"><f>1</f><v>2</v></c>', number("812345678"))]
WALKED = [
    f"{PLAIN}<!-- {words(_NAME)} -->",
    f"{PLAIN}<?note {words(_NAME)} ?>",
    f"<?phaen-cells?>{PLAIN}<?phaen-cells {_NAME}?>",
    row('<c r="A1"><v><![CDATA[812345678]]></v></c>') + PLAIN,
    *(row(words(f"ก&{by};ข")) for by in ("#0", "#8", "#31", "#xB", "#x1f", "#xD800", "#65535")),
    *(row(words(f"ก{by}ข")) for by in ("&#3609", "&#x;", "&#;", "&#x41g;", "&#X41;")),
    row(words("&unknown;")),
    row(words("a & b")),
    row(words("a]]>b")),
    row(words("a\x01b")),
    row(words("\ufffe")),
    row(words(_NAME), " ", number("812345678")),
    row(words(_NAME), number("1"), '<c r="C1"><f>WEBSERVICE("http://x")</f><v>2</v></c>', PLAIN),
    f'<row note="{words(_NAME)}">{words("x")}</row>',
    row(words(_NAME + "ก" * 9_000)),
    row(words("\udcff")),
]


def part(cells: str, head: str = "", tail: str = "", root: str = "worksheet") -> bytes:
    text = f"<{root} {_MAIN}>{head}<sheetData>{cells}</sheetData>{tail}</{root}>"
    return text.encode("utf-8", "surrogateescape")


def book(sheet: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    shared = f"<sst {_MAIN}><si><t>โทร</t></si></sst>"
    styles = (
        f'<styleSheet {_MAIN}><numFmts><numFmt numFmtId="164" formatCode="000-000-0000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    return uploads.archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b"<workbook/>",
            "xl/styles.xml": styles.encode(),
            "xl/sharedStrings.xml": shared.encode(),
            name: sheet,
        }
    )


def around(cells: str) -> list[bytes]:
    """Return workbooks with these cells, and with one thing or another around them."""
    sheets = [
        part(cells),
        part(cells, "<t>0812</t>", f"<v>{_NUMBER}</v><t>{_NAME}</t>"),
        part(cells, "<sheetPr>", "</sheetPr>"),
        part(cells).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + part(cells, tail=f"<!-- {_NAME} -->"),
        b'<?xml version="1.0" encoding="UTF-8"?>' + part(cells),
        part(cells, f"<?note <sheetData>{PLAIN}</sheetData>?>"),
        part(cells).removesuffix(b"</worksheet>"),
    ]
    return [*map(book, sheets), book(part(cells), "xl/styles.xml")]


def measured(data: bytes) -> object:
    try:
        return measure.has_formulas(ZippedUpload(data))
    except (measure.DamagedError, measure.TooLargeError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("cells", [*TAKEN, *WALKED])
def test_taken_cells_tell_what_a_walk_tells(cells: str, monkeypatch: pytest.MonkeyPatch) -> None:
    books = around(cells)
    taken = [(inspect("a.xlsx", data), measured(data)) for data in books]
    with monkeypatch.context() as patch:
        patch.setattr(TakenCells, "of", lambda _part: None)
        patch.setattr(measure, "without_cells", lambda one: (one, {}))
        walked = [(inspect("a.xlsx", data), measured(data)) for data in books]
    assert taken == walked


@pytest.mark.parametrize("cells", TAKEN)
def test_plain_cells_are_taken(cells: str) -> None:
    assert TakenCells.of(part(cells)) is not None


@pytest.mark.parametrize("cells", WALKED)
def test_what_is_not_plain_is_left_to_the_walk(cells: str) -> None:
    found = TakenCells.of(part(cells))
    assert found is None or b"note" in found.part  # then the parser refuses the mark


@pytest.mark.parametrize("most", ["c", "v", "is", "row"])
def test_too_many_taken_cells_are_told_as_walked_ones_are(
    most: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = book(part((PLAIN + TITLE) * 9))
    monkeypatch.setitem(measure._MOST, most, (5, most))
    taken = measured(data)
    monkeypatch.setattr(measure, "without_cells", lambda one: (one, {}))
    assert taken == measured(data) != measured(book(part(PLAIN)))


@pytest.mark.parametrize(("limit", "most"), [("elements", 40), ("text", 60)])
def test_taken_cells_count_toward_what_is_read_at_most(
    limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = [part((PLAIN + TITLE) * count) for count in (1, 9)]

    def read(data: bytes) -> object:
        budget = ReadingLimit(**{limit: most})
        try:
            return markup.read_markup(data, budget, cells=lambda _: None), budget
        except UploadError as error:
            return str(error)

    taken = [read(few), read(many)]
    monkeypatch.setattr(TakenCells, "of", lambda _part: None)
    assert taken == [read(few), read(many)]
    assert isinstance(taken[1], str)
