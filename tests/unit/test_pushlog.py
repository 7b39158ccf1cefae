"""The log of pushes: one plain line each, whatever a branch is called."""

import datetime
import os
import pwd
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.commands.receiving import _who
from generator.publishing.pushlog import LOGS, NAME, PushLine, log_pushes

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


def test_a_pipe_in_the_logs_place_keeps_no_push_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(OSError, match="no plain file"):
        log_pushes(tmp_path, [line()])


@pytest.mark.parametrize("room", [0, 1, 20, 100])
def test_a_line_for_which_there_is_no_room_is_not_there_in_part(tmp_path: Path, room: int) -> None:
    log_pushes(tmp_path, [line()])
    before = (tmp_path / NAME).read_bytes()
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, usual[1]))
    try:
        with pytest.raises(OSError):
            log_pushes(tmp_path, [line(branch="b" * 150), line(branch="c" * 150)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert (tmp_path / NAME).read_bytes() == before


def test_a_line_never_joins_what_another_left_half_written(tmp_path: Path) -> None:
    log_pushes(tmp_path, [line()])
    with (tmp_path / NAME).open("ab") as out:
        out.write(b"2026-11-26T12:00:00+00:00\tsoms")
    log_pushes(tmp_path, [line(branch="next")])
    *_, torn, last = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert torn.endswith("soms")
    assert last.split("\t")[3] == "next"


def test_of_many_pushes_at_once_none_loses_the_log_that_was_put_aside(tmp_path: Path) -> None:
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / NAME).write_bytes(b"x" * 5_000_000 + b"y\n")
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: log_pushes(folder, [line(branch=f"b{n}")]), range(8)))  # noqa: B023  # ends within the turn
        new, old = ((folder / name).read_text("utf-8").splitlines() for name in LOGS)
        assert len(old) == 1
        assert sorted(one.split("\t")[3] for one in new[1:]) == [f"b{n}" for n in range(8)]


ACCOUNT = pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.parametrize(
    ("environment", "who"),
    [
        ({}, ACCOUNT),
        ({"LOGNAME": "mayor", "USER": "mayor", "REMOTE_USER": "mayor"}, ACCOUNT),
        (
            {"GATEWAY_INTERFACE": "CGI/1.1", "REMOTE_USER": "somsri", "LOGNAME": "mayor"},
            f"{ACCOUNT} (web: somsri)",
        ),
        ({"GATEWAY_INTERFACE": "CGI/1.1"}, ACCOUNT),
    ],
)
def test_nobody_is_somebody_else_in_the_log_by_his_environment(
    environment: dict[str, str], who: str
) -> None:
    assert _who(environment) == who
