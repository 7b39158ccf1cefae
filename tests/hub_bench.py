"""`make bench` of a hub: harvest by one worker and two, 1 % changed, how large workers grow; site.

Ratios within one run of this machine. Prints; judges nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hub_data import TODAY, commit, country
from hub_rows import dataset

ROOT = Path(__file__).resolve().parent.parent


def built(home: Path, to: Path, workers: int) -> tuple[float, float]:
    """Build; return wall seconds, and the megabytes of the largest process that Dask began."""
    line = [
        sys.executable, "-m", "generator", "hub", "build", str(home / "hub.yml"), "--to", str(to),
        "--workers", str(workers), "--today", TODAY, "--no-questions", "--json",
    ]  # fmt: skip
    started, largest = time.monotonic(), 0.0
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL) as run:
        while run.poll() is None:
            largest = max([largest, *grown(run.pid)])
            time.sleep(0.2)
    assert run.returncode == 0
    return time.monotonic() - started, largest


def grown(parent: int) -> Iterator[float]:
    """Yield the peak megabytes of each worker that a process began."""
    for one in Path("/proc").iterdir():
        try:
            lines = (one / "status").read_text().splitlines()
            told = dict(line.split(":", 1) for line in lines if ":" in line)
            if int(told["PPid"]) == parent and b"spawn_main" in (one / "cmdline").read_bytes():
                yield int(told["VmHWM"].split()[0]) / 1024
        except (OSError, ValueError, KeyError):
            continue


def measure(offices: int, projects: int) -> Iterator[str]:
    """Yield lines of figures for so many offices of so many projects."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "country"
        made = country(home, offices, projects=projects)
        yield f"\n{offices} offices of {projects} projects"
        one, _ = built(home, Path(folder) / "one", 1)
        two, largest = built(home, Path(folder) / "two", 2)
        yield f"  harvest by two workers  {two:8.1f} s, one {one:8.1f} s   {one / two:.2f} times"
        yield f"  the largest worker      {largest:8.0f} MB  (at most 600)"
        changed = made[::100]
        for office in changed:
            file = office.folder / "plans/2570/projects.csv"
            file.write_text(file.read_text("utf-8").replace("ระยะที่ 1,", "ระยะที่ 0,", 1), "utf-8")
            if (office.folder / ".git").is_dir():
                commit(office.folder)
        again, _ = built(home, Path(folder) / "two", 2)
        most = two * 0.03 + 10
        yield f"  {len(changed)} changed               {again:8.1f} s   (at most {most:.1f})"


def sites(offices: int, projects: int) -> Iterator[str]:
    """Yield what the site of so many offices takes, first and again, and what it weighs."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "gathered"
        dataset(home, offices, projects)
        line = [sys.executable, "-m", "generator", "hub", "site", str(home), "--json"]
        for when in ("first", "again"):
            started = time.monotonic()
            done = subprocess.run(line, cwd=ROOT, check=True, capture_output=True)
            told = json.loads(done.stdout)
            seconds = time.monotonic() - started
            yield f"  site of {offices} offices, {when} {seconds:8.1f} s   {told['pages']} pages"
        size = sum(one.stat().st_size for one in (home / "site").rglob("*") if one.is_file())
        yield f"  it weighs               {size / 1e6:8.1f} MB  (7,850 offices: at most 150)"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=500)
    parser.add_argument("--projects", type=int, default=40)
    asked = parser.parse_args()
    for line in measure(asked.offices, asked.projects):
        print(line, flush=True)
    for line in sites(asked.offices, 150):
        print(line, flush=True)


if __name__ == "__main__":
    main()
