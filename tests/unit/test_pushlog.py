"""The log of pushes: one plain line each, whatever a branch is called."""

import datetime
from pathlib import Path

import pytest

from generator.publishing.pushlog import NAME, PushLine, log_pushes

NOON = datetime.datetime(2026, 11, 26, 12, 0, tzinfo=datetime.UTC)


def line(**changes: str) -> PushLine:
    told = {"who": "somsri", "commit": "a" * 40, "branch": "main", "outcome": "published"}
    return PushLine(NOON, **(told | {"release": "000002-aaaaaaaaaaaa"} | changes))


def test_a_push_is_one_line_of_time_account_commit_outcome_and_release(tmp_path: Path) -> None:
    log_pushes(tmp_path, [line()])
    log_pushes(tmp_path, [line(outcome="refused", release="")])
    heading, one, other = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert heading.split("\t") == ["time", "who", "commit", "branch", "outcome", "release"]
    assert one.split("\t") == [
        "2026-11-26T12:00:00+00:00", "somsri", "a" * 40, "main", "published",
        "000002-aaaaaaaaaaaa",
    ]  # fmt: skip
    assert other.split("\t")[4:] == ["refused", "-"]
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["a\nb\tc", "\x1b[31mred", "x" * 5000, "", "ก\u2028ข"])
def test_no_name_makes_another_line_or_cell(tmp_path: Path, name: str) -> None:
    log_pushes(tmp_path, [line(branch=name, who=name)])
    text = (tmp_path / NAME).read_text("utf-8")
    assert text.count("\n") == 2
    assert len(text.splitlines()) == 2
    assert [len(one.split("\t")) for one in text.splitlines()] == [6, 6]
    assert "\x1b" not in text
    assert len(text) < 1000


def test_a_push_of_very_many_branches_is_told_in_few_lines(tmp_path: Path) -> None:
    log_pushes(tmp_path, [line(branch=f"b{n}") for n in range(1000)])
    lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert len(lines) == 52
    assert lines[-1].endswith("… 950 more")


def test_a_long_log_begins_anew_and_what_was_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x" * 5_000_001)
    log_pushes(tmp_path, [line()])
    assert (tmp_path / f"{NAME}.1").stat().st_size == 5_000_001
    assert len((tmp_path / NAME).read_text("utf-8").splitlines()) == 2


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    (tmp_path / NAME).symlink_to(outside)
    with pytest.raises(OSError, match=NAME):
        log_pushes(tmp_path, [line()])
    assert outside.read_text() == "theirs"
