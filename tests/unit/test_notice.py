"""What a notice says besides its rows is recorded with them, and stays as they do."""

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import phaen
from generator.plan.model import Withdrawal, WithdrawalKind, Withdrawn
from generator.plan.model.withdrawal import NOTHING_WITHDRAWN
from generator.plan.record import RecordError, read_record, record_bytes
from generator.problems import Place, Source
from generator.publishing.records import RecordPair
from portals import PLAN, checked, codes, portal_folder
from uploads import pdf

steady = settings(derandomize=True, database=None, deadline=None, max_examples=100)
DAY = datetime.date(2026, 10, 15)
AT = Place("plans/2570/announced/0.csv")
RECORD = "plans/2570/announced/0.csv"
PAPER = "plans/2570/documents/a.pdf"
SOUND = """fiscal_year: 2570
title: แผนการดำเนินงาน ประจำปี 2570
strategies:
  - {id: 1, name: ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน}
  - {id: 2, name: ยุทธศาสตร์การพัฒนาด้านสังคม}
trigger: {event: งบประมาณรายจ่ายประจำปี, date: 2569-09-25}
edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-30
  documents: [{title: ประกาศใช้แผน, file: documents/a.pdf}]
"""

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"))


def announce(portal: Path, today: str = "2569-11-24") -> Result:
    return CliRunner().invoke(
        phaen, ["announce", "2570", "--portal", str(portal), "--today", today]
    )


def announced(folder: Path) -> Path:
    portal = portal_folder(folder, {PLAN: SOUND, PAPER: pdf("one")})
    done = announce(portal)
    assert done.exit_code == 0, done.output
    assert codes(portal) == []
    return portal


@steady
@given(st.lists(st.tuples(texts, texts, texts)), st.lists(st.fixed_dictionaries({"id": texts})))
def test_record_keeps_every_sign_of_what_the_notice_says(
    facts: list[tuple[str, str, str]], rows: list[dict[str, str]]
) -> None:
    record = read_record(record_bytes(DAY, rows, facts), AT)
    assert [(one.what, one.name, one.value) for one in record.stated] == facts
    assert [dict(row.values) for row in record.rows] == rows


@steady
@given(st.data())
def test_changed_byte_of_the_second_format_is_seen(data: st.DataObject) -> None:
    facts = [("title", "", "แผน, “1”"), ("strategy", "1", "ด้าน\nสังคม"), ("considered", "", "2569")]
    sound = record_bytes(DAY, [{"id": "1", "name": "ถนน"}], facts)
    at = data.draw(st.integers(0, len(sound) - 1))
    broken = sound[:at] + bytes([data.draw(st.integers(0, 255))]) + sound[at + 1 :]
    if broken.replace(b"\r\n", b"\n") != sound:
        with pytest.raises(RecordError):
            read_record(broken, AT)


def test_record_of_the_first_format_stays_as_it_is_and_says_nothing_of_the_notice(
    tmp_path: Path,
) -> None:
    portal = announced(tmp_path)
    record = read_record((portal / RECORD).read_bytes(), AT)
    old = record_bytes(record.day, [row.values for row in record.rows])
    assert b"version" not in old and read_record(old, AT).stated == ()
    portal_folder(portal, {RECORD: old, PLAN: SOUND.replace("2569-10-10", "2569-10-09")})
    assert codes(portal) == []


def test_new_record_names_its_version_and_is_read_by_people(tmp_path: Path) -> None:
    head, *lines = (announced(tmp_path) / RECORD).read_text("utf-8").splitlines()
    assert head.endswith(",version,2")
    assert [line.rpartition(",")[0] for line in lines[4:11]] == [
        "title,,แผนการดำเนินงาน ประจำปี 2570",
        "strategy,1,ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน",
        "strategy,2,ยุทธศาสตร์การพัฒนาด้านสังคม",
        "considered,,2569-10-10",
        "posted_from,,2569-10-16",
        "posted_until,,2569-11-30",
        "trigger,,2569-09-25",
    ]
    assert lines[11].startswith("title,documents/a.pdf,ประกาศใช้แผน,")
    assert lines[12].startswith("document,documents/a.pdf,")


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("ประจำปี 2570", "ประจำปี 2571", 2),
        ("ด้านสังคม", "ด้านสังคมและคุณภาพชีวิต", 3),
        ("considered: 2569-10-10", "considered: 2569-10-11", 8),
        ("  considered: 2569-10-10\n", "", 8),
        ("posted_from: 2569-10-16", "posted_from: 2569-10-17", 10),
        ("date: 2569-09-25", "date: 2569-09-26", 6),
        ("title: ประกาศใช้แผน", "title: ร่างแผน", 12),
    ],
)
def test_edit_of_what_was_announced_is_an_error_with_its_line_and_both_texts(
    tmp_path: Path, was: str, now: str, line: int
) -> None:
    portal = announced(tmp_path)
    assert was in SOUND
    portal_folder(portal, {PLAN: SOUND.replace(was, now)})
    (problem,) = checked(portal).report.errors
    assert problem.code == "announced-notice-changed"
    assert (problem.place.file, problem.place.row) == (PLAN, line)
    assert "ประกาศไปแล้วว่า" in problem.message and "แก้กลับ" in problem.advice
    refused = announce(portal)
    assert refused.exit_code == 1
    portal_folder(portal, {PLAN: SOUND})  # the advice, followed
    assert codes(portal) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("ด้านสังคม", "ด้าน\u200bสังคม"),
        ("แผนการดำเนินงาน ประจำปี", "แผนการดำเนินงาน  ประจำปี"),
        ("2569-10-10", "10 ตุลาคม 2569"),
        ("title: ประกาศใช้แผน, file", "title:  ประกาศใช้แผน , file"),
    ],
)
def test_other_spelling_of_the_same_is_no_change(tmp_path: Path, was: str, now: str) -> None:
    portal = announced(tmp_path)
    kept = (portal / RECORD).read_bytes()
    portal_folder(portal, {PLAN: SOUND.replace(was, now)})
    assert codes(portal) == []
    announce(portal)
    assert (portal / RECORD).read_bytes() == kept


def test_paper_in_place_of_the_announced_one_is_an_error_and_one_beside_it_is_none(
    tmp_path: Path,
) -> None:
    portal = announced(tmp_path)
    portal_folder(portal, {PLAN: SOUND, PAPER: pdf("two")})
    (problem,) = checked(portal).report.errors
    assert (problem.code, problem.value) == ("announced-document-changed", "documents/a.pdf")
    unlisted = SOUND.replace("  documents: [{title: ประกาศใช้แผน, file: documents/a.pdf}]\n", "")
    portal_folder(portal, {PAPER: pdf("one"), PLAN: unlisted})
    assert [one.code for one in checked(portal).report.errors] == ["announced-document-changed"]
    two = SOUND.replace("a.pdf}", "a.pdf}, {title: แก้คำผิด, file: documents/b.pdf}")
    portal_folder(portal, {PLAN: two, "plans/2570/documents/b.pdf": pdf("two")})
    assert codes(portal) == ["announced-notice-behind"]
    assert announce(portal).exit_code == 0
    assert codes(portal) == []


def test_paper_that_was_renamed_is_the_same_paper(tmp_path: Path) -> None:
    portal = announced(tmp_path)
    (portal / PAPER).rename(portal / "plans/2570/documents/ประกาศ.pdf")
    portal_folder(portal, {PLAN: SOUND.replace("a.pdf", "ประกาศ.pdf")})
    assert codes(portal) == ["announced-notice-behind"]


def test_paper_that_was_withdrawn_may_go_and_leaves_the_record(tmp_path: Path) -> None:
    portal = announced(tmp_path)
    unlisted = SOUND.replace("  documents: [{title: ประกาศใช้แผน, file: documents/a.pdf}]\n", "")
    entry = "{kind: ข้อมูลส่วนบุคคล, file: documents/a.pdf, day: 2569-11-20, reason: เลขประจำตัว}"
    withdrawn = {"plans/2570/withdrawn.yml": f"withdrawn: [{entry}]\n"}
    portal_folder(portal, {PLAN: unlisted, PAPER: None, **withdrawn})
    assert codes(portal) == []
    assert announce(portal).exit_code == 0
    assert "a.pdf" not in (portal / RECORD).read_text("utf-8")


def test_day_to_come_may_move_and_a_day_that_has_come_may_not(tmp_path: Path) -> None:
    portal = announced(tmp_path)
    portal_folder(portal, {PLAN: SOUND.replace("2569-11-30", "2569-12-10")})
    assert codes(portal, datetime.date(2026, 11, 24)) == ["announced-notice-behind"]
    assert codes(portal, datetime.date(2026, 12, 1)) == ["announced-notice-changed"]
    assert announce(portal).exit_code == 0
    assert codes(portal, datetime.date(2026, 12, 1)) == []


def test_mistyped_day_is_told_otherwise_by_an_entry_and_recorded_again(tmp_path: Path) -> None:
    portal = announced(tmp_path)
    entry = "{kind: พิมพ์วันที่ผิด, edition: 0, column: considered, day: 2569-11-20, reason: พิมพ์ผิด}"
    portal_folder(
        portal,
        {
            PLAN: SOUND.replace("2569-10-10", "2569-10-09"),
            "plans/2570/withdrawn.yml": f"withdrawn: [{entry}]\n",
        },
    )
    assert codes(portal) == ["announced-notice-behind"]
    assert announce(portal).exit_code == 0
    assert codes(portal) == []
    assert "considered,,2569-10-09" in (portal / RECORD).read_text("utf-8")


# What a push may do with a record


def pushed(now: list[tuple[str, str, str]] | None, withdrawn: Withdrawn = NOTHING_WITHDRAWN) -> int:
    was = [("strategy", "1", "สังคม"), ("posted_until", "", "2569-11-30"), ("document", "a", "12")]
    old, new = (read_record(record_bytes(DAY, [], facts), AT) for facts in (was, now))
    today = datetime.date(2026, 11, 24)
    pair = RecordPair("0", old, new, withdrawn, withdrawn, "plans/2570", today)
    return len(list(pair.differences()))


def test_push_may_add_what_the_first_format_did_not_keep() -> None:
    old, new = (
        read_record(record_bytes(DAY, [], facts), AT) for facts in (None, [("title", "", "แผน")])
    )
    pair = RecordPair("0", old, new, NOTHING_WITHDRAWN, NOTHING_WITHDRAWN)
    assert list(pair.differences()) == []


FILE = Withdrawn(
    (Withdrawal(Source(AT), WithdrawalKind.PERSONAL, DAY, "เลขประจำตัว", file="a"),)
)  # fmt: skip


@pytest.mark.parametrize(
    ("now", "withdrawn", "told"),
    [
        ([("strategy", "1", "สังคม"), ("posted_until", "", "2569-11-30"), ("document", "a", "12")],
         NOTHING_WITHDRAWN, 0),
        ([("document", "b", "12"), ("posted_until", "", "2569-12-05"), ("strategy", "1", "สังคม "),
          ("strategy", "2", "อื่น")], NOTHING_WITHDRAWN, 0),
        ([("strategy", "1", "เศรษฐกิจ"), ("posted_until", "", "2569-11-30"),
          ("document", "a", "13")], NOTHING_WITHDRAWN, 2),
        ([("strategy", "1", "สังคม")], FILE, 0),
        ([("strategy", "1", "สังคม")], NOTHING_WITHDRAWN, 1),
        (None, NOTHING_WITHDRAWN, 2),
    ],
)  # fmt: skip
def test_push_keeps_what_the_notice_said(
    now: list[tuple[str, str, str]] | None, withdrawn: Withdrawn, told: int
) -> None:
    assert pushed(now, withdrawn) == told
