"""Portals that a hub shows for its members: built as an office builds its own."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

import pytest
from distributed import Client

from e2e.hubs import Country, change, withdraw
from e2e.sites import DAY
from generator.pipeline import Built, build_portal
from hub_data import Office, bundle, commit, country, write_hub
from portals import ROOT, TODAY

AT = "https://plans.example.go.th/portals/"
OTHER_DISK = "/dev/shm"  # in memory, on every Linux
HEAD = f"host: true\nportals_url: {AT}\n"
pytestmark = pytest.mark.filterwarnings("ignore")


def one_hosted(scheduler: str, folder: Path) -> Country:
    """Return a country of one office, whose portal the hub shows."""
    home = folder / "country"
    offices = country(home, 1, projects=1)
    write_hub(home, offices, head=HEAD)
    return Country(home, scheduler, offices)


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def scripted(office: Office, witness: Path) -> None:
    """Have a portal's own settings and pages name programs, styles and scripts of its own."""
    (office.folder / "evil.py").write_text(f"open({str(witness)!r}, 'w')\n")
    (office.folder / "mkdocs.yml").write_text(
        "INHERIT: x.yml\nhooks: [evil.py]\ntheme: {name: null, custom_dir: .}\n"
        "markdown_extensions: [evil]\nsite_dir: ../../../../out\n"
    )
    (office.folder / "content").mkdir()
    (office.folder / "content/about.md").write_text("# ก\n\n<script>alert(1)</script>\n")
    commit(office.folder)


def kill_a_builder(to: Path, code: str, scheduler: str) -> None:
    """Kill both workers as soon as the portal of a member is being built."""
    with Client(scheduler, set_as_default=False) as client:
        pids = [*client.run(os.getpid).values()]
    for _ in range(6000):
        if [*to.glob(f"state/{code}/.work-*/staging/*")]:
            break
        time.sleep(0.01)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def test_a_portal_is_shown_where_its_rows_lead_and_closed_when_it_takes_something_back(
    scheduler: str, tmp_path: Path
) -> None:
    hub = one_hosted(scheduler, tmp_path)
    (office,) = hub.offices
    _, lines = hub.build()
    assert lines[office.code]["hosted"]
    (page,) = hub.rows("projects").page_address
    assert (hub.to / "portals" / page.removeprefix(AT)).is_file()
    change(office, ",1,", ",9,")

    # Broken, and the hub's portals are found elsewhere now: so are the pages of its rows.
    moved = "https://CODE.example.go.th/"
    write_hub(hub.home, hub.offices, head=f"host: true\nportals_url: {moved}\n")
    _, lines = hub.build()
    own = moved.replace("CODE", office.code)
    assert (lines[office.code]["state"], lines[office.code]["site_url"]) == ("kept", own)
    (page,) = hub.rows("projects").page_address
    assert (hub.to / "portals" / office.code / page.removeprefix(own)).is_file()

    withdraw(office, "2570-0001", "name")
    _, lines = hub.build()
    assert "ถอน" in lines[office.code]["reason"]
    assert not (hub.to / "portals").exists()
    assert {*hub.rows("projects").page_address} == {""}


def test_a_hosted_portal_is_told_anew_when_a_day_has_passed_that_its_pages_tell_of(
    scheduler: str, tmp_path: Path
) -> None:
    hub = one_hosted(scheduler, tmp_path)
    (office,) = hub.offices
    closing = datetime.date(2027, 3, 31)
    hub.build(closing)
    report = hub.to / "portals" / office.code / "2570/progress-six-months.html"
    assert not report.exists()
    hub.build(closing + datetime.timedelta(days=1))
    assert report.exists()
    # Until the year is over nothing is to be told.
    gathered, _ = hub.build(datetime.date(2027, 9, 30))
    assert gathered.tasks == 0
    gathered, _ = hub.build(datetime.date(2027, 10, 1))
    assert gathered.tasks > 0


def test_a_run_that_is_stopped_amid_a_member_ends_at_once_and_says_nothing_of_it(
    tmp_path: Path,
) -> None:
    home, to = tmp_path / "country", tmp_path / "to"
    write_hub(home, country(home, 1, projects=1), head=HEAD)
    line = ("hub", "build", home / "hub.yml", "--to", to, "--today", DAY, "--no-questions")
    command = [sys.executable, "-m", "generator", *map(str, line)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as run:
        for _ in range(6000):
            if [*to.glob("state/*/.work-*/portal/*")]:
                break
            time.sleep(0.01)
        began = time.monotonic()
        run.send_signal(signal.SIGINT)
        said = run.communicate()[1].decode()
    assert run.returncode == 130
    assert "Traceback" not in said
    assert time.monotonic() - began < 10
    assert not [*to.glob("state/*/member.json")]


def test_portals_on_another_disk_are_told_before_anybody_is_asked(tmp_path: Path) -> None:
    home, to = tmp_path / "country", tmp_path / "to"
    write_hub(home, country(home, 1, projects=1), head=HEAD)
    to.mkdir()
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as other:
        (to / "portals").symlink_to(other)
        line = ("hub", "build", home / "hub.yml", "--to", to, "--today", DAY, "--no-questions")
        command = [sys.executable, "-m", "generator", *map(str, line)]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        assert done.returncode
        assert "อยู่คนละดิสก์" in (done.stdout + done.stderr).decode()
        assert not [*Path(other).iterdir()]
    assert not [*to.glob("state/*/member.json")]


@pytest.mark.long
def test_a_hosted_portal_is_the_offices_own_and_goes_with_what_it_took_back(
    scheduler: str, tmp_path: Path
) -> None:
    """One hub all along, for each build of a portal takes seconds."""
    home = tmp_path / "country"
    sound, broken, hostile = offices = country(home, 3, projects=2)
    scripted(hostile, tmp_path / "ran")
    write_hub(home, offices, head=HEAD)
    hub = Country(home, scheduler, offices)
    killing = Thread(target=kill_a_builder, args=(hub.to, sound.code, scheduler))
    killing.start()
    _, lines = hub.build()
    killing.join()

    # The bytes of `phaen build --public`, at the hub's address; whoever was killed meanwhile.
    own = sound.folder / "plans/organization.yml"
    said = own.read_text("utf-8")
    own.write_text(f"{said}site_url: {AT}{sound.code}/\n", encoding="utf-8")
    built = build_portal(
        sound.folder, tmp_path / "staging", tmp_path / "site", TODAY, os.environ, public=True
    )
    own.write_text(said, encoding="utf-8")
    assert isinstance(built, Built)
    shown = hub.to / "portals"
    assert files(shown / sound.code) == files(tmp_path / "site")
    for office in (sound, broken):
        line = lines[office.code]
        assert (line["hosted"], line["site_url"]) == (True, f"{AT}{office.code}/")
    pages = hub.rows("projects").set_index("office_code").page_address
    assert all(page.startswith(f"{AT}{code}/2570/") for code, page in pages.items())

    # Nothing of a member's runs or is written elsewhere; it is named.
    assert lines[hostile.code]["state"] == "never"
    assert "mkdocs.yml" in lines[hostile.code]["reason"]
    assert not (tmp_path / "ran").exists()
    assert not [*tmp_path.rglob("out")]
    assert not (shown / hostile.code).exists()

    # What did not change costs nothing.
    first = (shown / sound.code).readlink()
    gathered, _ = hub.build()
    assert gathered.tasks == 0
    assert (shown / sound.code).readlink() == first

    # A portal that breaks stays as it was, and is named; a withdrawal closes it all the same.
    change(sound, ",1,", ",9,")
    change(broken, ",1,", ",9,")
    withdraw(broken, "2570-0002", "name")
    bundle(broken)
    _, lines = hub.build()
    assert (lines[sound.code]["state"], lines[sound.code]["hosted"]) == ("kept", True)
    assert (shown / sound.code).readlink() == first
    assert "hosted" not in lines[broken.code]
    assert "ถอน" in lines[broken.code]["reason"]
    assert not (shown / broken.code).is_symlink()
    assert [one.name.partition("-")[0] for one in (shown / ".kept").iterdir()] == [sound.code]
    pages = hub.rows("projects").set_index("office_code").page_address
    assert {*pages[broken.code]} == {""}
    _, lines = hub.build(TODAY + datetime.timedelta(days=1))
    assert "ถอน" in lines[broken.code]["reason"]  # for as long as it is closed

    # Whoever is not hosted any more, or no member, has no portal here, though it cannot be read.
    write_hub(home, [sound, broken], head=HEAD.replace("true", "false"))
    _, lines = hub.build()
    assert not shown.exists()
    assert "hosted" not in lines[sound.code]
    assert {*hub.rows("projects").page_address} == {""}
