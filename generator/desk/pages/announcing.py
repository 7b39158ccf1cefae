"""ประกาศ: days, signed papers and photographs of the board; then it is kept as it was announced."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.desk.asked import Answer, Asked, Upload, led_to
from generator.desk.laying import Desk
from generator.desk.pages.choosing import day_in, own_name, plan_of, plans_of
from generator.desk.pages.photographs import ENDING, free_place, photograph, safe_stem
from generator.machine.layout import AMENDMENTS, PLAN, of_year
from generator.plan.mend.set_yaml import Entry, with_keys
from generator.plan.merge import UnsafeError
from generator.plan.model import Edition, Plan
from generator.publishing.announcing import (
    AnnounceRefusedError,
    editions_to_keep,
    errors_of_year,
    records_of,
)
from generator.thai.dates import format_date

PHOTOS = 4
_DAYS = ("considered", "announced", "posted_from", "posted_until", "web_from")
_TITLE, _PAPER = "ประกาศ", ".pdf"
_NO_EDITION = "ไม่มีฉบับนี้ในแผนปีนี้แล้ว กลับไปหน้าประกาศ"
_NOT_PDF = "เอกสารที่ลงนามต้องเป็น PDF แฟ้มนี้ชื่อ {name} สแกนหรือบันทึกเป็น PDF ก่อน"
_BY_HAND = "{path} เขียนไว้ในแบบที่โปรแกรมเติมให้โดยไม่เปลี่ยนอย่างอื่นไม่ได้ แก้แฟ้มนี้ใน Notepad"


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition that may be announced; `is_kept` says that its record is there."""

    plan: Plan
    edition: Edition

    @property
    def is_kept(self) -> bool:
        """Whether it was recorded as it was announced."""
        return self.edition.record is not None

    @property
    def days(self) -> dict[str, datetime.date | None]:
        """Its days by their key."""
        one, posting = self.edition, self.edition.posting
        found = (
            one.considered, posting.announced, posting.posted_from, posting.posted_until,
            one.web_from,
        )  # fmt: skip
        return dict(zip(_DAYS, found, strict=True))

    @property
    def settings(self) -> str:
        """The file that tells them."""
        number = self.edition.number
        below = (AMENDMENTS, str(number)) if number else ()
        return of_year(self.plan.year.label, *below, PLAN)


def announcing(desk: Desk, asked: Asked) -> Answer:
    """Return the form of an edition: the last, unless one is asked for."""
    return _form(desk, asked)


def _form(desk: Desk, asked: Asked, wrong: str = "") -> Answer:
    state = desk.office.state()
    plan = plan_of(state, asked)
    choices = [Choice(plan, one) for one in plan.editions]
    wanted = asked.query.get("edition") or asked.form.get("edition")
    chosen = _edition(plan, wanted or str(plan.editions[-1].number))
    days = {name: day.isoformat() if day else "" for name, day in chosen.days.items()}
    days |= {name: text for name, text in asked.form.items() if name in days}
    return desk.page(
        "announce", asked, state, 409 if wrong else 200, plans=plans_of(state), plan=plan,
        choices=choices, chosen=chosen, days=days, photos=range(1, PHOTOS + 1), wrong=wrong,
        place=asked.form.get("posted_at", ""),
    )  # fmt: skip


def announce(desk: Desk, asked: Asked) -> Answer:
    """Put days and papers into the draft, and the record where the day has come.

    As `phaen announce` does it; with errors in the year there is no record, and they are told.
    """
    state, today = desk.office.state(), desk.office.today()
    plan = plan_of(state, asked)
    chosen = _edition(plan, asked.form.get("edition", ""))
    try:
        files = _files(desk, chosen, asked)
    except UnsafeError as error:
        return _form(desk, asked, str(error))
    with desk.office.over(files) as (folder, checked):
        found = next(one for one in checked.portal.plans if one.year == plan.year)
        records: dict[str, bytes] = {}
        if not errors_of_year(checked.report, plan.year.year):
            try:
                editions = editions_to_keep(found, None, today)
            except AnnounceRefusedError:
                editions = ()
            records = dict(records_of(folder, found, editions))
    new = {path: data for path, data in records.items() if desk.office.data(path) != data}
    if files or new:
        desk.office.put(asked.posted, files | new)
    return led_to(f"/draft?announced={len(new)}")


def _edition(plan: Plan, number: str) -> Choice:
    for one in plan.editions:
        if str(one.number) == number:
            return Choice(plan, one)
    raise UnsafeError(_NO_EDITION)


def _files(desk: Desk, chosen: Choice, asked: Asked) -> dict[str, bytes | None]:
    """Return the files as they would be: what tells the edition, and what was sent along."""
    sent = dict(_sent(desk, chosen, asked.files))
    title = " ".join(asked.form.get("title", "").split()) or _TITLE
    below = [path.removeprefix(f"{of_year(chosen.plan.year.label)}/") for path in sent]
    papers = [one for one in below if one.endswith(_PAPER)]
    lists: dict[str, list[Entry]] = {
        "documents": [{"title": title, "file": one} for one in papers],
        "evidence": [one for one in below if one not in papers],
        "posted_at": [],
    }
    place = " ".join(asked.form.get("posted_at", "").split())
    if place and not chosen.edition.posted_at:
        lists["posted_at"] = [place]
    said = dict(_said(chosen, asked.form))
    if not (said or any(lists.values())):
        return {}
    before = desk.office.data(chosen.settings) or b""
    made = with_keys(before, said, lists, below="edition")
    if made is None:
        raise UnsafeError(_BY_HAND.format(path=chosen.settings))
    return {chosen.settings: made, **sent}


def _said(chosen: Choice, form: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the days that are told otherwise than before."""
    for name, was in chosen.days.items():
        day = day_in(form, name)
        if name in form and day != was:
            yield name, format_date(day) if day else ""


def _sent(desk: Desk, chosen: Choice, files: Mapping[str, Upload]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that were sent, where they are to lie; photographs reduced, without notes."""
    taken: set[str] = set()
    for name, one in sorted(files.items()):
        if not one.name:
            continue
        if name == "paper":
            own = own_name(one.name)
            if PurePosixPath(own).suffix.lower() != _PAPER:
                raise UnsafeError(_NOT_PDF.format(name=own))
            data, own = one.data, f"{PurePosixPath(own).stem}{_PAPER}"
        else:
            data = photograph(one, desk.office.apart)
            own = f"{safe_stem(PurePosixPath(one.name.replace(chr(92), '/')).stem)}{ENDING}"
        whole = PurePosixPath(own)
        path = free_place(desk, chosen.plan.year.label, whole.stem, whole.suffix, taken)
        taken.add(path)
        yield path, data
