"""Accounts of an office's desk: passwords, attempts, and the file that holds them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.desk.accounts import Accounts, AccountsError, Passwords, Role, accounts_of
from generator.desk.attempts import Attempts
from generator.desk.keys import Keys
from generator.desk.sessions import Sessions
from generator.publishing import Remote

GOOD = "สี่คำที่จำได้ง่าย"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_each_wrong_password_makes_the_next_wait_longer_up_to_a_minute() -> None:
    clock = Clock()
    attempts, waited = Attempts(clock), []
    for number in range(14):
        address = f"10.0.0.{number}"  # a guesser with many addresses
        while wait := attempts.begin("มานะ", address):
            waited.append(wait)
            clock.now += wait
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    attempts.succeeded("มานะ", "10.0.0.1")
    assert attempts.begin("มานะ", "10.0.0.1") == 0


def test_one_address_that_tries_many_names_waits_and_others_do_not() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    free = [attempts.begin(f"name {number}", "192.0.2.7") for number in range(60)]
    assert free.count(0) <= 31 and max(free) >= 1
    assert attempts.begin("มานะ", "10.0.0.1") == 0
    clock.now += 3 * 3600  # forgotten
    assert attempts.begin("มานะ", "192.0.2.7") == 0


def test_many_tries_at_once_or_by_other_ways_to_type_a_name_gain_nothing() -> None:
    attempts, ways = Attempts(Clock()), ("ann", "Ann", " ann", "ANN ", "ann\u00a0")
    assert [attempts.begin(ways[n % 5], "10.0.0.1") for n in range(50)].count(0) == 5


def test_a_name_without_an_account_takes_as_long_as_one_with(tmp_path: Path) -> None:
    passwords, accounts = Passwords(), Accounts(tmp_path / "desk/accounts.json")
    known = accounts.add("มานะ", Role.PREPARES, (), "", "", passwords.hashed(GOOD))
    alone = accounts.add("ปิติ", Role.PREPARES, (), "", "", "")  # the sign-on's, without a password
    took: dict[str, list[float]] = {}
    for name, account in (("known", known), ("unknown", None), ("alone", alone)):
        took[name] = []
        for _ in range(4):
            begun = time.perf_counter()
            assert not passwords.is_right(account, "a wrong password")
            took[name].append(time.perf_counter() - begun)
    fastest = {name: min(times) for name, times in took.items()}
    assert min(fastest.values()) > 0.4 * max(fastest.values()), fastest
    assert passwords.is_right(known, GOOD)
    assert not passwords.is_right(alone, "") and not passwords.is_right(None, "")


def test_a_session_ends_when_nobody_works_and_after_a_day_and_old_ones_give_way(
    tmp_path: Path,
) -> None:
    clock, accounts = Clock(), Accounts(tmp_path / "desk/accounts.json")
    person = accounts.add("มานะ", Role.PREPARES, (), "", "", "")
    sessions = Sessions(accounts, Keys(), clock)
    idle, busy = sessions.begin(person), sessions.begin(person)
    for _ in range(11):  # asks each hour
        clock.now += 3600
        assert sessions.of(busy)
    assert sessions.of(idle) is None
    clock.now += 3601
    assert sessions.of(busy) is None
    many = [sessions.begin(person) for _ in range(12)]
    assert [bool(sessions.of(one)) for one in many] == [False] * 2 + [True] * 10


@pytest.mark.parametrize("short", ["", "สั้นไป", "x" * 11, "x" * 201])
def test_a_password_that_is_too_short_or_endless_is_refused(short: str) -> None:
    with pytest.raises(AccountsError, match="รหัสผ่านต้องยาว"):
        Passwords().hashed(short)


def test_a_file_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "desk/accounts.json")
    accounts.add("มานะ", Role.PREPARES, (), "", "", "")
    (tmp_path / "desk/accounts.json").chmod(0o640)
    with pytest.raises(AccountsError, match="chmod 600"):
        accounts.of("มานะ")


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a<b", "../x", "x" * 61, "\u202ex"])
def test_a_name_that_would_forge_a_commit_or_a_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AccountsError, match="ชื่อบัญชีใช้ไม่ได้"):
        Accounts(tmp_path / "desk/accounts.json").add(name, Role.PREPARES, (), "", "", "")


def test_accounts_are_added_listed_changed_and_removed_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, live = tmp_path / "plan.git", tmp_path / "www" / "live"
    Remote.set_up(repository, live, "main", ["true"], {"PATH": "/usr/bin:/bin"})

    def typed(*words: str, said: str = "") -> str:
        done = CliRunner().invoke(
            phaen, ["desk", "user", *words, "--office", str(repository)], input=said
        )
        assert done.exit_code == 0, done.output
        return done.output

    assert "ยังไม่มีบัญชี" in typed("list")
    assert GOOD not in typed("add", "มานะ", "--unit", "กองช่าง", said=f"{GOOD}\n{GOOD}\n")
    first = accounts_of(repository).of("มานะ")
    assert first and Passwords().is_right(first, GOOD)
    assert "ผู้จัดทำ · กองช่าง" in typed("list")
    typed("role", "มานะ", "ผู้เผยแพร่")
    now = accounts_of(repository).of("มานะ")
    assert now and now.may_publish and now.units == () and now.stamp != first.stamp
    drawn = typed("password", "มานะ", "--print-password").split()[-1]
    now = accounts_of(repository).of("มานะ")
    assert Passwords().is_right(now, drawn) and not Passwords().is_right(now, GOOD)
    typed("remove", "มานะ")
    assert accounts_of(repository).all() == ()
    refused = CliRunner().invoke(phaen, ["desk", "user", "list", "--office", str(tmp_path)])
    assert "phaen receive" in str(refused.exception)
