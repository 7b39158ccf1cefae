"""A hub for tests: offices below a folder, gathered as often as a test wants."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd

from generator.hub.building import Gathered, build_hub
from generator.hub.members import read_members
from generator.problems import Report
from hub_data import Office, write_hub
from portals import TODAY

Line = dict[str, Any]


class Country:
    """Offices below a folder, and the hub that gathers them."""

    def __init__(self, home: Path, scheduler: str, offices: list[Office]) -> None:
        self.home, self.to, self.offices = home, home / "gathered", offices
        self._scheduler = scheduler

    def build(self, today: datetime.date = TODAY, **more: Any) -> tuple[Gathered, dict[str, Line]]:
        """Build; return what was done, and the lines of members.json by code."""
        report = Report()
        hub = read_members(self.home / "hub.yml", report, loopback=True)
        assert not [*report]
        told = {"scheduler": self._scheduler, "environment": os.environ} | more
        gathered = build_hub(hub, self.to, today, told.pop("environment"), **told)
        return gathered, {one["code"]: one for one in self.told()["members"]}

    def told(self) -> Any:
        return json.loads((self.to / "members.json").read_bytes())

    def rows(self, table: str) -> pd.DataFrame:
        return pd.read_parquet(self.to / "data" / table)

    def without(self, code: str) -> None:
        """Take a member out of hub.yml."""
        self.offices = [one for one in self.offices if one.code != code]
        write_hub(self.home, self.offices)


def digests(to: Path) -> dict[str, str]:
    """Return the digest of everything that a hub publishes, by path."""
    parts = [to / "data", to / "schemas", to / "members.json", to / "datapackage.json"]
    files = [file for part in parts for file in ([part] if part.is_file() else part.rglob("*"))]
    return {
        str(file.relative_to(to)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.is_file()
    }


def change(office: Office, old: str, new: str) -> None:
    file = office.folder / "plans/2570/projects.csv"
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")


def withdraw(office: Office, row: str, column: str) -> None:
    (office.folder / "plans/2570/withdrawn.yml").write_text(
        "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, "
        f"id: {row}, column: {column}, day: 2569-11-20, reason: มีชื่อบุคคล}}\n",
        encoding="utf-8",
    )
