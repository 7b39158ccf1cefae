"""A number and a name planted in every place there is, one at a time: none comes out anywhere.

`make test` tries every sixth place with one canary and the commands with a few; `make soak` sets
PHAEN_SOAK and tries all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import click
import pytest

from canary import ALLOWED, CANARIES, NAME, Surface, leaking, leaks, sound, surfaces
from e2e.remotes import Office, office
from e2e.sites import DAY, phaen
from e2e.test_incremental import years_portal
from generator.commands.annotations import ANNOTATIONS
from generator.commands.common import problems_json
from generator.commands.telling import worded
from generator.machine.proof import Proof
from generator.pipeline import Checked, _artifacts, check_portal, passed
from generator.problems import Report
from generator.site.builder.caches import Caches
from portals import TODAY

SOAK = bool(os.environ.get("PHAEN_SOAK"))
KINDS = tuple(CANARIES)
PLACES = {f"{n} {one.name}": one for n, one in enumerate(surfaces())}
ROTATED = list(zip(PLACES, cycle(KINDS), strict=False))
TRIED = [(name, kind) for name in PLACES for kind in KINDS] if SOAK else ROTATED[::6]
# Whole commands take seconds: of all places some, or two that pass `check` with a warning.
BY_COMMAND = (
    list(PLACES)[::6]
    if SOAK
    else [one for one in PLACES if one.endswith(("2570/projects.csv heading", "property creator"))]
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound(tmp_path_factory.mktemp("canary") / "portal")


@pytest.fixture
def planted(portal: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "portal"
    shutil.copytree(portal, copy)
    yield copy
    shutil.rmtree(copy)


def told(report: Report) -> bytes:
    """Return all that is printed of a report, in every form."""
    texts = [click.unstyle(worded(problem)) for problem in report]
    texts += [json.dumps(problems_json(report), ensure_ascii=False)]
    texts += [write(report, "") for write in ANNOTATIONS.values()]
    return "\n".join(texts).encode()


def test_the_portal_is_sound_before_anything_is_planted(portal: Path) -> None:
    checked = check_portal(portal, TODAY)
    assert not list(checked.report)
    staged = passed(checked, _artifacts(portal, checked, caches(portal)))
    assert [one.path for one in staged if leaks(one.data, one.path)] == []


@pytest.mark.parametrize(("place", "kind"), TRIED)
def test_a_canary_is_refused_or_masked_wherever_it_is_planted(
    planted: Path, place: str, kind: str
) -> None:
    surface = PLACES[place]
    surface.plant(planted, CANARIES[kind])
    checked = check_portal(planted, TODAY)
    staged = []
    if not checked.report.errors:
        staged = passed(checked, _artifacts(planted, checked, caches(planted)))
    assert not leaks(told(checked.report)), click.unstyle(told(checked.report).decode())
    if (surface.name, kind) not in ALLOWED and not checked.report.errors:
        assert [one.path for one in staged if leaks(one.data, one.path)] == []


def test_the_gate_stands_alone_where_every_rule_is_blind(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("people", "uploads", "pages", "sources"):
        for name in ("report_personal", "report_datum", "report_tree"):
            monkeypatch.setattr(
                f"generator.plan.check.{room}.{name}", lambda *_: None, raising=False
            )
    monkeypatch.setattr("generator.plan.check.report_tree", lambda *_: None)
    monkeypatch.setattr("generator.plan.check.mask_problems", lambda *_: None)
    refused = 0
    for name, kind in ROTATED if SOAK else ROTATED[:60:4]:
        folder = tmp_path / "portal"
        shutil.copytree(portal, folder)
        PLACES[name].plant(folder, CANARIES[kind])
        refused += _gate_refuses(check_portal(folder, TODAY), folder, PLACES[name], kind)
        shutil.rmtree(folder)
    assert refused > (50 if SOAK else 3)


def caches(folder: Path) -> Caches:
    return Caches.below(folder.with_name(f"{folder.name}-caches"), Proof())


def _gate_refuses(checked: Checked, folder: Path, surface: Surface, kind: str) -> bool:
    """Whether the gate alone refused; what it lets through holds no canary."""
    if checked.report.errors:
        return False
    staged = passed(checked, _artifacts(folder, checked, caches(folder)))
    if checked.report.errors:
        assert not leaks(told(Report(list(checked.report.errors)))), surface.name
        return True
    if (surface.name, kind) not in ALLOWED:
        texts = [one for one in staged if not one.path.endswith((".pdf", ".jpg", ".png"))]
        assert [one.path for one in texts if leaks(one.data, one.path)] == [], surface.name
    return False


@pytest.mark.parametrize("place", BY_COMMAND)
def test_no_command_lets_a_canary_out(made: Office, tmp_path: Path, place: str) -> None:
    surface = PLACES[place]
    kind = KINDS[list(PLACES).index(place) % len(KINDS)]
    if (surface.name, kind) in ALLOWED:
        kind = "identity"
    copy, out = made.copy, tmp_path / "out"
    surface.plant(copy, CANARIES[kind])
    try:
        said = [
            phaen(*command, "--portal", copy, "--today", DAY)
            for command in (
                ("check", "--annotations", "github"),
                ("build", "--site", out / "site", "--staging", out / "build"),
                ("publish", "--to", out / "usb"),
                ("diff", "--markdown"),
                ("diff", "--json"),
            )
        ]
        made.git("add", "-A")
        made.git("commit", "-qm", "planted", "--allow-empty")
        pushed = made.push()
        texts = [one.stdout + one.stderr for one in (*said, pushed)]
        assert not any("Traceback" in text for text in texts)
        assert not any(leaks(text.encode()) for text in texts), texts
        # What lies hidden in the staging folder is a cache of ours, never published.
        seen = (out / "site", out / "usb", out / "build/docs", made.live.parent)
        assert [name for folder in seen for name in leaking(folder)] == []
    finally:
        made.git("checkout", "-q", "main")
        made.git("reset", "-q", "--hard", made.git("rev-parse", "origin/main~0"))
        made.git("clean", "-qfdx")


@pytest.fixture(scope="module")
def made(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A server that publishes the sound portal."""
    made = office(tmp_path_factory.mktemp("office"), portal)
    done = made.push()
    assert done.returncode == 0, done.stderr
    return made


SEALED = (
    ("comment", "plans/2569/plan.yml", "# {}"),
    ("title", "plans/2569/plan.yml", "title: {}"),
    ("unread column", "plans/2569/projects.csv", ""),
)


@pytest.mark.parametrize(
    ("kind", "where"), [(k, w) for k in KINDS for w in SEALED][:: 1 if SOAK else 4]
)
def test_no_seal_holds_a_canary(tmp_path: Path, kind: str, where: tuple[str, str, str]) -> None:
    portal = years_portal(tmp_path / "portal")
    _, path, line = where
    file = portal / path
    text = file.read_text("utf-8-sig").rstrip("\n")
    rows = text.split("\n")
    if line:
        kept = [row for row in rows if not (line.startswith("title") and row.startswith("title"))]
        file.write_text("\n".join([*kept, line.format(CANARIES[kind])]) + "\n", "utf-8")
    else:
        more = [f"{rows[0]},ผู้ประสาน", *(f"{row},{CANARIES[kind]}" for row in rows[1:])]
        file.write_text("\n".join(more) + "\n", "utf-8")
    done = phaen("seal", "2569", "--portal", portal, "--today", DAY)
    assert done.returncode == 1, done.stdout + done.stderr
    assert not leaks((done.stdout + done.stderr).encode())
    assert not (portal / "plans/seals.txt").exists()


def test_the_search_for_canaries_finds_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"ก{NAME}ข", encoding="utf-8")
    assert leaking(tmp_path) == ["a.txt"]
