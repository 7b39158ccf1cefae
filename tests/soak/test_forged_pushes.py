"""Whoever may push may not take back what was published: fifty pushes that try, each refused.

`make test` runs a share, `make soak` all of them. Each is refused by a sentence that says what
would be lost and how to do it rightly, and readers see not one byte of it.
"""

from __future__ import annotations

import datetime
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from e2e.remotes import Office
from e2e.standing import commit, live_bytes, run, told_office
from forgeries import forged, invented, put
from generator.archive import Vault, chain_of, kept_seal
from generator.machine.layout import SEALS
from generator.plan.record import read_record, record_bytes
from generator.problems import Place

SOAK = bool(os.environ.get("PHAEN_SOAK"))
Harm = Callable[[Path], None]
RECORD = "plans/2570/announced/0.csv"
REPORTS = "plans/2570/announced/progress.csv"
OLD = "plans/2569/announced/0.csv"
SEALED_ON = datetime.date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Forgery:
    """What somebody does to the working copy, and words of the refusal."""

    name: str
    harm: Harm
    told: str


def text(path: str, old: str, new: str) -> Harm:
    """Put a text in the place of another, which must be there."""

    def harm(copy: Path) -> None:
        was = (copy / path).read_text(encoding="utf-8")
        assert old in was, path
        (copy / path).write_text(was.replace(old, new), encoding="utf-8")

    return harm


def gone(*paths: str) -> Harm:
    def harm(copy: Path) -> None:
        for path in paths:
            target = copy / path
            shutil.rmtree(target) if target.is_dir() else target.unlink()

    return harm


def moved(path: str, to: str) -> Harm:
    def harm(copy: Path) -> None:
        (copy / path).rename(copy / to)

    return harm


def both(*harms: Harm) -> Harm:
    def harm(copy: Path) -> None:
        for one in harms:
            one(copy)

    return harm


def recorded(path: str, change: Callable[[list[dict[str, str]]], object], day: str = "") -> Harm:
    """Write a record anew, its digests too, as Phaen would write it."""

    def harm(copy: Path) -> None:
        record = read_record((copy / path).read_bytes(), Place(path))
        rows = [dict(row.values) for row in record.rows]
        change(rows)
        when = datetime.date.fromisoformat(day) if day else record.day
        facts = [(one.what, one.name, one.value) for one in record.stated]
        (copy / path).write_bytes(record_bytes(when, rows, facts or None))

    return harm


def says(row: int, column: str, new: str) -> Callable[[list[dict[str, str]]], object]:
    return lambda rows: rows[row].__setitem__(column, new)


def entry(lines: str) -> Harm:
    def harm(copy: Path) -> None:
        text = f"withdrawn:\n  - {{{lines}, day: 2569-11-24, reason: มีชื่อประชาชน}}\n"
        (copy / "plans/2570/withdrawn.yml").write_text(text, encoding="utf-8")

    return harm


def lines(change: Callable[[list[str]], list[str]]) -> Harm:
    """Change the lines of the chain of seals."""

    def harm(copy: Path) -> None:
        was = (copy / SEALS).read_text(encoding="utf-8").splitlines()
        (copy / SEALS).write_text("".join(f"{line}\n" for line in change(was)), encoding="utf-8")

    return harm


def unsealed(copy: Path) -> None:
    """Take back the seal, and go on with the year as if it had never been sealed."""
    gone(SEALS, "plans/2568/sealed")(copy)


def sealed_anew(copy: Path) -> None:
    """Seal other rows of a year that is sealed, with a chain that begins anew."""
    unsealed(copy)
    text("plans/2568/projects.csv", "ก่อสร้างถนน", "ก่อสร้างสะพาน")(copy)
    shutil.rmtree(copy / "plans/2568/announced")
    run(Office(copy.parent), "seal", "2568")


def invented_year(seed: int) -> Harm:
    """A year that tells a lie and agrees with itself throughout."""

    def harm(copy: Path) -> None:
        sealed = kept_seal(copy, chain_of(copy).standing["2568"])
        told = Vault().contents(sealed).closed
        put(copy, "2568", invented(told, random.Random(seed)), SEALED_ON)

    return harm


def forged_year(seed: int) -> Harm:
    """A year that contradicts itself, or holds what no seal holds."""

    def harm(copy: Path) -> None:
        sealed = kept_seal(copy, chain_of(copy).standing["2568"]).path.read_bytes()
        _, harmed = forged(sealed, "2568", random.Random(seed))
        put(copy, "2568", harmed, SEALED_ON, sources=False)

    return harm


def budget_of(row: int, amount: str) -> Harm:
    """Rewrite a budget in plan and record alike, every digest too."""
    was = 100_000 + row
    return both(
        text("plans/2570/projects.csv", f",{was},", f",{amount},"),
        recorded(RECORD, says(row - 1, "budget", amount)),
    )


GONE, CHANGED = "หายไป", "ไม่ตรงกับที่เผยแพร่ไว้"
PERSONAL = "kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-001"
NAME = "ก่อสร้างถนน สายที่ 1"
FORGERIES = (
    # The chain, its files, its years
    Forgery("the chain deleted", gone(SEALS), GONE),
    Forgery("the seal taken back", unsealed, GONE),
    Forgery("the sealed year deleted", gone("plans/2568"), GONE),
    Forgery("the sealed year and its chain deleted", gone("plans/2568", SEALS), GONE),
    Forgery("the sealed file deleted", gone("plans/2568/sealed/2568.zip"), "seal-missing"),
    Forgery(
        "a source of the sealed year changed",
        text("plans/2568/projects.csv", "ถนน", "ทาง"),
        "seal-source",
    ),
    Forgery("the chain's line deleted", lines(lambda was: was[:1]), "บรรทัด"),
    Forgery(
        "the line's day changed",
        lines(lambda was: [was[0], was[1].replace("2026-11-24", "2026-11-20")]),
        "บรรทัด",
    ),
    Forgery(
        "the line's digest changed",
        lines(lambda was: [was[0], re.sub("[0-9a-f]{64}", "0" * 64, was[1], count=1)]),
        "บรรทัด",
    ),
    Forgery("the heading changed", lines(lambda was: [f"{was[0]} x", was[1]]), "บรรทัด"),
    Forgery(
        "a line before the line",
        lines(lambda was: [was[0], was[1].replace("2568", "2567", 1), was[1]]),
        "บรรทัด",
    ),
    Forgery("the year sealed anew", sealed_anew, "บรรทัด"),
    Forgery("an invented year in its place", invented_year(1), "บรรทัด"),
    Forgery("a forged year in its place", forged_year(1), "บรรทัด"),
    Forgery(
        "the chain is a link",
        both(gone(SEALS), lambda copy: (copy / SEALS).symlink_to("organization.yml")),
        GONE,
    ),
    Forgery(
        "a line hidden behind the line",
        lines(lambda was: [was[0], f"{was[1]}\u2028{was[1].replace('2568', '2567', 1)}"]),
        "บรรทัด",
    ),
    # Years that were announced
    Forgery("an announced year deleted", gone("plans/2569"), GONE),
    Forgery("the living year deleted", gone("plans/2570"), GONE),
    Forgery(
        "a year under another number",
        both(
            moved("plans/2569", "plans/2567"),
            text("plans/2567/plan.yml", "fiscal_year: 2569", "fiscal_year: 2567"),
        ),
        GONE,
    ),
    Forgery("a year under no year's name", moved("plans/2569", "plans/old"), GONE),
    Forgery("a year without its plan", gone("plans/2569/plan.yml"), GONE),
    # Records of announcements
    Forgery("a record deleted", gone(RECORD), GONE),
    Forgery("every record deleted", gone("plans/2570/announced"), GONE),
    Forgery("an earlier year's record deleted", gone(OLD), GONE),
    Forgery("an amendment's record deleted", gone("plans/2570/announced/1.csv"), GONE),
    Forgery(
        "an amendment deleted with its record",
        gone("plans/2570/announced/1.csv", "plans/2570/amendments"),
        GONE,
    ),
    Forgery("the record under another name", moved(RECORD, "plans/2570/announced/00.csv"), GONE),
    Forgery(
        "the record is a link",
        both(gone(RECORD), lambda copy: (copy / RECORD).symlink_to("1.csv")),
        GONE,
    ),
    Forgery("a budget rewritten", budget_of(1, "999999"), CHANGED),
    Forgery("another budget rewritten", budget_of(3, "1"), CHANGED),
    Forgery("a budget made none", budget_of(2, "0"), CHANGED),
    Forgery(
        "a name rewritten",
        both(
            text("plans/2570/projects.csv", NAME, "ซื้อรถยนต์"),
            recorded(RECORD, says(0, "name", "ซื้อรถยนต์")),
        ),
        CHANGED,
    ),
    Forgery("a unit rewritten", recorded(RECORD, says(0, "unit", "กองสาธารณสุข")), CHANGED),
    Forgery("an earlier year's amount rewritten", recorded(OLD, says(0, "budget", "5")), CHANGED),
    Forgery(
        "an amendment's reason rewritten",
        recorded("plans/2570/announced/1.csv", says(0, "reason", "อื่น")),
        CHANGED,
    ),
    Forgery("a row taken out", recorded(RECORD, lambda rows: rows.pop()), GONE),
    Forgery(
        "every row taken out but one",
        recorded(RECORD, lambda rows: rows.__delitem__(slice(1, None))),
        GONE,
    ),
    Forgery(
        "a row slipped in",
        recorded(RECORD, lambda rows: rows.append(rows[0] | {"id": "2570-099"})),
        "ถูกเพิ่มในฉบับ",
    ),
    Forgery("a row twice", recorded(RECORD, lambda rows: rows.append(dict(rows[0]))), "ถูกเพิ่มในฉบับ"),
    Forgery("a row's code changed", recorded(RECORD, says(0, "id", "2570-098")), GONE),
    Forgery(
        "another day of announcing",
        both(
            text("plans/2570/plan.yml", "announced: 2569-10-15", "announced: 2569-10-02"),
            recorded(RECORD, list, "2026-10-02"),
        ),
        "วันที่ประกาศ",
    ),
    Forgery(
        "posted a week earlier",
        text("plans/2570/plan.yml", "posted_from: 2569-10-16", "posted_from: 2569-10-15"),
        "เริ่มปิดประกาศ",
    ),
    Forgery(
        "posted for longer",
        text("plans/2570/plan.yml", "posted_until: 2569-11-20", "posted_until: 2569-11-22"),
        "ปิดประกาศถึง",
    ),
    Forgery(
        "considered never",
        text("plans/2569/plan.yml", "  considered: 2568-10-01\n", ""),
        "วันที่พิจารณา",
    ),
    Forgery(
        "an amendment posted earlier",
        text("plans/2570/amendments/1/plan.yml", "2569-11-04", "2569-11-03"),
        "เริ่มปิดประกาศ",
    ),
    # Reports that were published
    Forgery("reports deleted", gone(REPORTS), GONE),
    Forgery("reports deleted with their record", gone(REPORTS, "plans/2570/progress.csv"), GONE),
    Forgery(
        "a report rewritten",
        both(
            text("plans/2570/progress.csv", ",10,", ",90,"),
            recorded(REPORTS, says(0, "percent", "90")),
        ),
        CHANGED,
    ),
    Forgery("a report taken out", recorded(REPORTS, lambda rows: rows.pop()), GONE),
    Forgery(
        "a report slipped in",
        recorded(
            REPORTS, lambda rows: rows.append(rows[0] | {"id": "2570-004", "date": "2569-10-20"})
        ),
        "แทรกย้อนหลัง",
    ),
    Forgery(
        "the reports' day put back",
        recorded(REPORTS, lambda rows: rows.clear(), "2026-10-20"),
        "ย้อนไปก่อน",
    ),
    # Entries that name something else than what they would cover
    Forgery("an entry, and another budget", both(entry(PERSONAL), budget_of(1, "7")), CHANGED),
    Forgery(
        "an entry, and another name",
        both(entry(f"{PERSONAL}, column: name"), recorded(RECORD, says(0, "name", "ซื้อรถยนต์"))),
        CHANGED,
    ),
    Forgery(
        "an entry for another row",
        both(entry(PERSONAL), recorded(RECORD, says(1, "name", "█"))),
        CHANGED,
    ),
    Forgery(
        "an entry for another column",
        both(entry(f"{PERSONAL}, column: note"), recorded(RECORD, says(0, "name", "█"))),
        CHANGED,
    ),
    Forgery(
        "an entry of no known kind",
        both(entry("kind: อื่น, edition: 0, id: 2570-001"), recorded(RECORD, says(0, "name", "█"))),
        CHANGED,
    ),
    Forgery(
        "an entry for a cell, and no row",
        both(entry(f"{PERSONAL}, column: name"), recorded(RECORD, lambda rows: rows.pop(0))),
        GONE,
    ),
)
TRIED = FORGERIES if SOAK else FORGERIES[::8]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose plans, reports and sealed year are live."""
    made = told_office(tmp_path_factory.mktemp("told") / "office")
    run(made, "seal", "2568")
    commit(made, "sealed")
    done = made.push()
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("forgery", TRIED, ids=lambda one: one.name.replace(" ", "-"))
def test_a_push_that_takes_back_what_was_published_is_refused_and_nothing_of_it_is_seen(
    forgery: Forgery, office: Office
) -> None:
    before, tip = live_bytes(office), office.git("rev-parse", "HEAD")
    try:
        forgery.harm(office.copy)
        assert office.git("status", "--porcelain"), "nothing was forged"
        commit(office, forgery.name)
        done = office.push()
    finally:
        office.git("reset", "-q", "--hard", tip)
        office.git("clean", "-qfd")
    assert done.returncode != 0, forgery.name
    assert forgery.told in done.stderr, done.stderr
    assert "เว็บไซต์เดิมยังอยู่ครบ" in done.stderr
    assert "Traceback" not in done.stderr
    assert live_bytes(office) == before
    assert office.git("ls-remote", "origin", "main").split()[0] == tip


def test_there_are_fifty_forgeries_and_more() -> None:
    assert len({one.name for one in FORGERIES}) == len(FORGERIES) >= 50
