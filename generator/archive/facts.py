"""What a closed year says of itself once its plan is read no more: `year.json` of its seal.

A seal stands for ever, so every release reads what any release wrote. A field that came later has
a default for the years that lack it; a field that is not known here is kept as it is; without its
core no year can be told. What a new release adds to the format needs no new number; a number is
for a field that means something else than it did. Of each number a file lies in tests/facts/.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any, TypeVar

from generator.archive.names import is_unsafe
from generator.archive.shapes import PHOTOS
from generator.machine.artifact import ASSETS
from generator.machine.layout import is_year
from generator.plan.compare.entry import HIGHEST, Entry
from generator.plan.model import Totals
from generator.thai.fiscal import FiscalYear

# Every format that a release wrote, the one that is written last.
FORMATS = ("phaen-year-1",)
_TOTALS = frozenset(one.name for one in fields(Totals))
_ASSETS = re.compile(ASSETS)
_PAGE = re.compile(r"(?:[a-z0-9-]+/[A-Za-z0-9-]+\.html)?")
_IMAGE = re.compile(r"cards/[A-Za-z0-9-]+\.png")
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """The sum of the rows of a strategy, a programme, a unit … under the name readers saw.

    `path` is its page below the year's folder, empty where it had none. `more` is what else its
    seal says, by names that are not known here.
    """

    kind: str
    slug: str
    name: str
    path: str
    totals: Totals
    more: Mapping[str, object] = field(default_factory=dict, compare=False)

    def to_json(self) -> dict[str, Any]:
        """Return values that JSON keeps."""
        told = {
            "kind": self.kind,
            "slug": self.slug,
            "name": self.name,
            "path": self.path,
            "totals": asdict(self.totals),
        }
        return _with(told, self.more)


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A year as it was when it was closed; cancelled rows are among `entries`.

    `assets` is the address of what its pages load. `papers` are the files of the year's folder
    that were published as they are, by their path in both, and reduced photographs. `sources`
    counts the files that the plan was read from, `problems` the warnings published with it.
    `images` are the SHA-256 of the sharing images, by their path below the year's folder: another
    library drew them, and when the year is made again they are taken as they are. None: an older
    summary, which notes none.
    `more` is what else the summary says, by names that are not known here.
    """

    year: FiscalYear
    title: str
    announced: datetime.date | None
    assets: str
    papers: tuple[str, ...]
    sources: int
    problems: int
    totals: Totals
    groups: tuple[ClosedGroup, ...]
    entries: tuple[Entry, ...]
    images: Mapping[str, str] | None = None
    more: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def photographs(self) -> frozenset[str]:
        """The SHA-256 of the pictures that it shows reduced, as the reduced ones are called."""
        shown = (PurePosixPath(paper) for paper in self.papers if paper.startswith(PHOTOS))
        return frozenset(one.stem for one in shown)

    @property
    def not_known(self) -> tuple[str, ...]:
        """The names of what it says that are not known here: a later release sealed it."""
        parts = (self.more, *(one.more for one in self.groups))
        found = {name for one in (*parts, *(row.unknown for row in self.entries)) for name in one}
        return tuple(sorted(found))

    def to_json(self) -> dict[str, Any]:
        """Return values that JSON keeps."""
        told = {
            "format": FORMATS[-1],
            "year": self.year.year,
            "title": self.title,
            "announced": self.announced.isoformat() if self.announced else None,
            "assets": self.assets,
            "papers": list(self.papers),
            "sources": self.sources,
            "problems": self.problems,
            "totals": asdict(self.totals),
            "groups": [group.to_json() for group in self.groups],
            "entries": [entry.to_json() for entry in self.entries],
        } | ({} if self.images is None else {"images": dict(self.images)})
        return _with(told, self.more)

    @classmethod
    def from_json(cls, value: object) -> ClosedYear:
        """Return the year that `to_json` of any release gave, with defaults for what it lacks.

        Raises ValueError for anything else.
        """
        try:
            told = _mapping(value)
            if told["format"] not in FORMATS:
                raise _unfit("format", told["format"])
            return cls(
                year=_year(told["year"]),
                title=_text(told.get("title", "")),
                announced=_day(told.get("announced")),
                assets=_shaped(_ASSETS, told["assets"]),
                papers=_each(_paper, told.get("papers", []), str),
                sources=_number(told.get("sources", 0)),
                problems=_number(told.get("problems", 0)),
                totals=_totals(told["totals"]),
                groups=_each(_group, told.get("groups", []), _place_of_group),
                entries=_each(Entry.from_json, told["entries"], lambda one: one.id),
                images=_images(told.get("images")),
                more=_more(told, {"format", *(one.name for one in fields(cls))}),
            )
        except KeyError as error:
            raise ValueError(f"not a closed year: no {error}") from error


def _more(value: Mapping[str, Any], known: Collection[str]) -> dict[str, object]:
    """Return what is said by names that are not known, of the totals too."""
    found = {name: one for name, one in value.items() if name not in known or name == "more"}
    of_totals = {name: one for name, one in value["totals"].items() if name not in _TOTALS}
    found |= {"totals": of_totals} if of_totals else {}
    _text(json.dumps(found, ensure_ascii=False) if found else "")
    return found


def _with(told: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told, and what was kept of it that is not known."""
    totals = told["totals"] | more.get("totals", {})
    return told | {"totals": totals} | {name: more[name] for name in more if name != "totals"}


# What comes with a push is judged by these, each of which raises ValueError. No `assert` does it:
# Python leaves those out where it is told to optimise.
_One = TypeVar("_One")


def _unfit(what: str, value: object) -> ValueError:
    return ValueError(f"not a closed year: {what} is {str(value)[:80]!r}")


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unfit("what should have names", value)
    return value


def _each(
    read: Callable[[object], _One], value: object, name: Callable[[_One], Hashable]
) -> tuple[_One, ...]:
    """Return what is listed, of which no two may have the same name."""
    if not isinstance(value, list):
        raise _unfit("a list", value)
    found = tuple(map(read, value))
    if len(set(map(name, found))) != len(found):
        raise ValueError("not a closed year: something is listed twice")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _unfit("a text", value)
    value.encode()  # raises for half a sign, which no file and no page can hold
    return value


def _shaped(shape: re.Pattern[str], value: object) -> str:
    """Return a text that becomes an address: it leads nowhere but below its folder."""
    text = _text(value)
    if not shape.fullmatch(text):
        raise _unfit("an address", text)
    return text


def _paper(value: object) -> str:
    text = _text(value)
    if is_unsafe(text):
        raise _unfit("a paper", text)
    return text


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= HIGHEST:
        raise _unfit("a number", value)
    return value


def _year(value: object) -> FiscalYear:
    if not is_year(str(_number(value))):
        raise _unfit("the year", value)
    return FiscalYear(_number(value))


def _day(value: object) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(_text(value))


def _images(value: object) -> dict[str, str] | None:
    if value is None:
        return None
    return {
        _shaped(_IMAGE, path): _shaped(_DIGEST, digest) for path, digest in _mapping(value).items()
    }


def _totals(value: object) -> Totals:
    told = _mapping(value).items()
    return Totals(**{name: _number(number) for name, number in told if name in _TOTALS})


def _group(value: object) -> ClosedGroup:
    told = _mapping(value)
    return ClosedGroup(
        kind=_text(told["kind"]),
        slug=_text(told["slug"]),
        name=_text(told["name"]),
        path=_shaped(_PAGE, told.get("path", "")),
        totals=_totals(told["totals"]),
        more=_more(told, [one.name for one in fields(ClosedGroup)]),
    )


def _place_of_group(one: ClosedGroup) -> Hashable:
    return one.kind, one.slug
