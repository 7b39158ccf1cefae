"""What a push takes back is told by what the files mean, not by their bytes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import pytest

from generator.archive.chain import HEADING, read_chain
from generator.plan.model import Withdrawal, WithdrawalKind, Withdrawn
from generator.plan.model.withdrawal import NOTHING_WITHDRAWN
from generator.plan.record import read_record, record_bytes
from generator.problems import Place, Source
from generator.publishing.records import RecordPair
from generator.publishing.standing import chain_taken_back
from generator.publishing.trees import lines_of

DAY = datetime.date(2026, 10, 15)
ROW = {"id": "2570-001", "name": "ถนน", "budget": "100"}


def compared(
    old: Sequence[Mapping[str, str]],
    new: Sequence[Mapping[str, str]],
    name: str = "0",
    entries: Withdrawn = NOTHING_WITHDRAWN,
    fresh: Withdrawn = NOTHING_WITHDRAWN,
) -> list[str]:
    was, now = (read_record(record_bytes(DAY, rows), Place(name)) for rows in (old, new))
    return [one.said for one in RecordPair(name, was, now, entries, fresh).differences()]


def test_a_column_that_a_later_release_adds_and_another_order_are_the_same_record() -> None:
    assert compared([ROW], [{"note": "", **dict(reversed(list(ROW.items())))}]) == []
    assert compared([ROW, ROW | {"id": "2570-002"}], [ROW | {"id": "2570-002"}, ROW]) == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_a_byte_order_mark_are_no_change_of_a_record(mark: bytes, end: bytes) -> None:
    data = mark + record_bytes(DAY, [ROW]).replace(b"\n", end)
    assert read_record(data, Place("0")) == read_record(record_bytes(DAY, [ROW]), Place("0"))


def test_a_cell_that_loses_its_column_is_told() -> None:
    assert compared([ROW], [{"id": "2570-001", "name": "ถนน"}]) == [
        "โครงการ 2570-001: งบประมาณ ไม่ตรงกับที่เผยแพร่ไว้"
    ]


def test_reports_grow_after_their_day_and_editions_do_not() -> None:
    old = [{"id": "2570-001", "date": "2569-10-15", "result": "ก"}]
    later = old[0] | {"date": "2569-10-16"}
    assert compared(old, [*old, later], "progress") == []
    assert compared(old, [*old, old[0] | {"result": "ข"}], "progress") != []
    assert compared([ROW], [ROW, ROW | {"id": "2570-002"}]) == [
        "โครงการ 2570-002 ถูกเพิ่มในฉบับที่ประกาศไปแล้ว"
    ]


def test_two_reports_of_one_day_are_both_kept() -> None:
    one = {"id": "2570-001", "date": "2569-10-15", "result": "ก"}
    other = one | {"result": "ข"}
    assert compared([one, other], [one, other], "progress") == []
    assert compared([one, other], [one], "progress") != []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85", "\x1e"])
def test_a_chain_is_parted_into_lines_as_its_reader_parts_it(end: str) -> None:
    """Else a line hidden behind another would come in without proof."""
    text = f"{HEADING}\n2568 x{end}2567 y\n".encode()
    assert len(lines_of(text)) == 3
    assert read_chain(text).broken == 2


def test_a_chain_may_only_be_added_to() -> None:
    was = lines_of(b"# a\nb\nc\n")
    assert chain_taken_back(was, lines_of(b"\xef\xbb\xbf# a\r\nb\r\nc\r\nd\r\n"), "") == []
    for now in (b"# a\nb\n", b"# a\nc\nb\n", b"# a\nb\nx\n", b"b\nc\n", b""):
        assert len(chain_taken_back(was, lines_of(now), "")) == 1


def test_an_entry_that_was_told_lets_nothing_be_covered_otherwise_later() -> None:
    """One entry would let a text be told anew for ever."""
    one = Withdrawal(
        Source(Place("withdrawn.yml")), WithdrawalKind.PERSONAL, DAY, "ชื่อ", edition=0, id="2570-001"
    )
    entries = Withdrawn((one,))
    was, now = ROW | {"name": "ซ่อมบ้านคนชรา █"}, ROW | {"name": "ซ่อมบ้านเด็ก █"}
    assert compared([ROW | {"name": "ซ่อมบ้านนาง กานดา แก้วดี"}], [now], entries=entries) == []
    assert compared([was], [now], entries=entries)
    assert compared([was], [now], entries=entries, fresh=entries) == []
    assert entries.since(entries) == NOTHING_WITHDRAWN


def test_an_entry_takes_away_no_row_and_so_no_money() -> None:
    one = Withdrawal(
        Source(Place("withdrawn.yml")), WithdrawalKind.PERSONAL, DAY, "ชื่อ", edition=0, id="2570-001"
    )
    entries = Withdrawn((one,))
    assert compared([ROW], [], entries=entries, fresh=entries)
    assert compared([ROW], [ROW | {"budget": "█"}], entries=entries, fresh=entries)
