"""What a form says of an amendment becomes the files that a clerk would write, and no more."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.plan.amend import (
    RowChange,
    amendable,
    amendment_files,
    before,
    changed_cells,
    open_amendment,
)
from generator.plan.mend.set_yaml import with_keys
from generator.plan.model import Change, Plan
from portals import checked, portal_folder

HEAD = "id,strategy,name,budget,unit,start,end\n"
ROWS = HEAD + "".join(
    f"2570-{n:03},1,ก่อสร้างถนน สายที่ {n},{1000 * n},กองช่าง,พ.ย.,ธ.ค.\n" for n in range(1, 4)
)
DAY = datetime.date(2026, 11, 24)
SAID = {"kind": "แก้ไข", "title": "แผน แก้ไข ครั้งที่ 1/2570", "number": "1/2570"}
AMENDMENT = "plans/2570/amendments/1"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    return portal_folder(tmp_path, {"plans/2570/projects.csv": ROWS})


def amended(portal: Path, changes: Callable[[Plan], Sequence[RowChange]]) -> list[str]:
    """Write an amendment of the portal; return the lines of its table."""
    plan = checked(portal, DAY).portal.plans[-1]

    def data(path: str) -> bytes | None:
        return (portal / path).read_bytes() if (portal / path).is_file() else None

    for path, made in amendment_files(plan, 1, SAID, changes(plan), data).items():
        (portal / path).parent.mkdir(parents=True, exist_ok=True)
        (portal / path).write_bytes(made)
    found = checked(portal, DAY)
    assert found.report.errors == ()
    assert open_amendment(found.portal.plans[-1], DAY)
    return (portal / AMENDMENT / "projects.csv").read_text("utf-8-sig").splitlines()


def typed(plan: Plan, code: str, **cells: str) -> RowChange:
    """Return what a form with all cells of a row says, some of them typed over."""
    (row,) = (one for one in plan.projects if one.id == code)
    shown = {field.code: text for field, text in amendable(row)}
    return RowChange(code, Change.ALTER, "ก", changed_cells(before(plan, 1)[code], shown | cells))


def test_only_what_changes_is_written_and_a_period_is_whole(portal: Path) -> None:
    assert amended(portal, lambda plan: [typed(plan, "2570-001", start="ต.ค. 2569")]) == [
        "รหัสโครงการ,การเปลี่ยนแปลง,เหตุผล,เริ่ม,สิ้นสุด",
        "2570-001,แก้ไข,ก,ต.ค. 2569,ธ.ค. 2569",
    ]
    # As it was again, and another cell.
    changed = amended(portal, lambda plan: [typed(plan, "2570-001", start="พ.ย. 2569", note="ข")])
    assert changed[1] == "2570-001,แก้ไข,ก,,,ข"
    cancelled = amended(portal, lambda _: [RowChange("2570-002", Change.CANCEL, "ค", {})])
    assert cancelled[1:] == [changed[1], "2570-002,ยกเลิก,ค,,,"]


def test_an_emptied_cell_says_so_and_a_new_row_says_all_of_itself(portal: Path) -> None:
    new = {"strategy": "1", "name": "ขุดลอก", "budget": "900", "unit": "กองช่าง", "note": ""}
    rows = amended(
        portal,
        lambda plan: [
            typed(plan, "2570-003", budget=""),
            RowChange("2570-009", Change.ADD, "ข", changed_cells(None, new)),
        ],
    )
    assert rows[1:] == ["2570-003,แก้ไข,ก,,,-,", "2570-009,เพิ่ม,ข,1,ขุดลอก,900,กองช่าง"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "edition:\n  announced: 1  # ก\n# ข\n",
            'edition:\n  announced: "2"  # ก\n  a: "x"\n# ข\n',
        ),
        ("b: 1\r\nannounced:\r\n", 'b: 1\r\nannounced: "2"\r\na: "x"\r\n'),
        ("edition: {b: 1}\n", None),
        ("announced: [1]\n", None),
        ("a: 1\n- b\n", None),
    ],
)
def test_a_key_is_said_where_it_stands_and_nothing_else_changes(
    text: str, made: str | None
) -> None:
    found = with_keys(text.encode(), {"announced": "2", "a": "x"}, {}, below="edition")
    assert (found.decode() if found else None) == made


def test_entries_come_after_those_of_a_list_and_a_text_may_go() -> None:
    said = b"a: 1\nphotos:\n- x  # one\n\nb: 2\n"
    found = with_keys(said, {"a": ""}, {"photos": ["y"], "papers": [{"title": "t", "file": "f"}]})
    assert found == (
        b'photos:\n- x  # one\n- "y"\n\nb: 2\npapers:\n  - title: "t"\n    file: "f"\n'
    )
