"""What every project has of its own: its page, and its row in each kind of list.

Of a year that is built again nearly all are what they were. They are kept by a digest of all that
they are made of: the project's record, what is said of its year and organisation, templates,
words, and the very code. The templates of pieces are given nothing else, so none can be stale.
"""

from __future__ import annotations

import datetime
import hashlib
import pickle
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.machine.packaged import code_digest, files_below
from generator.plan.model import Organization
from generator.site.render.map_lines import coarse
from generator.site.views import (
    EditionLabel,
    Frame,
    ProjectView,
    YearView,
    files_of,
    shown_photographs,
)
from generator.thai.fiscal import Month

# Headings of a project's page that explain themselves when touched.
_TERMS = ("owner", "source", "strategy", "programme", "form")
_PARTED = "\0"  # no text of a page has it


@dataclass(frozen=True, slots=True)
class Pieces:
    """A project's own page, and its row in lists, on a village's sheet, in the table, on a form."""

    page: bytes
    row: Markup
    notice: Markup
    line: Markup
    form: Markup


@dataclass(frozen=True, slots=True)
class YearFacts:
    """All that a project's page says of its year."""

    label: str
    current: bool
    draft: bool
    announced: datetime.date | None
    editions: tuple[EditionLabel, ...]
    months: tuple[Month, ...]
    beside: tuple[str, ...] = ()  # labels of the other years in the site
    frame: Frame | None = None  # the map without its figures
    carded: bool = False


class PieceMaker:
    """Makes the pieces of one year's projects, or finds them in `kept`."""

    def __init__(
        self,
        env: Environment,
        year: YearView,
        organization: Organization,
        kept: MutableMapping[str, bytes],
        beside: Sequence[str] = (),
    ) -> None:
        """`env` must reach no record of the plans but `organization`; `beside` are other years."""
        self.facts = YearFacts(
            label=year.label,
            current=year.current,
            draft=year.draft,
            announced=year.announced,
            editions=tuple(one.label for one in year.editions),
            months=year.plan.year.months,
            beside=tuple(beside),
            frame=year.map.frame if year.map else None,
            carded=year.carded,
        )
        self._kept = kept
        self._photographs, self._attached = year.photographs, year.attached
        self._rules = _digest(env, organization, self.facts)
        self._template = env.get_template("project.md.j2")
        macros: Any = env.get_template("macros.j2").module
        self._macros = macros
        self._shared = {
            "year": self.facts,
            "up": "../",
            "terms": {name: macros.term(name) for name in _TERMS},
            "area": env.get_template("map.j2").module,
            "border": self._border(env),
            "strip": lru_cache(lambda months: macros.strip(self.facts.months, months)),
        }

    def _border(self, env: Environment) -> Markup:
        """Return the area's border as every project's map has it."""
        drawing: Any = env.get_template("map.j2").module
        if self.facts.frame is None:
            return Markup()
        frame = replace(self.facts.frame, border=coarse(self.facts.frame.border))
        return Markup(drawing.border(frame))  # noqa: S704  # our template's

    def of(self, view: ProjectView, table: str) -> Pieces:
        """Return the pieces of one project, whose row stands on the page `table` of its year."""
        # A record that is written otherwise although it says the same is only made once more.
        photos = shown_photographs(view.reports, self._photographs)
        files = files_of(view.reports, self._attached)
        record = pickle.dumps((view, photos, files), protocol=5)
        key = hashlib.sha256(self._rules + record + table.encode()).hexdigest()
        page, rows = self._kept.get(f"{key}-page"), self._kept.get(f"{key}-rows")
        if page is None or rows is None:
            own = {"view": view, "project": view.project, "photos": photos, "files": files}
            page, rows = self._page(own | {"table": table}), self._rows(view)
            self._kept[f"{key}-page"], self._kept[f"{key}-rows"] = page, rows
        row, notice, line, form = map(Markup, rows.decode().split(_PARTED))
        return Pieces(page, row, notice, line, form)

    def _page(self, own: dict[str, Any]) -> bytes:
        return self._template.render(self._shared | own).encode()

    def _rows(self, view: ProjectView) -> bytes:
        # Most rows name no village; one that names twelve stands on twelve sheets.
        notice = self._macros.notice(view, "../") if view.villages else ""
        form = self._macros.form_cells(view, "../", self.facts.months)
        rows = (self._macros.row(view, "../"), notice, self._macros.line(view), form)
        return _PARTED.join(rows).encode()


def _digest(env: Environment, organization: Organization, facts: YearFacts) -> bytes:
    """Return a digest of what pieces are made of beside the project."""
    versions = [version(name) for name in ("jinja2", "markupsafe")]
    digest = hashlib.sha256(f"{versions} {code_digest()}\n".encode())
    digest.update(pickle.dumps((organization, facts), protocol=5))
    words = env.globals["t"]
    digest.update(repr(words.spelled()).encode())  # type: ignore[attr-defined]  # our Words
    for folder in env.loader.searchpath:  # type: ignore[union-attr]  # our FileSystemLoader
        for path, data in files_below(Path(folder)).items():
            digest.update(f"{path} {len(data)}\n".encode() + data)
    return digest.digest()
