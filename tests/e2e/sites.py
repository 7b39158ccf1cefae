"""What the end-to-end tests share: the command line as a process, and published pages as trees."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from e2e import warm
from generator.machine.packaged import THEME
from generator.plan.model import outside_slug
from generator.site.addresses import ADDRESSES, Where
from generator.site.render import Words, interface
from generator.site.views import Name, SiteView, YearView, site_view
from lent import lent
from portals import ROOT, TODAY, built

DAY = "2569-11-24"
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}


@dataclass(frozen=True, slots=True, repr=False)
class BuiltSite:
    """A published portal and what its pages must say."""

    portal: Path
    view: SiteView
    words: Words

    @property
    def site(self) -> Path:
        """The published folder."""
        return self.portal / "site"

    def said(self, name: Name) -> str:
        """Return a name as readers see it, with plain blanks."""
        return self.words.said(name).replace("\u00a0", " ")

    def page(self, path: str) -> Element:
        """Return a published page."""
        return read_page(self.site / path)


def build_here(portal: Path, today: datetime.date = TODAY) -> BuiltSite:
    """Publish the portal at `portal` into its own `site`."""
    checked = built(portal, today).checked
    view = site_view(checked.portal, checked.report, checked.sealed, checked.today)
    return BuiltSite(portal, view, interface(THEME, view.organization))


def phaen(
    *arguments: str | Path,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    umask: int = -1,
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own; `cwd` may hold another copy of the package.

    A build under no other environment is lent the papers that an earlier one made.
    """
    whole, told = {**os.environ, **(environment or {})}, [*map(str, arguments)]
    other = (cwd != ROOT and (cwd / "generator").exists()) or any(
        name.startswith("PYTHON") or name == "TZ" for name in environment or ()
    )
    builds = told[:1] in (["build"], ["publish"]) and environment is None and not other
    with lent(_portal_of(told, cwd)) if builds else nullcontext():
        return _run(told, cwd, whole, umask, is_warm=not other)


def _portal_of(told: list[str], cwd: Path) -> Path:
    return cwd / (told[told.index("--portal") + 1] if "--portal" in told[:-1] else ".")


def _run(
    told: list[str], cwd: Path, whole: Mapping[str, str], umask: int, *, is_warm: bool
) -> subprocess.CompletedProcess[str]:
    if is_warm and (done := warm.run(told, cwd, whole, umask)):
        return done
    return subprocess.run(
        [sys.executable, "-m", "generator", *told],
        cwd=cwd,
        env=whole,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def build(portal: Path, *more: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `phaen build`, which must succeed."""
    done = phaen("build", "--portal", portal, "--today", DAY, *more, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the paths in which two trees differ.

    Tests compare trees by this alone: to word how two whole sites differ takes pytest gigabytes.
    """
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def pages_of(year: YearView) -> set[str]:
    """Return the addresses that the table promises for a year, told from its plan.

    Its villages are the organisation's, and not among them.
    """
    plan, rows = year.plan, (*year.projects, *year.cancelled)
    live = [view.project for view in year.projects]
    programmes = {p.programme.slug for p in live if p.programme}
    other = {bool(p.programme_text) for p in live if p.programme is None}
    each: dict[str, Iterable[object]] = {
        "": [""],
        "halves": [one.half for one in year.frozen],
        "amendments": range(1, len(plan.editions)),
        "earlier": range(len(plan.editions) - 1),
        "strategies": [strategy.id for strategy in plan.strategies],
        "programmes": programmes | {"other" if told else "none" for told in other},
        "units": {p.unit_slug or outside_slug(p.unit) for p in live},
        "villages": [],
        "months": range(1, 13),
        "owners": {p.owner.slug for p in live},
        "rows": [view.id for view in rows],
        "lacking": [one.name for one in year.lacking],
        "tables": [part.number for part in year.more_tables],
    }
    return {
        page.at(year.label, one)
        for page in ADDRESSES
        if page.template and page.where is Where.YEAR
        if not page.needs or getattr(year, page.needs)
        for one in each[page.each]
    }


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """An element of a page, with what is inside it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    inside: list[Element | str] = field(default_factory=list)

    def __repr__(self) -> str:
        """Name the element alone: a whole page would fill a failed test's report."""
        return f"<{self.tag} {self.attributes}>"

    @property
    def text(self) -> str:
        """All text in order, blanks folded."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            elif one.tag not in ("script", "style"):
                yield from one._texts()

    def walk(self) -> Iterator[Element]:
        """Yield every element below this one, in order."""
        for one in self.inside:
            if isinstance(one, Element):
                yield one
                yield from one.walk()

    def all(self, attribute: str, value: str | None = None, *, tag: str = "") -> list[Element]:
        """Return the elements that carry an attribute, with that value where one is given."""
        return [
            one
            for one in self.walk()
            if (not tag or one.tag == tag)
            and attribute in one.attributes
            and value in (None, one.attributes[attribute])
        ]

    def tags(self, tag: str) -> list[Element]:
        """Return the elements of one kind."""
        return [one for one in self.walk() if one.tag == tag]

    def only(self, attribute: str, value: str | None = None, *, tag: str = "") -> Element:
        """Return the one element that `all` finds."""
        found = self.all(attribute, value, tag=tag)
        assert len(found) == 1, f"{len(found)} elements with {attribute}={value}"
        return found[0]

    def classed(self, name: str) -> list[Element]:
        """Return the elements of a class."""
        return [one for one in self.walk() if name in one.attributes.get("class", "").split()]

    @property
    def main(self) -> str:
        """The text of the page between header and footer."""
        return self.only("id", "ph-content").text


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.inside.append(Element(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        # Every page must close what it opens: a stray end is a fault of the page.
        assert self.at.tag == tag, f"</{tag}> at {self.getpos()} closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)


def read_page(path: Path) -> Element:
    """Return the page at `path` as a tree; it must be well nested."""
    builder = _Builder()
    builder.feed(path.read_text(encoding="utf-8"))
    builder.close()
    assert builder.at is builder.root, f"{path}: <{builder.at.tag}> is never closed"
    return builder.root
