"""What a seal says of its year is read by every later release, and nothing of it is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from generator.archive import Vault, chain_of, examine, verify_file
from generator.archive import faults as words
from generator.archive.facts import FORMATS, ClosedYear
from generator.plan.compare import Entry
from generator.plan.model import BudgetKind, Owner, Totals
from generator.problems import Report
from generator.site.render import SHAPES
from portals import ROOT, TESTS, portal_folder
from seals import bag_files, closed, seal_small, small_seal

STORED = sorted((TESTS / "facts").glob("*.json"))
CORE = {"format", "year", "assets", "totals", "entries"}
CORE_OF_A_ROW = {"year", "id", "name"}


def stored(path: Path) -> dict[str, Any]:
    """Return what a seal of an earlier release said of its year."""
    told = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_year_of_every_stored_version_opens_and_is_said_again_as_it_was(path: Path) -> None:
    told = stored(path)
    year = ClosedYear.from_json(told)
    assert (year.year.year, year.totals.rows, len(year.entries)) == (2568, 141, 6)
    assert json.dumps(year.to_json()) == json.dumps(told), "a sealed file would be another"
    assert not year.more
    assert not any(one.more or one.unknown for one in year.entries)


def test_every_format_that_was_ever_written_is_stored() -> None:
    assert {stored(path)["format"] for path in STORED} == set(FORMATS)
    assert closed().to_json()["format"] == FORMATS[-1]
    noted = {ClosedYear.from_json(stored(path)).images is not None for path in STORED}
    assert noted == {True, False}


def test_what_is_not_known_is_kept_wherever_it_stands() -> None:
    told = deepcopy(stored(STORED[-1]))
    told |= {"posted": ["2567-10-15"], "more": {"a": 1}}
    told["totals"]["spent"] = 7
    told["groups"][0] |= {"lead": "กองช่าง"}
    told["groups"][0]["totals"]["spent"] = 8
    told["entries"][0] |= {"results": {"good": True}, "more": 2}
    year = ClosedYear.from_json(told)
    assert json.loads(json.dumps(year.to_json())) == told
    plain = ClosedYear.from_json(stored(STORED[-1]))
    assert year == plain, "what is not known is no difference"


@pytest.mark.parametrize("name", sorted(stored(STORED[-1]).keys() - CORE))
def test_a_field_that_a_year_lacks_has_a_default(name: str) -> None:
    told = stored(STORED[-1])
    del told[name]
    year = ClosedYear.from_json(told)
    assert not getattr(year, name)
    assert ClosedYear.from_json(year.to_json()) == year


@pytest.mark.parametrize("name", sorted(CORE))
def test_without_its_core_no_year_is_told(name: str) -> None:
    told = stored(STORED[-1])
    del told[name]
    with pytest.raises(ValueError, match="not a closed year"):
        ClosedYear.from_json(told)


# What no release writes, by the field that it forges.
FORGED: list[tuple[str, object]] = [
    ("year", 25670), ("year", 256), ("year", True), ("title", 5), ("title", "\ud800"),
    ("assets", "../../../evil"), ("problems", -5), ("problems", 10**18), ("sources", 1.5),
    ("papers", "abc"), ("papers", {}), ("papers", ["../../etc/passwd"]), ("papers", ["/root"]),
    ("papers", ["a.pdf", "a.pdf"]), ("papers", ["con.pdf"]), ("groups", {}), ("groups", "x"),
    ("groups", [5]), ("entries", {}), ("entries", "x"), ("totals", []), ("images", []),
    ("images", {"../a.png": "0" * 64}), ("posted", "\udfff"), ("announced", 5),
]  # fmt: skip
FORGED_ROWS: list[tuple[str, object]] = [
    ("year", 25670), ("count", 0), ("count", -1), ("id", "../../evil"), ("name", "\ud800"),
    ("place", "\udc00"), ("results", ["\ud800"]), ("satang", -1), ("villages", "1"),
]  # fmt: skip
FORGED_GROUPS: list[tuple[str, object]] = [
    ("path", "javascript:alert(1)"), ("path", "../../evil.html"), ("name", "\ud800"),
    ("slug", 5), ("totals", {"rows": -1}), ("lead", "\ud800"),
]  # fmt: skip


def forged_years() -> list[dict[str, Any]]:
    """Return a stored year once for every way to forge one field of it."""
    sound = stored(STORED[-1])
    found = [sound | {name: value} for name, value in FORGED]
    for part, ways in (("entries", FORGED_ROWS), ("groups", FORGED_GROUPS)):
        first, *others = sound[part]
        found += [sound | {part: [first | {name: value}, *others]} for name, value in ways]
        found.append(sound | {part: [first, *sound[part]]})
    return found


@pytest.mark.parametrize("told", forged_years())
def test_a_year_that_no_release_writes_is_not_read(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        ClosedYear.from_json(told)


def test_a_forged_year_is_not_read_where_python_leaves_its_assertions_out(tmp_path: Path) -> None:
    told = tmp_path / "years.json"
    told.write_text(json.dumps([stored(STORED[-1]), *forged_years()]), encoding="ascii")
    script = (
        "import json, sys\n"
        "from generator.archive.facts import ClosedYear\n"
        "for number, told in enumerate(json.load(open(sys.argv[1]))):\n"
        "    try:\n"
        "        ClosedYear.from_json(told)\n"
        "    except ValueError:\n"
        "        continue\n"
        "    print(number)\n"
    )
    done = subprocess.run(
        [sys.executable, "-O", "-c", script, str(told)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["0"], "only the year as it was is read"


def test_a_row_of_which_nothing_else_is_said_states_nothing() -> None:
    row = Entry.from_json({"year": 2568, "id": "2568-001", "name": "ก่อสร้างถนน"})
    assert (row.count, row.owner, row.budget) == (1, Owner.OWN, BudgetKind.NOT_STATED)
    assert (row.money, row.start, row.villages, row.cancelled) == (None, None, (), False)
    assert (row.detail, row.unit, row.continues) == ("", "", "")
    for name in CORE_OF_A_ROW:
        with pytest.raises(ValueError, match="not an entry"):
            Entry.from_json({key: one for key, one in row.to_json().items() if key != name})


def test_totals_of_which_a_part_is_not_said_count_none() -> None:
    told = stored(STORED[-1]) | {"totals": {"rows": 3}}
    assert ClosedYear.from_json(told).totals == Totals(rows=3)


def test_a_seal_of_a_later_release_is_whole_where_it_says_more(tmp_path: Path) -> None:
    told = closed().to_json() | {"posted": ["2567-10-15"]}
    told["entries"][0] |= {"results": "ดี"}
    files = {**bag_files(), "year.json": json.dumps(told).encode()}
    assert verify_file(small_seal(tmp_path / "2568.zip", files), SHAPES).faults == ()


def test_a_seal_that_is_not_understood_is_not_called_changed(tmp_path: Path) -> None:
    told = closed().to_json() | {"format": "phaen-year-99"}
    files = {**bag_files(), "year.json": json.dumps(told).encode()}
    faults = verify_file(small_seal(tmp_path / "2568.zip", files), SHAPES).faults
    assert [(one.code, one.reason) for one in faults] == [
        ("seal-unreadable", words.YEAR_UNREADABLE)
    ]


def test_a_summary_that_a_vault_cannot_read_is_not_called_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another release may have looked the year through, and understood it."""
    portal = portal_folder(tmp_path / "portal")
    seal_small(portal)
    vault = Vault(tmp_path / "vault", shapes=SHAPES)
    (one,) = examine(portal, chain_of(portal), vault, Report())
    vault.unpacked(one.kept)
    monkeypatch.setattr("generator.archive.facts.FORMATS", ("phaen-year-99",))
    report = Report()
    assert examine(portal, chain_of(portal), Vault(tmp_path / "vault", shapes=SHAPES), report) == ()
    assert [one.code for one in report] == ["seal-unreadable"]
