"""The strategies of a form against those of the plan that is there: known again, or added to it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator.machine.layout import PLAN
from generator.plan.intake.draft import Ask, Draft
from generator.plan.intake.imported.settings import strategy_lines
from generator.plan.model import Strategy
from generator.plan.read import read_yaml
from generator.plan.read.cells import YamlList, YamlMap, YamlValue
from generator.problems import Place, Report
from generator.thai.text import match_key

# As much alike as two spellings of one strategy.
_ALIKE = 0.9
_BLOCK = re.compile(r"^strategies:[ \t]*(?P<none>\[[ \t]*\])?[ \t]*(?:#.*)?$")
_EQUIPMENT = "strategy-of-equipment"


def with_plan_strategies(
    draft: Draft, there: Sequence[Strategy]
) -> tuple[Draft, tuple[Strategy, ...]]:
    """Return the draft with the numbers that the plan's own strategies have, and those it has not.

    A strategy of the same number and quite another name is asked about: it may be any. What the
    form asks of its equipment, the plan's strategies may answer as well.
    """
    ids, asks, new = dict[str, str](), list[Ask](), list[Strategy]()
    names = tuple(f"{one.id} {one.name}" for one in there)
    for one in draft.strategies:
        same = _same_strategy(one.name, there)
        taken = any(one.id == other.id for other in there)
        ids[one.id] = same.id if same else "" if taken else one.id
        rows = tuple(row.id for row in draft.rows if row.strategy == one.id)
        if taken and not same and rows:
            asks.append(Ask("strategy-other-name", one.spot, one.name, names, rows=rows))
        elif not (taken or same):
            new.append(Strategy(one.id, one.name))
    moved = tuple(replace(row, strategy=ids.get(row.strategy, row.strategy)) for row in draft.rows)
    added = tuple(f"{one.id} {one.name}" for one in new)
    told = (_with_ways(one, (*names, *added)) for one in draft.asks)
    return replace(draft, rows=moved, asks=(*told, *asks)), tuple(new)


def _with_ways(ask: Ask, names: tuple[str, ...]) -> Ask:
    return replace(ask, readings=names) if ask.code == _EQUIPMENT else ask


def _same_strategy(name: str, strategies: Sequence[Strategy]) -> Strategy | None:
    """Return the strategy with this name, or with one that differs as a spelling does."""
    key = match_key(name)
    likest = max(strategies, key=lambda one: _likeness(key, match_key(one.name)), default=None)
    return likest if likest and _likeness(key, match_key(likest.name)) >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else difflib.SequenceMatcher(None, one, other).ratio()


def added_strategies(data: bytes, new: Sequence[Strategy]) -> bytes | None:
    """Return plan.yml with these strategies below those that it has; None where that is not safe.

    Every other byte stays: the file has days and texts that no form tells.
    """
    try:
        text = data.decode("utf-8")
        made = _with_lines(text, new)
    except UnicodeDecodeError:
        return None
    if made is None or not _adds_only(_settings(data), _settings(made.encode()), new):
        return None
    return made.encode()


def _settings(data: bytes) -> Any:
    """Return what a file of settings tells, as texts, lists and dicts; None where it is damaged."""
    tree = read_yaml(data, Place(PLAN), Report())
    return None if tree is None else _plain(tree)


def _plain(value: YamlValue) -> Any:
    match value:
        case YamlMap():
            return {one.key.text: _plain(one.value) for one in value.entries}
        case YamlList():
            return [_plain(one) for one in value.items]
    return value.text


def _with_lines(text: str, new: Sequence[Strategy]) -> str | None:
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    at = next((number for number, line in enumerate(lines) if _BLOCK.match(line)), None)
    if at is None:
        return None
    last, indent = at, "  "
    for number, line in enumerate(lines[at + 1 :], start=at + 1):
        if line.strip() and not line.startswith((" ", "\t", "-", "#")):
            break
        if line.strip() and not line.strip().startswith("#"):
            indent = line[: len(line) - len(line.lstrip())] if last == at else indent
            last = number
    found = _BLOCK.match(lines[at])
    if found and found["none"]:
        lines[at] = lines[at].replace(found["none"], "", 1).rstrip()
    return ending.join([*lines[: last + 1], *_indented(new, indent), *lines[last + 1 :]])


def _indented(new: Iterable[Strategy], indent: str) -> Iterator[str]:
    return (f"{indent}{line}" for line in strategy_lines(new))


def _adds_only(before: Any, after: Any, new: Sequence[Strategy]) -> bool:
    """Whether two settings are the same but for the new strategies at the end of the list."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return False
    was, now = before.get("strategies") or [], after.get("strategies")
    others = [
        {key: one for key, one in each.items() if key != "strategies"} for each in (before, after)
    ]
    if others[0] != others[1] or not isinstance(now, list) or now[: len(was)] != was:
        return False
    told = [(str(one.get("id")), one.get("name")) for one in now[len(was) :]]
    return told == [(one.id, one.name) for one in new]
