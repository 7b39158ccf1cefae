"""What a project's name comes to when spelling, filling words and places are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.thai.folding import SPELLINGS
from generator.thai.text import match_key
from generator.thai.villages import PATTERNS


def _one_spelling() -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what stands for the first of each group of spellings, the longest first."""
    for same in SPELLINGS:
        keys = [match_key(word) for word in (*same.words, *same.short)]
        longest = sorted(keys, key=len, reverse=True)
        yield re.compile("|".join(map(re.escape, longest))), min(keys, key=len)


# One spelling for what offices write in several ways: the shortest, as search knows them.
_SAME = tuple(_one_spelling())
_VILLAGES = re.compile(PATTERNS["key"]["villages"])
_FILLING = re.compile(
    "^(?:โครงการ|กิจกรรม|งาน)+|แบบ(?=มีฝาปิด)|พร้อม(?=ฝาปิด|มีฝาปิด)|มี(?=ฝาปิด)|"
    "ทางหลวงท้องถิ่น|[()/,]|ประจำปี(?:งบประมาณ)?(?:พศ)?[0-9]{0,4}|ปีงบประมาณ(?:พศ)?[0-9]{4}|พศ[0-9]{4}"
)
_WHERE = re.compile("(?:ตำบล|อำเภอ|จังหวัด)")
# What sets apart two works that are named alike: the lane, the stretch, the stage, the model.
_PART = re.compile("(ซอย|ช่วงที่|ช่วง|ระยะที่|ระยะ|ตอนที่|ตอน|เฟส|แบบที่|รุ่นที่|ครั้งที่|สายที่|จุดที่|แห่งที่)([0-9]+)")


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """Return the name without spelling differences, filling words, years, villages and parts."""
    key = match_key(name)
    for pattern, put in _SAME:
        key = pattern.sub(put, key)
    key = _FILLING.sub("", key)
    return _WHERE.sub("", _PART.sub("", _VILLAGES.sub("", key)))


@lru_cache(maxsize=20_000)
def parts(name: str) -> frozenset[tuple[str, str]]:
    """Return which lane, stretch or stage the name says; the first of them is as good as none."""
    found = {(word.removesuffix("ที่"), number) for word, number in _PART.findall(match_key(name))}
    return frozenset((word, number) for word, number in found if word == "ซอย" or number != "1")
