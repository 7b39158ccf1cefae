"""Spellings that offices use for the closed vocabularies, and lookups by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from generator.plan.model import (
    PROGRAMMES,
    Change,
    Form,
    Organization,
    Owner,
    Programme,
    Status,
    Strategy,
)
from generator.thai.text import match_key

T = TypeVar("T")

KINDS = ("อบต.", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "อบจ.", "กรุงเทพมหานคร", "เมืองพัทยา")

# In full, as people shorten it, and as it was typed before.
_KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "อบต.": ("องค์การบริหารส่วนตำบล", "อบต", "อ.บ.ต."),
    "เทศบาลตำบล": ("ทต",),
    "เทศบาลเมือง": ("ทม",),
    "เทศบาลนคร": ("ทน",),
    "อบจ.": ("องค์การบริหารส่วนจังหวัด", "อบจ", "อ.บ.จ."),
    "กรุงเทพมหานคร": ("กทม", "กรุงเทพ"),
    "เมืองพัทยา": ("พัทยา",),
}

AMENDMENT_KINDS = ("เพิ่มเติม", "แก้ไข", "เปลี่ยนแปลง")


def by_key(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return a lookup by `match_key`."""
    return {match_key(text): value for text, value in pairs}


def _by_word(words: Mapping[T, tuple[str, ...]]) -> dict[str, T]:
    return by_key((word, value) for value, own in words.items() for word in own)


_OWNER_WORDS: Mapping[Owner, tuple[str, ...]] = {
    Owner.OWN: ("own", "ดำเนินการเอง", "เทศบาล", "องค์การบริหารส่วนตำบล", "อบต."),
    Owner.CENTRAL: ("central", "ส่วนกลาง", "ราชการส่วนกลาง", "หน่วยงานส่วนกลาง"),
    Owner.REGIONAL: ("regional", "ส่วนภูมิภาค", "ราชการส่วนภูมิภาค", "หน่วยงานส่วนภูมิภาค"),
    Owner.STATE_ENTERPRISE: ("state-enterprise", "รัฐวิสาหกิจ"),
    Owner.PAO: ("pao", "อบจ.", "องค์การบริหารส่วนจังหวัด"),
    Owner.OTHER: ("other", "อื่น ๆ", "อื่นๆ", "หน่วยงานอื่น", "หน่วยงานอื่น ๆ"),
}
_OWNERS = _by_word(_OWNER_WORDS)

# Agencies whose name alone tells whose project it is; anything less certain is left to the clerk.
_AGENCY_BEGINNINGS: tuple[tuple[str, Owner], ...] = (
    ("องค์การบริหารส่วนจังหวัด", Owner.PAO),
    ("อบจ.", Owner.PAO),
    ("การไฟฟ้าส่วนภูมิภาค", Owner.STATE_ENTERPRISE),
    ("การไฟฟ้านครหลวง", Owner.STATE_ENTERPRISE),
    ("การประปาส่วนภูมิภาค", Owner.STATE_ENTERPRISE),
    ("การประปานครหลวง", Owner.STATE_ENTERPRISE),
    ("กรมทางหลวง", Owner.CENTRAL),
    ("กรมชลประทาน", Owner.CENTRAL),
    ("กรมทรัพยากรน้ำ", Owner.CENTRAL),
    ("กรมโยธาธิการและผังเมือง", Owner.CENTRAL),
)

_FORM_WORDS: Mapping[Form, tuple[str, ...]] = {
    Form.PD02: ("ผด.02", "ผด.2", "แบบ ผด.02", "pd02"),
    Form.PD02_1: ("ผด.02/1", "ผด.2/1", "แบบ ผด.02/1", "pd02-1"),
}
_FORMS = _by_word(_FORM_WORDS)

_PROGRAMME_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "general-administration": ("บริหารทั่วไป",),
    "internal-peace": ("รักษาความสงบภายใน",),
    "community-strength": ("สร้างความเข้มแข็งและชุมชน", "ความเข้มแข็งของชุมชน"),
    "religion-culture": ("ศาสนา วัฒนธรรมและนันทนาการ", "ศาสนาวัฒนธรรมและนันทนาการ"),
    "agriculture": ("เกษตร",),
    "commerce": ("การพานิชย์", "พาณิชย์"),
    "education": ("ศึกษา",),
}


def _programme_names() -> Iterable[tuple[str, Programme]]:
    for programme in PROGRAMMES:
        bare = programme.name.removeprefix("แผนงาน")
        for name in (bare, *_PROGRAMME_SPELLINGS.get(programme.slug, ())):
            yield name, programme
            yield f"แผนงาน{name}", programme
        yield programme.slug, programme


_PROGRAMMES = by_key(_programme_names())

_STATUS_WORDS: Mapping[Status, tuple[str, ...]] = {
    Status.NOT_STARTED: (
        *("ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ยังไม่เริ่ม", "ยังไม่เริ่มดำเนินการ", "ยังไม่ดำเนินงาน"),
        *("ยังไม่ได้ทำ", "รอดำเนินการ", "not-started"),
    ),
    Status.UNDER_WAY: (
        *("อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ", "ระหว่างดำเนินการ", "ล่าช้า", "อยู่ระหว่าง"),
        *("อยู่ระหว่างการดำเนินการ", "อยู่ระหว่างดำเนินงาน", "กำลังทำ", "กำลังดำเนินงาน", "under-way"),
    ),
    Status.DONE: (
        *("แล้วเสร็จ", "ดำเนินการแล้วเสร็จ", "ดำเนินการแล้ว", "เสร็จสิ้น", "เสร็จแล้ว", "เสร็จ", "เสร็จเรียบร้อย"),
        *("ดำเนินการเสร็จ", "ดำเนินการเสร็จสิ้น", "ดำเนินการเสร็จแล้ว", "เสร็จสมบูรณ์", "done"),
    ),
    Status.CANCELLED: ("ยกเลิก", "cancelled"),
    Status.CARRIED_OVER: ("กันเงิน", "กันเงินไว้เบิกเหลื่อมปี", "carried-over"),
}
_STATUSES = _by_word(_STATUS_WORDS)

_CHANGE_WORDS: Mapping[Change, tuple[str, ...]] = {
    Change.ADD: ("เพิ่ม", "เพิ่มเติม", "add"),
    Change.ALTER: ("แก้ไข", "เปลี่ยนแปลง", "alter"),
    Change.CANCEL: ("ยกเลิก", "cancel"),
}
_CHANGES = _by_word(_CHANGE_WORDS)

STATUS_NAMES = tuple(word for words in _STATUS_WORDS.values() for word in words)
PROGRAMME_NAMES = tuple(programme.name for programme in PROGRAMMES)


_SHORT = 3


def kind_of(text: str) -> str:
    """Return the kind of organisation that `text` names, also before the organisation's own name.

    Empty where it names none, as `เทศบาล` alone.
    """
    for kind, words in _KIND_WORDS.items():
        if any(_names_kind(text, word) for word in (kind, *words)):
            return kind
    return ""


def _names_kind(text: str, word: str) -> bool:
    """Whether `text` is `word` or begins with it; letters that begin other words need a dot."""
    key, wanted = match_key(text), match_key(word)
    if len(wanted) <= _SHORT:
        return key == wanted or text.replace(" ", "").startswith(f"{wanted}.")
    return key.startswith(wanted)


def owner_of(text: str) -> Owner | None:
    """Return the owner that `text` names."""
    return _OWNERS.get(match_key(text))


def owner_of_agency(unit: str) -> Owner | None:
    """Return whose project it certainly is when `unit` carries it out, else None."""
    return next((owner for start, owner in _AGENCY_BEGINNINGS if unit.startswith(start)), None)


def form_of(text: str) -> Form | None:
    """Return the form that `text` names."""
    return _FORMS.get(match_key(text))


def programme_of(text: str) -> Programme | None:
    """Return which of the twelve programmes `text` names, with or without the word แผนงาน."""
    return _PROGRAMMES.get(match_key(text))


def status_of(text: str) -> Status | None:
    """Return the status that `text` names."""
    return _STATUSES.get(match_key(text))


def change_of(text: str) -> Change | None:
    """Return the change that `text` names."""
    return _CHANGES.get(match_key(text))


def strategy_lookup(strategies: Iterable[Strategy]) -> dict[str, str]:
    """Return strategy ids by the ways a row may name one: `1`, its name, `ยุทธศาสตร์ที่ 1 …`."""
    pairs = []
    for strategy in strategies:
        for text in (strategy.id, strategy.name, strategy.name.removeprefix("ยุทธศาสตร์")):
            pairs += [(text, strategy.id), (f"ยุทธศาสตร์ที่{text}", strategy.id)]
        for lead in (strategy.id, f"ยุทธศาสตร์ที่{strategy.id}"):
            pairs.append((f"{lead}{strategy.name}", strategy.id))
    return by_key(pairs)


def unit_lookup(organization: Organization) -> dict[str, str]:
    """Return unit slugs by name, other spelling or slug."""
    return by_key(
        (name, unit.slug)
        for unit in organization.units
        for name in (unit.name, *unit.also, unit.slug)
    )


def unit_parts(text: str, slugs: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the slug of the unit that `text` names, empty for none, and units named beside it.

    `กองช่าง / กองคลัง` is a unit and its partner, unless that is one unit's own name.
    """
    slug = slugs.get(match_key(text), "")
    first, *others = (part.strip() for part in re.split(r"[/\n]", text))
    if slug or not others or match_key(first) not in slugs:
        return slug, ()
    return slugs[match_key(first)], tuple(filter(None, others))
