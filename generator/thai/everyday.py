"""Everyday words for official ones (`everyday.toml`), run by Python and by the browser alike."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "everyday.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Everyday:
    """What people `say`, and what plans call it: each of `means`, with & where both must stand."""

    say: tuple[str, ...]
    means: tuple[str, ...]


EVERYDAY: tuple[Everyday, ...] = tuple(
    Everyday(tuple(one["say"]), tuple(one["means"])) for one in _TABLE["words"]
)
# Words that exclude nothing beside another; those of the second do not part what stands together.
GENERIC: tuple[str, ...] = tuple(_TABLE["generic"])
SOFT: tuple[str, ...] = tuple(_TABLE["soft"])
# What plans are made of, by which a query without blanks is parted.
TERMS: tuple[str, ...] = tuple(_TABLE["terms"])
# What plans do, by what is alike; where a plan lacks a verb, it excludes nothing.
VERBS: tuple[tuple[str, ...], ...] = tuple(map(tuple, _TABLE["verbs"]))
# What need not stand beside a thing where nothing has all of it.
SPARE: tuple[str, ...] = tuple(_TABLE["spare"])
# What says where a thing is: one with what follows it, if a row says it so.
BESIDE: tuple[str, ...] = tuple(_TABLE["beside"])
# What asks that what follows be left out.
WITHOUT: tuple[str, ...] = tuple(_TABLE["without"])
# What is like a thing that a plan lacks: it is shown as near.
AKIN: tuple[Everyday, ...] = tuple(
    Everyday(tuple(one["say"]), tuple(one["means"])) for one in _TABLE["akin"]
)
# What asks for the rows of the whole area.
AREA: tuple[str, ...] = tuple(_TABLE["area"])
# What pages of a month and of a year are called by the day: the one before, its own, the next.
DATED: dict[str, list[list[str]]] = _TABLE["dated"]
