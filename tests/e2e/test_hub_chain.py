"""The whole way of a hub: gathered, told on pages, asked; and what was taken back is nowhere."""

from __future__ import annotations

import json
import urllib.parse
from dataclasses import replace
from pathlib import Path

import pandas as pd

from e2e.sites import DAY
from hub_data import country, write_hub
from hub_service import get, run_hub, serving

ONE = ("--workers", "1")
GONE = "Zqxwvk"
HARM = "<img src=x onerror=alert(1)>"


def found(address: str, **asked: str) -> int:
    told = json.loads(get(address, f"/api/projects?{urllib.parse.urlencode(asked)}")[1])
    return int(told["count"])


def names(hub: Path) -> str:
    return " ".join(pd.read_parquet(hub / "data/projects").name)


def holding(hub: Path, text: str) -> list[str]:
    files = [one for one in hub.rglob("*") if one.is_file()]
    return [str(one) for one in files if text.encode() in one.read_bytes()]


def test_what_is_withdrawn_leaves_dataset_pages_questions_files_and_the_disk(
    tmp_path: Path,
) -> None:
    home, hub = tmp_path / "country", tmp_path / "hub"
    every = country(home, 3, projects=3)
    offices = [
        replace(one, province="พะเยา", where={"folder": f"offices/{one.code}"}) for one in every
    ]
    one, two, _ = offices
    file = one.folder / "plans/2570/projects.csv"
    rows = file.read_text("utf-8")
    file.write_text(rows.replace("ระยะที่ 2", f"{GONE} {HARM}"), "utf-8", newline="")
    write_hub(home, [one, two])
    run_hub("build", home / "hub.yml", "--to", hub, "--today", DAY, *ONE)
    run_hub("site", hub, *ONE)
    assert GONE in names(hub)
    with serving(hub) as (address, _):
        assert (found(address), found(address, q=GONE), found(address, office=two.code)) == (
            6,
            1,
            3,
        )
        assert HARM.encode() not in get(address, "/")[1]
        # One member takes a row back, the other is a member no more; the service goes on.
        left = [line for line in rows.splitlines() if not line.startswith("2570-0002")]
        file.write_text("\n".join([*left, ""]), "utf-8")
        write_hub(home, [one])
        run_hub("build", home / "hub.yml", "--to", hub, "--today", DAY, *ONE)
        run_hub("site", hub, *ONE)
        assert (found(address), found(address, q=GONE), found(address, office=two.code)) == (
            2,
            0,
            0,
        )
        assert GONE.encode() not in get(address, "/projects.csv")[1]
    assert GONE not in names(hub)
    assert "1 จาก 1" in (hub / "site/index.html").read_text("utf-8").replace("\u00a0", " ")
    assert holding(hub, GONE) == []
    assert holding(hub, two.code) == []
