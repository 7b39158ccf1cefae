"""Papers of small plans, made and read back."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.machine.packaged import THEME
from generator.plan.model import Organization, Plan, Portal
from generator.problems import Report
from generator.site.render.documents import Paper, Spelling, Workshop, papers_of
from generator.site.render.templates import interface
from generator.site.views import YearView, site_view
from portals import ORGANIZATION

PAPERS = THEME / "papers"


def year_of(plan: Plan, organization: Organization = ORGANIZATION, **changes: Any) -> YearView:
    view = site_view(Portal(organization, (plan,)), Report())
    return replace(view.years[0], **changes)


def papers(
    year: YearView, *names: str, organization: Organization = ORGANIZATION
) -> dict[str, Paper]:
    say = Spelling(interface(THEME, organization))
    return {p.name: p for p in papers_of(year, organization, say) if not names or p.name in names}


def printed(
    year: YearView,
    *names: str,
    organization: Organization = ORGANIZATION,
    cache: dict[str, bytes] | None = None,
    drawn: Mapping[str, bytes] | None = None,
    folder: Path = PAPERS,
    emblem: bytes = b"",
) -> dict[str, bytes]:
    say = Spelling(interface(THEME, organization))
    asked = papers(year, *names, organization=organization).values()
    kept = {} if cache is None else cache
    shop = Workshop(folder, say, kept, drawn or {}, emblem)
    return {named_of(one.path): one.data for one in shop.artifacts(asked, "2570")}


def named_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".pdf")


def text_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def bare(text: str) -> str:
    return "".join(text.split())
