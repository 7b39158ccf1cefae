"""`make bench`: Lighthouse on a telephone, where Node is there. Prints; judges nothing.

The site is served from this machine, so that the canonical address is another host's; Lighthouse
does not count that where the canonical is absolute and the page alone in its language.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench import invented_rows, write_portal
from portals import ROOT, TODAY, built
from published import CHROMIUM, QUIET, kinds, served
from screens import example

VERSION = "12.8.2"  # the last line that runs on Debian's Node 18 and 20
TOOL = ROOT / "build" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("home", "year", "project", "village")
LARGE = {"search": "search.html", "table": "2570/table.html"}
PROJECTS = 1_000


def installed() -> Path | None:
    """Return the program, fetched where npm is there; None where it cannot be had."""
    program = TOOL / "node_modules" / ".bin" / "lighthouse"
    package = TOOL / "node_modules" / "lighthouse" / "package.json"
    if package.is_file() and json.loads(package.read_text())["version"] == VERSION:
        return program
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    TOOL.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-save", "--no-package-lock", "--silent"]
    done = subprocess.run(
        [*command, "--prefix", str(TOOL), f"lighthouse@{VERSION}"], capture_output=True, check=False
    )
    return program if done.returncode == 0 else None


def report(program: Path, address: str) -> str:
    """Return the four marks of a page, and what is short of full marks."""
    done = subprocess.run(
        [
            str(program), address, "--quiet", "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(('--headless=new', *QUIET))}",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    if done.returncode:
        return f"failed: {done.stderr.strip()[-200:]}"
    answer = json.loads(done.stdout)
    marks = [f"{name} {answer['categories'][name]['score'] * 100:.0f}" for name in CATEGORIES]
    marks.append(f"TBT {answer['audits']['total-blocking-time']['numericValue']:.0f} ms")
    short = [
        f"{audit['id']} {audit.get('displayValue', '')}".strip()
        for name in CATEGORIES
        for ref in answer["categories"][name]["auditRefs"]
        if ref["weight"]
        and (audit := answer["audits"][ref["id"]])["score"] is not None
        and audit["score"] < 1
    ]
    return ", ".join(marks) + (f"   ({'; '.join(short)})" if short else "")


def main() -> None:
    """Print the marks of the pages that most people see, and of a large year."""
    program = installed()
    if program is None or not Path(CHROMIUM).exists():
        print("   Lighthouse left out: it needs node, npm and Chromium")
        return
    print(f"Lighthouse {VERSION}, its telephone on its slow 4G")
    with example() as (site, view), served(site) as url:
        for kind in PAGES:
            print(f"   {kind:<8} {report(program, f'{url}/{kinds(view)[kind]}')}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder), invented_rows(PROJECTS))
        built(portal, TODAY)
        with served(portal / "site") as url:
            for kind, path in LARGE.items():
                print(f"   {kind:<8} {report(program, f'{url}/{path}')}", flush=True)


if __name__ == "__main__":
    main()
