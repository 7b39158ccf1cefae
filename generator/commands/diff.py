"""`phaen diff`: what readers would see otherwise than at a revision; also git's pre-push hook."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from generator.commands.committed import checked_at
from generator.commands.common import (
    PLAN_HAS_ERRORS,
    json_option,
    need_portal,
    portal_option,
    print_json,
    this_day,
    today_option,
)
from generator.commands.compare import fact_json
from generator.commands.echo import echo, echo_lines, echo_made, inert
from generator.commands.refusals import print_refusals
from generator.commands.telling import worded_all
from generator.machine.git import Repository
from generator.machine.git_history import History
from generator.machine.git_work import WorkCopy
from generator.machine.packaged import THEME
from generator.pipeline import Checked, check_portal
from generator.publishing import PortalDifference, Refusal, difference
from generator.publishing.again import shown_again, shown_by_new_branch
from generator.publishing.changes import change_json
from generator.publishing.saving import is_read, listed
from generator.publishing.wording import at_most, year_lines
from generator.site.render import Words, interface
from generator.site.views import Totals
from generator.thai.numbers import format_number

_MOST_LINES = 40
_UNKNOWN = (
    "ยังไม่ส่ง เพราะคลังต้นทางมีงานที่เครื่องนี้ยังไม่มี สั่ง phaen sync ซึ่งจะรวมแล้วส่งให้ "
    "หรือบอกวิธีเริ่มใหม่ถ้าประวัติของคลังต้นทางถูกเขียนใหม่"
)
_OTHER_TAG = (
    "ยังไม่ส่ง เพราะป้าย {name} ของคลังต้นทางนำไปที่อื่น ป้ายที่ส่งแล้วไม่ย้าย "
    "ถ้าต้องการป้ายของคลังต้นทาง สั่ง git fetch {remote} +refs/tags/{tag}:refs/tags/{tag} "
    "ถ้าต้องการส่งของท่าน ใช้ชื่อใหม่: git tag ชื่อใหม่ {tag}"
)


@click.command()
@click.argument("revision", default="HEAD", metavar="[REV]")
@click.option("--markdown", is_flag=True, help="พิมพ์เป็น Markdown สำหรับความเห็นในคำขอรวมสาขา")
@portal_option
@today_option
@json_option
def diff(
    revision: str, markdown: bool, portal: Path, today: datetime.date | None, as_json: bool
) -> None:
    """บอกสิ่งที่ประชาชนจะเห็นต่างจากรุ่นที่บันทึกไว้ใน git (ปกติเทียบกับ commit ล่าสุด)."""
    need_portal(portal)
    day = today or this_day()
    repository = Repository(portal, os.environ)
    before = checked_at(repository, repository.commit(revision), day)
    after = check_portal(portal, day)
    found = difference(before, after)
    if as_json:
        print_json(_as_json(found))
        return
    words = interface(THEME, after.portal.organization)
    lines = list(_lines(found, words))
    echo_made("\n".join(_as_markdown(lines) if markdown else lines))


def print_difference(found: PortalDifference, after: Checked) -> None:
    """Print it as `phaen diff` does."""
    echo_made("\n".join(_lines(found, interface(THEME, after.portal.organization))))


def _lines(found: PortalDifference, words: Words) -> Iterator[str]:
    """Yield what is told; the texts of the plan in it are inert."""
    if found.nothing:
        yield words.plain("diff.nothing")
        return
    yield words.plain("diff.heading")
    for year in found.years:
        yield from map(inert, year_lines(year, words))
    if found.pages is None:
        yield words.plain("diff.pages_unknown")
    else:
        counts = {name: len(getattr(found.pages, name)) for name in ("added", "gone", "changed")}
        yield words.plain("diff.pages", **{key: format_number(n) for key, n in counts.items()})
        gone = [inert(words.plain("diff.page_gone", path=path)) for path in found.pages.gone]
        yield from at_most(gone, words)
    if found.new_problems:
        yield words.plain("diff.problems_new")
        yield from at_most(worded_all(found.new_problems), words)
    if found.gone_problems:
        yield words.plain("diff.problems_gone", n=format_number(len(found.gone_problems)))


def _as_markdown(lines: list[str]) -> list[str]:
    """Return the lines as one block that no text of a plan can leave."""
    fence = "`" * 3
    while any(fence in line for line in lines):
        fence += "`"
    return [f"### {lines[0]}", "", f"{fence}text", *lines[1:], fence]


def _as_json(found: PortalDifference) -> dict[str, Any]:
    pages = found.pages
    return {
        "years": [
            {
                "year": one.year,
                "before": _totals_json(one.before),
                "after": _totals_json(one.after),
                "facts": [fact_json(fact) for fact in one.facts],
                "draft": one.draft,
                "draft_amendments": list(one.drafts),
                "draft_facts": [fact_json(fact) for fact in one.draft_facts],
                **change_json(one),
            }
            for one in found.years
        ],
        "pages": pages
        and {name: list(getattr(pages, name)) for name in ("added", "gone", "changed")},
        "new_problems": [problem.as_dict() for problem in found.new_problems],
        "gone_problems": [problem.as_dict() for problem in found.gone_problems],
    }


def _totals_json(totals: Totals | None) -> dict[str, int] | None:
    if totals is None:
        return None
    return {"projects": totals.projects, "satang": totals.satang, "rows": totals.rows}


@click.command("pre-push", hidden=True)
@click.argument("remote", nargs=-1)
def pre_push(remote: tuple[str, ...]) -> None:
    """บอกสิ่งที่ push จะเปลี่ยนแก่ประชาชน และกัน push ที่มีข้อผิดพลาด: git เรียกคำสั่งนี้เอง."""
    repository, day = WorkCopy(Path(), os.environ), this_day()
    lines = [line.split() for line in sys.stdin]
    if not lines:
        _tell_forgotten(repository)
    held = False
    for _, new, name, old in lines:
        if set(new) == {"0"}:
            continue
        if set(old) != {"0"} and not repository.has(old):
            echo(_unknown(name, remote[0] if remote else "origin"))
            sys.exit(PLAN_HAS_ERRORS)
        after = checked_at(repository, new, day)
        before = None if set(old) == {"0"} else checked_at(repository, old, day)
        again: tuple[Refusal, ...] = ()
        if name.startswith("refs/heads/"):
            history = History(Path(), os.environ)
            again = (
                shown_again(repository, history, old, new)
                if before
                else shown_by_new_branch(repository, history, remote[0] if remote else "", new)
            )
            print_refusals(again)
        if not again:  # it would tell what was withdrawn
            print_difference(difference(before, after), after)
        held = held or bool(after.report.errors or again)
    if held:
        echo("ยังไม่ส่ง เพราะแผนมีข้อผิดพลาด แก้แล้ว commit ก่อน push ใหม่")
        sys.exit(PLAN_HAS_ERRORS)


def _unknown(name: str, remote: str) -> str:
    """Say what to do where a reference of the remote leads to what is not here."""
    if not name.startswith("refs/tags/"):
        return _UNKNOWN
    tag = name.removeprefix("refs/tags/")
    return _OTHER_TAG.format(name=tag, tag=shlex.quote(tag), remote=shlex.quote(remote))


def _tell_forgotten(repository: WorkCopy) -> None:
    """Say which files of the plan were changed and not committed, where a push sends nothing."""
    head = repository.head()
    unlike = repository.unlike(head) if head else []
    if changed := [path for path in unlike if is_read(path, frozenset())]:
        echo("ไม่มี commit ใหม่ให้ส่ง แต่แฟ้มของแผนเหล่านี้แก้แล้วยังไม่ได้บันทึก สั่ง phaen sync ซึ่งจะบันทึกและส่งให้")
        echo_lines(f"    {path}" for path in listed(changed, _MOST_LINES))
