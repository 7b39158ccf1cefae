"""`phaen compare A B`: what changed between two years, or two editions of one year."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from generator.commands.common import (
    PLAN_HAS_ERRORS,
    json_option,
    portal_option,
    print_json,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo
from generator.machine.packaged import THEME
from generator.pipeline import check_portal
from generator.plan.check import exempt_of, masked, masker
from generator.plan.compare import Fact, Side, UnknownSideError, counted
from generator.plan.compare import compare as compare_sides
from generator.site.render import Words, fact_line, interface
from generator.thai.numbers import format_number


class _Side(click.ParamType[Side]):
    """A year, or an edition of it."""

    name = "YEAR[.EDITION]"

    def convert(
        self, value: str | Side, param: click.Parameter | None, ctx: click.Context | None
    ) -> Side:
        try:
            return value if isinstance(value, Side) else Side.parse(value)
        except ValueError:
            self.fail(f"อ่าน “{value}” ไม่ได้ เขียนปี เช่น 2570 หรือฉบับของปี เช่น 2570.1", param, ctx)


@click.command()
@click.argument("before", type=_Side(), metavar="A")
@click.argument("after", type=_Side(), metavar="B")
@portal_option
@today_option
@json_option
def compare(
    before: Side, after: Side, portal: Path, today: datetime.date | None, as_json: bool
) -> None:
    """เทียบแผนสองปี (2569 2570) หรือสองฉบับ (2570.0 2570.1) ว่าอะไรเปลี่ยนไป."""
    checked = check_portal(portal, today or this_day())
    if checked.report.errors:
        print_problems(checked.report)
        sys.exit(PLAN_HAS_ERRORS)
    closed = tuple(one.closed for one in checked.sealed)
    try:
        facts = compare_sides(checked.portal, before, after, closed)
        facts = masked(facts, masker(exempt_of(checked.portal)))
    except UnknownSideError as unknown:
        raise click.UsageError(f"ไม่พบแผน {unknown} ในโฟลเดอร์ plans") from unknown
    if as_json:
        print_json(_facts_json(before, after, facts))
        return
    words = interface(THEME, checked.portal.organization)
    echo(words.plain("fact.heading", before=before, after=after))
    if before.year != after.year:
        echo(words.plain("fact.links"))
    for fact in facts:
        echo(fact_line(fact, words))
    echo(_counted(facts, words))


def _counted(facts: tuple[Fact, ...], words: Words) -> str:
    told = [
        words.plain("fact.counted", kind=words.plain(f"fact.{kind.value}"), n=format_number(n))
        for kind, n in counted(facts).items()
    ]
    return " · ".join(told) or words.plain("fact.nothing")


def _facts_json(before: Side, after: Side, facts: tuple[Fact, ...]) -> dict[str, Any]:
    return {
        "before": str(before),
        "after": str(after),
        "facts": [fact_json(fact) for fact in facts],
    }


def fact_json(fact: Fact) -> dict[str, Any]:
    """Return one fact for other programs."""
    return {
        "kind": fact.kind.value,
        "before": fact.before.to_json() if fact.before else None,
        "after": fact.after.to_json() if fact.after else None,
        "satang": fact.satang,
    }
