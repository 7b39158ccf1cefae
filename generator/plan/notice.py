"""What a notice says besides its rows, as the record of an announcement keeps it for good.

A fact is what is said (`title`, `strategy`, `considered`, `document` …), of which strategy or file,
and the text, day or SHA-256 itself.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.machine.layout import AMENDMENTS, PLAN, of_year
from generator.plan.model import DATE_COLUMNS, TRIGGER, Edition, Plan, Record, Withdrawn, is_masked
from generator.plan.record import day_text
from generator.thai.dates import DateError, parse_date
from generator.thai.text import same_to_readers

Key = tuple[str, str]
Facts = Mapping[Key, str]

DOCUMENT = "document"
# In a record: that a cell of a row was covered later, when and why. No notice says it.
WITHDRAWN_FACT = "withdrawn"
# What readers are told was said; `title` with a name is that of a paper.
NAMES: Mapping[str, str] = {
    "title": "ชื่อ",
    "kind": "ชนิดของฉบับ",
    "number": "เลขที่ของฉบับ",
    "strategy": "ยุทธศาสตร์",
    "considered": "วันที่พิจารณา",
    "posted_from": "วันที่เริ่มปิดประกาศ",
    "posted_until": "วันที่ปิดประกาศถึง",
    TRIGGER: "วันที่ของเหตุที่ต้องจัดทำแผน (trigger)",
    DOCUMENT: "เอกสาร",
}


def facts_of(plan: Plan, edition: Edition, digests: Mapping[str, str]) -> Facts:
    """Return what an edition says besides its rows. `digests` are those of files of the portal.

    A paper that is not there has no digest; the day of the announcement heads the record itself.
    """
    found: dict[Key, str] = {("title", ""): edition.title if edition.number else plan.title}
    if edition.number:
        found |= {("kind", ""): edition.kind, ("number", ""): edition.official_number}
    else:
        found |= {("strategy", one.id): one.name for one in plan.strategies}
    found |= {(name, ""): day_text(day) for name, day in _days(edition) if day}
    for paper in edition.documents:
        found["title", paper.file] = paper.title
    for file in (*(paper.file for paper in edition.documents), *edition.evidence):
        found[DOCUMENT, file] = digests.get(of_year(plan.year.label, file), "")
    return {key: text for key, text in found.items() if text}


def _days(edition: Edition) -> Iterator[tuple[str, datetime.date | None]]:
    yield "considered", edition.considered
    yield "posted_from", edition.posting.posted_from
    yield "posted_until", edition.posting.posted_until
    yield TRIGGER, edition.trigger.date if edition.trigger else None


def digests_of(root: Path, plan: Plan) -> dict[str, str]:
    """Return the SHA-256 of every paper that a plan names and that is there. Raises OSError."""
    paths = (of_year(plan.year.label, name) for name in plan.papers)
    return {
        path: digest(root.joinpath(path).read_bytes()) for path in paths if (root / path).is_file()
    }


def digest(data: bytes) -> str:
    """Return the SHA-256 of a paper's bytes, as records write it."""
    return hashlib.sha256(data).hexdigest()


def recorded(record: Record) -> Facts:
    """Return what a record keeps of the notice; nothing where an earlier release wrote it."""
    told = (one for one in record.stated if one.what != WITHDRAWN_FACT)
    return {(one.what, one.name): one.value for one in told}


def withdrawn_facts(record: Record) -> tuple[tuple[str, str, str], ...]:
    """Return what a record keeps of cells that were covered since: these lines stay in it."""
    told = (one for one in record.stated if one.what == WITHDRAWN_FACT)
    return tuple((one.what, one.name, one.value) for one in told)


def differing(
    was: Facts, now: Facts, may: Callable[[Key, str, str], bool]
) -> Iterator[tuple[Key, str, str]]:
    """Yield what is said otherwise now, or no more: the key, and both texts.

    A paper may have another name. What `may` lets go by is not told.
    """
    papers = {text for (what, _), text in now.items() if what == DOCUMENT}
    for key, text in was.items():
        there = now.get(key, "")
        moved = key[0] == DOCUMENT and text in papers
        gone = key[0] == "title" and key[1] and (DOCUMENT, key[1]) not in now  # told of the paper
        if not (moved or gone or same_to_readers(text, there) or may(key, text, there)):
            yield key, text, there


def may_differ(
    edition: int, withdrawn: Withdrawn, folder: str, today: datetime.date
) -> Callable[[Key, str, str], bool]:
    """Return what tells whether a fact may be another: withdrawn, or a day that had not come.

    `folder` is the year's, below which entries name papers, and the plan.yml of which words were
    covered.
    """
    files = {one.file.removeprefix(f"{folder}/") for one in withdrawn.entries if one.file}
    said_in = f"{AMENDMENTS}/{edition}/{PLAN}" if edition else PLAN

    def may(key: Key, was: str, now: str) -> bool:
        what, name = key
        if what in DATE_COLUMNS:
            return withdrawn.date(edition, what) or _to_come(was, today)
        if bool(name) and name in files:
            return True
        return said_in in files and is_masked(was, now)

    return may


def _to_come(day: str, today: datetime.date) -> bool:
    """Whether a day of a record has not come: it may still move."""
    try:
        return parse_date(day) > today
    except DateError:
        return False


def kept_facts(was: Facts, now: Facts) -> Iterable[tuple[str, str, str]]:
    """Return what a record says next: in its own order and words as far as they still hold."""
    order = [*(key for key in was if key in now), *(key for key in now if key not in was)]
    for key in order:
        old = was.get(key, now[key])
        yield *key, old if same_to_readers(old, now[key]) else now[key]
