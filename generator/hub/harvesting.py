"""One member's whole work, in a copy of a bounded process: fetch, check, harvest, write its rows.

What was taken back is noted first, so that it is known whatever comes of the rest. Where the hub
hosts the member, its portal is built last, of what was checked.
"""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from generator.hub.fetching import UnreachableError, bring
from generator.hub.fetching.site import published
from generator.hub.harvest.portal import from_portal
from generator.hub.harvest.published import covered_by, from_site
from generator.hub.harvest.refused import RefusedError
from generator.hub.harvest.rows import OF_PORTAL, Harvest
from generator.hub.harvest.withdrawn import Taken, digest_of_withdrawals, taken_back
from generator.hub.hosting import build_hosted
from generator.hub.member import Member, Way
from generator.hub.store import ROWS, TAKEN, write_year
from generator.machine.layout import ORGANIZATION, PLAN, PROJECTS, of_year
from generator.machine.scratch import scratch
from generator.plan.check.words import compile_all

_PORTAL = "portal"
_SMALL = {
    of_year(2500, PLAN): "fiscal_year: 2500\ntitle: ก\nstrategies: [{id: 1, name: ก}]\n"
    "edition: {announced: 2499-10-15}\n",
    of_year(2500, f"{PROJECTS}.csv"): "id,strategy,name,budget,unit\n2500-1,1,ก,1,กองช่าง\n",
    ORGANIZATION: "name: ก\nkind: อบต.\nunits: {a: กองช่าง}\ncontact: {phone: 053-000-000}\n",
}


def warm() -> None:
    """Have ready what is the same for every member: a small plan goes the whole way."""
    compile_all()
    with scratch("hub") as folder, contextlib.suppress(RefusedError, OSError):
        for name, text in _SMALL.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        from_portal(folder, "", datetime.date.max)


def work(task: bytes) -> bytes:
    """Return the facts of a harvest, or the reason for which there is none."""
    told = json.loads(task)
    member, folder = Member.from_json(told["member"]), Path(told["folder"])
    today = datetime.date.fromisoformat(told["today"])
    try:
        source, harvest = _harvest(member, folder, today, told["environment"])
        facts: dict[str, Any] = _written(harvest, folder / ROWS) | {"source": source}
        if member.hosted:
            portal = folder / _PORTAL
            where = (portal, folder, member.hosted)
            facts["portal"] = build_hosted(*where, today, told["environment"])
    except (UnreachableError, RefusedError) as error:
        # Where things lie on this machine is nobody's business who reads the list.
        said = str(error).replace(str(folder), "…").replace(member.address, "…")
        facts = {"reason": said}
    return json.dumps(facts, ensure_ascii=False).encode()


def _harvest(
    member: Member, folder: Path, today: datetime.date, environment: dict[str, str]
) -> tuple[str, Harvest]:
    if member.way is Way.SITE:
        found = published(member.address, OF_PORTAL.values(), environment)
        _note(folder, covered_by(found))
        return found.source, from_site(found, member.address)
    portal = folder / _PORTAL
    portal.mkdir()
    source = bring(member, portal, environment)
    _note(folder, taken_back(portal), digest_of_withdrawals(portal))
    try:
        return source, from_portal(portal, member.code, today, member.hosted)
    except OSError as error:
        raise RefusedError(f"อ่านแฟ้มของแผนไม่ได้ ({type(error).__name__})") from error


def _note(folder: Path, cells: Iterable[Taken], withdrawn: str = "") -> None:
    taken = {"cells": [astuple(one) for one in cells], "withdrawn": withdrawn}
    (folder / TAKEN).write_text(json.dumps(taken, ensure_ascii=False), encoding="utf-8")


def _written(harvest: Harvest, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    told = asdict(harvest)
    del told["years"]
    years = {year: write_year(folder, year, found) for year, found in sorted(harvest.years.items())}
    rows = {
        year: len(found["projects"].rows)
        for year, found in harvest.years.items()
        if "projects" in found
    }
    return told | {"digests": years, "rows": rows}
