"""A hub of many offices: no member stops another, and nothing unchanged is done again."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jsonschema
import pandas as pd
import pytest
from distributed import Client

from e2e.hubs import Country, change, digests, withdraw
from e2e.sites import DAY
from generator.hub.building import Gathered, HubError
from generator.hub.dataset.columns import dataset_columns
from generator.hub.member_task import harvest_member
from generator.hub.store import STATE
from generator.hub.work import Cluster, ClusterError
from generator.machine.packaged import THEME
from generator.pipeline import as_published, check_portal, view_of
from generator.plan.formulas import unguarded
from generator.site.render import interface, shared_artifacts, with_descriptions
from hub_data import FAULTS, HARMLESS, bundle, commit, country, write_hub
from portals import GOOD, ROOT, TODAY

OFFICES = 40
# What Dask's own workers say of each other when they end is not for these tests.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def whole(scheduler: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Country, Gathered]:
    """Forty offices, one of each fault among them, gathered once."""
    home = tmp_path_factory.mktemp("hub") / "country"
    offices = country(home, OFFICES, projects=4, hostile=tuple(FAULTS))
    found = Country(home, scheduler, offices)
    gathered, _ = found.build()
    return found, gathered


@pytest.fixture
def small(scheduler: str, tmp_path: Path) -> Country:
    """Three sound offices: a folder, a bundle, a repository; gathered."""
    home = tmp_path / "country"
    found = Country(home, scheduler, country(home, 3, projects=3))
    found.build()
    return found


def test_no_member_stops_another_and_each_is_named_with_its_reason(
    whole: tuple[Country, Gathered],
) -> None:
    country, gathered = whole
    told = country.told()
    jsonschema.validate(told, json.loads((country.to / "schemas/members.json").read_bytes()))
    for office, line in zip(country.offices, told["members"], strict=True):
        sound = office.fault in ("", *HARMLESS)
        assert (line["code"], line["state"]) == (office.code, "fresh" if sound else "never"), line
        assert sound or any("ก" <= sign <= "๙" for sign in line["reason"])
        assert str(country.home) not in json.dumps(line)
    assert told["counts"] == {"fresh": 27, "unchanged": 0, "kept": 0, "never": 13}
    assert gathered.written == gathered.partitions
    assert not list(country.home.rglob("*.ran"))
    assert not Path("/tmp/phaen-hub-out").exists()


def test_the_dataset_gives_each_members_published_rows_in_the_columns_of_a_portal(
    whole: tuple[Country, Gathered],
) -> None:
    country, _ = whole
    columns = dataset_columns()["projects"]
    told = country.rows("projects")
    assert list(told.columns) == [*(one.code for one in columns), "fiscal_year", "province"]
    for office in country.offices[:3]:
        headings, *rows = published(office.folder)["projects"]
        assert headings == ["ปีงบประมาณ", *(one.heading for one in columns[1:-1])]
        own = told[told["office_code"] == office.code]
        assert [
            texts({str(key): one for key, one in row.items()}, columns)
            for row in own.to_dict("records")
        ] == rows
        assert {*own["province"]} == {office.province}
    assert told.groupby("office_code").size().to_dict() == {
        one.code: 4 for one in country.offices if one.fault in ("", *HARMLESS)
    }


def published(folder: Path) -> dict[str, list[list[str]]]:
    """Return the data files of all years of a portal of one year, by table, as text."""
    return {
        name.removesuffix(".csv"): [
            [unguarded(cell) for cell in row]
            for row in csv.reader(io.StringIO(data.decode(), newline=""))
        ]
        for name, data in site_of(folder).items()
        if name.endswith(".csv") and "-" not in name
    }


def site_of(folder: Path) -> dict[str, bytes]:
    """Return what a portal's site publishes below data/, by name."""
    view = view_of(as_published(check_portal(folder, TODAY)))
    made = with_descriptions(view, THEME, shared_artifacts(view, THEME))
    assert interface(THEME, view.organization)
    below = "docs/data/"
    return {one.path[len(below) :]: one.data for one in made if one.path.startswith(below)}


def texts(row: Mapping[str, Any], columns: Any) -> list[str]:
    """Return a row as a portal's CSV has it, its year first."""
    return [str(row["fiscal_year"]), *(text(row[one.code]) for one in columns[1:-1])]


def text(value: Any) -> str:
    if value is None or value != value:
        return ""
    told = str(value)
    return told.removesuffix(".00").removesuffix(".0") if not isinstance(value, str) else told


def test_what_did_not_change_costs_nothing(whole: tuple[Country, Gathered]) -> None:
    country, _ = whole
    before = {path: path.stat().st_mtime_ns for path in (country.to / "data").rglob("*.parquet")}
    gathered, lines = country.build()
    assert (gathered.tasks, gathered.written) == (0, 0)
    assert {one["state"] for one in lines.values()} == {"unchanged", "never"}
    assert before == {path: path.stat().st_mtime_ns for path in before}
    assert all("reason" in one for one in lines.values() if one["state"] == "never")


def test_a_changed_member_rewrites_its_own_partitions_and_a_broken_one_keeps_its_rows(
    small: Country,
) -> None:
    folder, packed, repository = small.offices
    before, rows = digests(small.to), small.rows("projects")
    change(folder, "ระยะที่ 1", "ระยะที่ 9")
    packed.folder.with_suffix(".bundle").unlink()
    gathered, lines = small.build()
    assert (gathered.tasks, gathered.written) == (2, 1)  # the member, and its province's year
    assert [one["state"] for one in lines.values()] == ["fresh", "kept", "unchanged"]
    changed = {path for path, digest in digests(small.to).items() if before[path] != digest}
    elsewhere = {"members.json", "datapackage.json"}
    assert all(folder.province in path for path in changed - elsewhere)
    now = small.rows("projects")
    assert "ระยะที่ 9" in now["name"].str.cat()
    assert [*now[now.office_code == packed.code].name] == [
        *rows[rows.office_code == packed.code].name
    ]
    change(repository, ",1,", ",9,")
    commit(repository.folder)
    small.without(packed.code)
    _, lines = small.build()
    assert [one["state"] for one in lines.values()] == ["unchanged", "kept"]
    assert {*small.rows("projects").office_code} == {folder.code, repository.code}
    assert not (small.to / "state" / packed.code).exists()


def test_a_day_that_a_plan_names_changes_its_rows_without_a_new_commit(small: Country) -> None:
    folder = small.offices[0]
    file = folder.folder / "plans/2570/plan.yml"
    file.write_text(re.sub("2569-1[01]-[0-9]+", "2569-12-01", file.read_text("utf-8")), "utf-8")
    small.build()
    assert folder.code not in {*small.rows("projects").office_code}  # a draft, as on its own site
    gathered, _ = small.build(datetime.date(2026, 11, 29))
    assert gathered.tasks == 0
    gathered, lines = small.build(datetime.date(2026, 12, 1))
    assert (gathered.tasks > 0, lines[folder.code]["good_on"]) == (True, "2026-12-01")
    assert folder.code in {*small.rows("projects").office_code}


def test_what_a_member_took_back_is_gone_whatever_its_state(small: Country) -> None:
    folder, packed, _ = small.offices
    secrets = small.rows("projects").query("id == '2570-0002'").set_index("office_code").name
    for office in (folder, packed):
        withdraw(office, "2570-0002", "name")
    change(folder, ",1,", ",9,")  # broken, and nothing of its rows can be read
    change(packed, secrets[packed.code], "โครงการ █")
    bundle(packed)
    _, lines = small.build()
    assert [one["state"] for one in lines.values()] == ["kept", "fresh", "unchanged"]
    for office in (folder, packed):
        for table in ("projects", "progress", "amendments"):
            if (small.to / "data" / table).is_dir():
                own = small.rows(table).query("office_code == @office.code")
                assert secrets[office.code] not in own.to_csv()
        for file in (small.to / "state" / office.code).rglob("*.gz"):
            data = subprocess.run(["gzip", "-dc", file], capture_output=True, check=True).stdout
            assert secrets[office.code] not in data.decode()
    assert len(small.rows("projects")) == 9


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and its address on this machine; below `away/` it leads to another host."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.startswith("/away/"):
                self.send_response(302)
                self.send_header("Location", "https://example.org/data/datapackage.json")
                self.end_headers()
            else:
                super().do_GET()

    root = tmp_path / "www"
    root.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield root, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_who_is_no_member_any_more_is_named_and_another_hubs_folder_is_left_alone(
    small: Country,
) -> None:
    before, first, listed = digests(small.to), small.offices[0].code, small.home / "hub.yml"
    small.without(first)
    own = listed.read_text("utf-8")
    listed.write_text(own.replace("name: ประเทศ", "name: จังหวัด"), encoding="utf-8")
    with pytest.raises(HubError, match=rf"“ประเทศตัวอย่าง” ซึ่งมีสมาชิก 1 ราย.*{first}"):
        small.build()
    assert digests(small.to) == before
    listed.write_text(own, encoding="utf-8")
    gathered, _ = small.build()
    assert gathered.gone == (first,)
    gathered, _ = small.build()
    assert gathered.gone == ()


def test_a_published_site_gives_the_same_rows_and_is_held_to_its_digests(
    small: Country, served: tuple[Path, str]
) -> None:
    root, address = served
    folder, *others = small.offices
    rows = small.rows("projects").query("office_code == @folder.code").reset_index(drop=True)
    (root / "a/data").mkdir(parents=True)
    for name, data in site_of(folder.folder).items():
        if "/" not in name:
            (root / "a/data" / name).write_bytes(data)
    site = replace(folder, where={"site": f"{address}a/"})
    away = {"code": "2000000", "district": "เมือง", "province": "พะเยา", "site": f"{address}away/"}
    write_hub(small.home, [site, *others], f"  - {json.dumps(away, ensure_ascii=False)}\n")
    _, lines = small.build()
    assert [one["state"] for one in lines.values()] == ["fresh", "unchanged", "unchanged", "never"]
    assert "ที่อื่น" in lines["2000000"]["reason"]
    own = small.rows("projects").query("office_code == @folder.code").reset_index(drop=True)
    pd.testing.assert_frame_equal(own, rows)
    packed = root / "a/data/datapackage.json"
    packed.write_bytes(packed.read_bytes().replace(b"sha256:", b"sha256:0", 1))
    (root / "a/data/projects.csv").write_bytes(b"x" * 999)
    _, lines = small.build()
    assert lines[folder.code]["state"] == "kept"
    assert len(small.rows("projects").query("office_code == @folder.code")) == 3


def test_what_a_site_covered_is_covered_here_though_the_site_is_refused(
    small: Country, served: tuple[Path, str]
) -> None:
    root, address = served
    folder, *others = small.offices
    shown = root / "a/data"
    shown.mkdir(parents=True)
    told = {name: data for name, data in site_of(folder.folder).items() if "/" not in name}
    for name, data in told.items():
        (shown / name).write_bytes(data)
    write_hub(small.home, [replace(folder, where={"site": f"{address}a/"}), *others])
    small.build()
    own = small.rows("projects").query("office_code == @folder.code").set_index("id").name
    table = told["projects.csv"].replace(own["2570-0002"].encode(), "โครงการ █".encode())
    table = table.replace(own["2570-0001"].encode(), "ผู้รับเงิน 1-2345-67890-12-1".encode())
    package = json.loads(told["datapackage.json"])
    one = next(one for one in package["resources"] if one["path"] == "projects.csv")
    one |= {"bytes": len(table), "hash": f"sha256:{hashlib.sha256(table).hexdigest()}"}
    (shown / "projects.csv").write_bytes(table)
    (shown / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    _, lines = small.build()
    assert lines[folder.code]["state"] == "kept"
    now = small.rows("projects").query("office_code == @folder.code").set_index("id").name
    assert (now["2570-0001"], now["2570-0002"]) == (own["2570-0001"], "█")


# From the command line, with a cluster of its own


def command(to: Path, hub: Path, *more: str) -> list[str]:
    told = ("hub", "build", hub, "--to", to, "--today", DAY, "--workers", "2", *more)
    return [sys.executable, "-m", "generator", *map(str, told)]


def workers_of(parent: int) -> list[int]:
    """Return the workers that Dask began below a process."""
    found = []
    for one in Path("/proc").iterdir():
        try:
            status = (one / "stat").read_text().rpartition(")")[2].split()
            line = (one / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if int(status[1]) == parent and b"multiprocessing" in line and b"spawn_main" in line:
            found.append(int(one.name))
    return found


def test_a_run_whose_worker_or_client_is_killed_ends_in_the_same_bytes(
    scheduler: str, tmp_path: Path
) -> None:
    home = tmp_path / "country"
    here = Country(home, scheduler, country(home, 10, projects=3, hostile=("errors", "person")))
    here.build()
    expected = digests(here.to)
    shutil.rmtree(here.to)
    with Client(scheduler, set_as_default=False) as client:
        pids = [*client.run(os.getpid).values()]
    killing = Thread(target=kill_when_begun, args=(here.to, pids[0]))
    killing.start()
    here.build()
    killing.join()
    assert digests(here.to) == expected
    shutil.rmtree(here.to)
    line = command(here.to, home / "hub.yml", "--scheduler", scheduler)
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL) as run:
        kill_when_begun(here.to, run.pid)
    assert run.returncode == -signal.SIGKILL
    here.build()
    assert digests(here.to) == expected


def kill_when_begun(to: Path, process: int) -> None:
    """Kill a process as soon as some members, but not all, are harvested."""
    for _ in range(6000):
        if len([*to.glob("state/*/member.json")]) >= 2:
            break
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)


MOMENTS = range(20)


@pytest.mark.long
def test_a_run_of_forty_offices_killed_at_twenty_moments_ends_in_the_same_bytes(
    whole: tuple[Country, Gathered], tmp_path: Path
) -> None:
    country, _ = whole
    shutil.rmtree(country.to)
    started = time.monotonic()
    hub, to = country.home / "hub.yml", country.to
    subprocess.run(command(to, hub), cwd=ROOT, check=True, capture_output=True)
    takes, expected, hit = time.monotonic() - started, digests(country.to), 0
    for moment in MOMENTS:
        chance, here = random.Random(moment), tmp_path / str(moment)
        with subprocess.Popen(
            command(here, hub), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run:
            time.sleep(takes * chance.uniform(0.4, 0.95))
            if moment % 2:  # the client, with all that it began
                hit += run.poll() is None
                run.kill()
            elif workers := workers_of(run.pid):
                hit += 1
                os.kill(chance.choice(workers), signal.SIGKILL)
            run.wait()
        # Whoever is killed after the dataset was noted as finished has nothing left to do again.
        if run.returncode and not (here / STATE / "partitions.json").is_file():
            subprocess.run(command(here, hub), cwd=ROOT, check=True, capture_output=True)
        assert digests(here) == expected, moment
    assert hit > len(MOMENTS) // 2


def test_a_wrong_list_and_a_missing_extra_are_said_in_thai(tmp_path: Path) -> None:
    hub = tmp_path / "hub.yml"
    hub.write_text("name: ก\nmembers:\n  - {code: '1', district: ก, province: ข, git: 'ext::sh'}\n")
    done = subprocess.run(command(tmp_path / "to", hub), cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
    assert "hub-code" in done.stdout.decode()
    assert "hub-address" in done.stdout.decode()
    assert not (tmp_path / "to").exists()
    without = (
        "import sys; sys.modules['pyarrow'] = None; from generator.__main__ import main; main()"
    )
    line = [sys.executable, "-c", without, *command(tmp_path / "to", hub)[3:]]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert "requirements/hub.txt" in done.stderr.decode()


@pytest.mark.parametrize(("way", "said"), [("tcp", "ไม่พบตัวจัดงาน"), ("tls", "ใบรับรอง")])
def test_a_scheduler_that_is_none_is_said_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str, said: str
) -> None:
    monkeypatch.setattr("generator.hub.work._PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"{way}://127.0.0.1:{mute.getsockname()[1]}"
        with Cluster(address, 1, tmp_path) as cluster, pytest.raises(ClusterError, match=said):
            [*cluster.done(harvest_member, {"a": {}})]


def test_nothing_of_a_hub_is_loaded_for_one_office() -> None:
    code = (
        "import sys, generator.cli; from generator.pipeline import check_portal; import datetime;"
        f"check_portal(__import__('pathlib').Path({str(GOOD)!r}), datetime.date(2026, 11, 24));"
        "print(*sorted({one.split('.')[0] for one in sys.modules} & {'dask', 'distributed',"
        "'pyarrow', 'pandas', 'tornado'}), 'generator.hub' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode().split() == ["False"]
