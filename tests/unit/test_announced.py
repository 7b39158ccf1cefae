"""What is held to be announced: what readers saw, and nothing that the notice does not say."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import phaen
from generator.thai.text import same_to_readers, telling_signs
from portals import PLAN, PROJECTS, checked, codes, csv_table, make_row, portal_folder

RECORD = "plans/2570/announced/0.csv"
ROW = make_row(
    **{"name": "ก่อสร้างถนน บ้านดอน หมู่ที่ 2", "detail": "กว้าง 4 เมตร", "place": "หมู่ที่ 2"},
    **{"villages": "", "continues": "", "lat": "", "lon": "", "note": "ตามแบบ"},
)
EARLIER = {
    "plans/2569/plan.yml": "fiscal_year: 2569\nstrategies: [{id: 1, name: โครงสร้างพื้นฐาน}]\n"
    "edition: {considered: 2568-10-10, announced: 2568-10-15}\n",
    "plans/2569/projects.csv": csv_table([ROW | {"id": "2569-001", "name": "ขุดลอกลำเหมือง",
                                                "start": "พ.ย. 2568", "end": "ม.ค. 2569"}]),
}  # fmt: skip


def announce(portal: Path, *more: str, today: str = "2569-11-24") -> Result:
    return CliRunner().invoke(
        phaen, ["announce", "2570", "--portal", str(portal), "--today", today, *more]
    )


def announced(folder: Path, *rows: dict[str, str], **files: str) -> Path:
    portal = portal_folder(folder, {PROJECTS: csv_table(rows or [ROW]), **EARLIER, **files})
    done = announce(portal)
    assert done.exit_code == 0, done.output
    return portal


def resaved(portal: Path, **cells: str) -> Path:
    return portal_folder(portal, {PROJECTS: csv_table([ROW | cells])})


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name", "ก่อสร้างถนน  บ้านดอน หมู่ที่ 2"),
        ("name", "ก่อสร้างถนน\u00a0บ้านดอน หมู่ที่ 2"),
        ("name", "ก่อสร้าง\u200bถนน บ้านดอน หมู่ที่ 2 "),
        ("detail", "กว้าง\t4   เมตร"),
        ("detail", "กว้าง 4\u2009เมตร"),
        ("place", "หมู่\ufeffที่ 2"),
        ("note", "ตามเเบบ"),
    ],
)
def test_blanks_that_no_reader_sees_are_no_change(tmp_path: Path, column: str, text: str) -> None:
    portal = announced(tmp_path)
    kept = (portal / RECORD).read_bytes()
    resaved(portal, **{column: text})
    assert codes(portal) == codes_of_earlier()
    announce(portal)
    assert (portal / RECORD).read_bytes() == kept


def codes_of_earlier() -> list[str]:
    """What the year before says by itself: nobody gave the days of its posting."""
    return ["posted-missing"]


@pytest.mark.parametrize(
    ("column", "text", "signs"),
    [
        ("name", "ก่อสร้างถนน บ้านดอน หมู่ที่ ๒", "“2” U+0032 กับ “๒” U+0E52"),
        ("detail", "กว้าง 4\nเมตร", "เว้นวรรค กับ ขึ้นบรรทัดใหม่"),
        ("note", "ตามแบบ.", "ไม่มี กับ “.” U+002E"),
        ("detail", "กว้าง 5 เมตร", ""),
    ],
)
def test_texts_that_look_alike_are_told_with_the_signs_in_which_they_differ(
    tmp_path: Path, column: str, text: str, signs: str
) -> None:
    portal = resaved(announced(tmp_path), **{column: text})
    (problem,) = checked(portal).report.errors
    assert problem.code == "announced-row-changed"
    assert ("ต่างกันที่" in problem.message) == bool(signs)
    assert signs in problem.message


@pytest.mark.parametrize(
    "cells",
    [
        {"continues": "2569-001"},
        {"lat": "19.91", "lon": "99.84"},
        {"villages": "2"},
        {"continues": "2569-001", "villages": "1-3", "lat": "19.91", "lon": "99.84"},
    ],
)
def test_what_the_notice_does_not_say_is_filled_in_later(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    portal = announced(tmp_path)
    kept = (portal / RECORD).read_bytes()
    resaved(portal, **cells)
    assert codes(portal) == codes_of_earlier()
    assert announce(portal).exit_code == 0
    assert (portal / RECORD).read_bytes() == kept
    resaved(portal)  # and may go again: it was no part of what was announced
    assert codes(portal) == codes_of_earlier()


def test_what_was_stated_in_the_notice_is_not_taken_away_or_moved(tmp_path: Path) -> None:
    told = {"villages": "2", "continues": "2569-001", "lat": "19.91", "lon": "99.84"}
    portal = announced(tmp_path, ROW | told)
    resaved(portal, **told | {"villages": "3"})
    assert [one.code for one in checked(portal).report.errors] == ["announced-row-changed"]
    resaved(portal, **told | {"lat": "19.92"})  # a point is put right
    assert codes(portal) == codes_of_earlier()
    resaved(portal, **told | {"continues": "", "lat": "", "lon": ""})
    assert [one.code for one in checked(portal).report.errors] == ["announced-row-changed"] * 3


@pytest.mark.parametrize(
    ("edition", "told"),
    [
        ("announced: 2569-10-15\n  posted_from: 2569-10-16\n  posted_until: 2569-11-20", True),
        ("announced: 2569-10-15\n  posted_from: 2569-10-16\n  posted_until: 2569-11-24", False),
        ("announced: 2569-10-15\n  posted_from: 2569-10-16", False),
        ("announced: 2569-12-15\n  posted_from: 2569-12-16\n  posted_until: 2570-01-20", False),
        ("considered: 2569-10-10", False),
    ],
)
def test_notice_that_has_hung_to_its_end_and_was_never_recorded_is_told(
    tmp_path: Path, edition: str, told: bool
) -> None:
    plan = "fiscal_year: 2570\nstrategies: [{id: 1, name: โครงสร้างพื้นฐาน}]\nedition:\n  " + edition
    portal = portal_folder(tmp_path, {PLAN: plan + "\n"})
    found = [one for one in checked(portal).report if one.code == "announced-unrecorded"]
    assert len(found) == told
    if told:
        assert "phaen announce 2570" in found[0].advice
        assert announce(portal).exit_code == 0
        assert "announced-unrecorded" not in codes(portal)


def test_same_to_readers_is_blind_to_blanks_and_sees_letters() -> None:
    assert same_to_readers("น้ำ  ใส", "นํ้า ใส")
    assert not same_to_readers("ม.3", "ม.4")
    assert telling_signs("A", "\u0410") == "“A” U+0041 กับ “\u0410” U+0410"
    assert telling_signs("ถนน", "ถนนสายหลักของตำบล") == ""
