"""The search in plain Python: what the browser must find, in which tier and in which order.

It reads the same artifacts that the browser reads and shares none of its code: no column is packed,
nothing is remembered, every row is looked at. Slow, and short enough to be read.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.thai.folding import fold

FAR = 4095
TIER = 1 << 20
CHANCE = TIER >> 1
MANY = 12
WHOLE, WORDS, EVERYDAY, NEAR = range(4)
CLUSTER = re.compile("[0-9a-z.]+|[เแโใไ]?[ก-ฮฤฦ][ะ-ฺๅ็-๎]*|.", re.DOTALL)
PLAIN = re.compile("[0-9a-z.-]+")
SHORT_VILLAGE = re.compile("ม ?([0-9]{1,2})")
YEAR = re.compile(
    "(?:ปี(?:งบ|งบประมาณ)?|งบ(?:ประมาณ)?(?:ปี)?|พศ) ?(?:25)?([5-9][0-9])"
    "(?![0-9.]| ?(?:ล้าน|แสน|หมื่น|พัน|บาท))"
)
BESIDE_A_NUMBER = re.compile("[ก-๎](?=[0-9])|[0-9](?=[ก-๎])")
MARKS = re.compile("([0-9][,/])(?=[0-9])|[\"'(){}[\\],;/!?…]")
DAY = re.compile("[0-9] ?$")
AS_WRITTEN = re.compile("[0-9]{4,}|[0-9]+[.][0-9]+")
IDLE, LOST = ("generic", "soft"), ("unknown", "absent")
TELLING, FEW = 5, 3
Keys = dict[int, int]  # of a year's rows, by their place


@dataclass(frozen=True)
class Text:
    """A folded text to look for; with `head`, only where a word begins."""

    text: str
    head: bool = False


Both = tuple[Text, ...]


@dataclass(frozen=True)
class Word:
    """One of `any_of` must be there; each of its texts. A sure one is never nearly found."""

    text: str
    first: bool
    any_of: tuple[Both, ...]
    area: bool = False
    month: int = 0
    sure: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of what was typed without blanks; where it says where, by two words."""

    kind: str
    text: str
    before: str = ""
    after: str = ""


@dataclass
class Year:
    """A year's rows: texts by column, the texts that rows share, and villages."""

    label: str
    ids: list[str]
    texts: dict[str, list[str]]
    shared: dict[str, list[str]]
    where: list[set[int]]
    silent: list[int]
    months: list[int]
    baht: list[Decimal | None]
    words: str = ""
    known: dict[Text, Keys] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(self.where)

    def count(self, text: str) -> int:
        """Return how often a text stands in the different words of the year."""
        if not self.words:
            every = [*self.texts.values(), *self.shared.values()]
            self.words = f" {' '.join({word for col in every for t in col for word in t.split()})} "
        return self.counts.setdefault(text, self.words.count(text))

    def varied(self, text: str) -> bool:
        """Whether a text begins words that go on in different ways."""
        found = [one.start() for one in re.finditer(re.escape(text), self.words)]
        nexts = Counter(self.words[at + len(text)] for at in found)
        nexts[" "] = 0
        begins = sum(self.words[at - 1] == " " for at in found)
        return begins >= 3 and 2 * max(nexts.values()) <= len(found)


def _is_thai(sign: str) -> bool:
    return "ก" <= sign <= "๎"


def _cuts_a_number(before: str, after: str, edge: str) -> bool:
    return edge.isdigit() and (
        before[-1:].isdigit()
        or (before[-1:] == "." and before[-2:-1].isdigit())
        or after[:1].isdigit()
        or (after[:1] == "." and after[1:2].isdigit())
    )


def place(line: str, part: Text) -> int:
    """Return where in a line a text first stands whole; -1 where it does not."""
    at = line.find(part.text)
    while at >= 0 and not _stands_whole(line, at, part):
        at = line.find(part.text, at + 1)
    return at


def _stands_whole(line: str, at: int, part: Text) -> bool:
    before, after = line[:at], line[at + len(part.text) :]
    if part.head and before and _is_thai(before[-1]):
        return False
    return not (
        _cuts_a_number(before, "", part.text[0]) or _cuts_a_number("", after, part.text[-1])
    )


Sides = dict[str, float]
Asked = tuple[str, list[int], list[Word], Sides]
Found = tuple[tuple[int, int], Year, int]
Hit = tuple[int, Year, int]  # tier, year and row
JANUARY = 3  # its place in a fiscal year


class Twin:
    """Answers queries from the artifacts of a site."""

    def __init__(self, rules: dict[str, Any], years: Iterable[Year]) -> None:
        """Take the rules of search-data.js and the years, which are put newest first."""
        self.rules = rules
        self.years = sorted(years, key=lambda year: year.label, reverse=True)
        self.village = re.compile(rules["village"]["query"])
        self.known = re.compile(rules["known"])
        self.ranges, self.amounts, self.amount_part = (
            re.compile(rules["amounts"][key]) for key in ("pattern", "plain", "part")
        )
        self.about = re.compile(rules["amounts"]["about"])
        spellings = []
        for same in rules["same"]:
            said = [
                *(Text(fold(word)) for word in same["words"]),
                *(Text(fold(word), head=True) for word in same["short"]),
            ]
            for text in [*(one.text for one in said), *map(fold, same["wider"])]:
                spellings.append((text, [one for one in said if one.text != text]))
        self.spellings = sorted(spellings, key=lambda one: -len(one[0]))
        self.everyday = {fold(say): one for one in rules["everyday"] for say in one["say"]}
        meant = [w.strip() for one in rules["everyday"] for t in one["means"] for w in t.split("&")]
        same_words = [w for one in rules["same"] for kind in one.values() for w in kind]
        statuses = rules["status"].values()
        self.held = {*map(fold, [*rules["terms"], *rules["spare"], *same_words, *statuses])}
        self.verbs = {fold(verb) for group in rules["verbs"] for verb in group}
        alike = [*((group, group) for group in rules["verbs"])]
        alike += [(one["say"], one["means"]) for one in rules["akin"]]
        self.akin = {fold(word): means for say, means in alike for word in say}
        self.terms = self.held | self.verbs | {*map(fold, meant)}
        self.generic, self.soft, self.area, self.places, self.spare, self.beside = (
            {*map(fold, rules[key])}
            for key in ("generic", "soft", "area", "places", "spare", "beside")
        )
        self.sounds = [
            (re.compile(one["find"]), one["put"].replace("$1", r"\1")) for one in rules["sounds"]
        ]
        self.by_sound: dict[str, list[str]] = {}
        for word in sorted({*self.terms, *self.places, *self.everyday}):
            if len(word) >= 3:
                self.by_sound.setdefault(self.sound(word), []).append(word)
        self.inside = {fold(word): [*map(fold, longer)] for word, longer in rules["chance"].items()}
        every = [(fold(word), i) for i, said in enumerate(rules["month_words"]) for word in said]
        self.months = dict(every)
        self.month_places = {word.removeprefix("เดือน"): place for word, place in every}
        names = "|".join(sorted(self.month_places, key=len, reverse=True))
        self.month = re.compile(
            f"(^| )(?:เดือน ?)?({names})(?: ?(?:ปี ?|พศ ?)?(?:25)?([5-9][0-9])(?![0-9.]))?(?= |$)"
        )
        self.without = re.compile(f"(?:(.*) )?(?:{'|'.join(map(fold, rules['without']))}) ?(.+)")
        light = rules["light"].strip("[]")
        self.light = re.compile(f"[{light},()/\"'-]")

    # --- Reading ---------------------------------------------------------------------------------

    def spelled(self, text: str) -> list[Text]:
        """Return a text with every other spelling of it; a number stands apart, too."""
        apart = BESIDE_A_NUMBER.sub(lambda found: found[0] + " ", text)
        plain = [Text(one) for one in dict.fromkeys([text, apart])]
        for one, others in self.spellings:
            if one in text:
                return [
                    *plain,
                    *(
                        Text(text.replace(one, o.text, 1), o.head and text.startswith(one))
                        for o in others
                    ),
                ]
        return plain

    def plain(self, text: str, first: bool) -> Word:
        """Return a word as it stands; a short everyday one hides inside others."""
        one = self.everyday.get(text)
        hides = one and len(self.bare(text)) <= 4 and text not in map(fold, one["means"])
        texts = [*self.spelled(text), *([Text(text.replace(" ", ""))] if " " in text else [])]
        return Word(text, first, () if hides else tuple((o,) for o in texts))

    def meanings(self, means: Sequence[str]) -> Iterator[Both]:
        """Yield what plans call an everyday word."""
        for text in means:
            every: list[Both] = [()]
            for word in text.split("&"):
                every = [(*both, one) for both in every for one in self.spelled(fold(word.strip()))]
            yield from every

    def read(self, query: str, about: bool = False) -> Asked:
        """Return a query folded, its villages, its words (the longest first) and its range."""
        marked = MARKS.sub(lambda found: found[1] or " ", fold(query[:20000]))
        text = fold(marked).replace("\n", " ").strip()
        villages: list[int] = []

        def village(found: re.Match[str]) -> str:
            villages.append(int(found[2]))
            return (found[1] or "") + " "

        def held(found: re.Match[str]) -> str:
            return found[0].strip().replace(" ", "\1") + " " * found[0].endswith(" ")

        rest = self.ranges.sub(" ", text)
        sides = self.sides(text, rest, about)
        rest = self.amounts.sub(held, self.about.sub(" ", rest) if about else rest)
        rest = self.known.sub(lambda found: f" {found[0]} ", YEAR.sub(r" 25\1 ", rest))
        rest = self.village.sub(village, rest)
        first = rest.strip().split(" ")[0].replace("\1", " ")
        every = [word.replace("\1", " ") for word in re.split(" -?", rest)]
        words = [word for word in dict.fromkeys(every) if word]
        read = [self.plain(word, word == first) for word in sorted(words, key=len, reverse=True)]
        return text, [*dict.fromkeys(villages)], read, sides

    def worth(self, amount: str, like: str = "") -> float:
        """Return what an amount is in baht; a number without its unit has that of another.

        Behind a unit it counts its tenths (ล้านห้า), or half of it (ล้านครึ่ง).
        """
        numbers, units = self.rules["amounts"]["numbers"], self.rules["amounts"]["units"]
        parts = [one for one in self.amount_part.finditer(amount) if one[0].strip()]
        others = [one[2] for one in self.amount_part.finditer(like) if one[2]]
        own = any(one[2] for one in parts) or any(
            b in amount for b in self.rules["amounts"]["baht"]
        )
        unit = others[0] if others and not own else ""
        total, last = 0.0, 0
        for one in parts:
            number = (numbers.get(one[1]) or float(one[1])) if one[1] else 1
            if last and not one[2]:
                total += number * last / (1 if number < 1 else 10)
                continue
            last = units.get(one[2], 0)
            total += number * units.get(one[2] or unit, 1)
        return total

    def sides(self, text: str, rest: str, about: bool) -> Sides:
        """Return the range of money that a query asks for; `rest` is the query without it."""
        sides: Sides = {}
        for found in self.ranges.finditer(text):
            first, last, before, one, other, after = found.groups()
            if first and last:
                sides["least"], sides["most"] = sorted([self.worth(first, last), self.worth(last)])
            else:
                side = self.rules["amounts"]["sides"][before or after]
                sides[side] = self.worth(one or other)
        for found in self.about.finditer(rest) if about else ():
            worth, rounded = self.worth(found[1]), self.rules["amounts"]["rounded"]
            sides = {
                "least": worth * (100 - rounded) / 100,
                "most": worth * (100 + rounded) / 100,
            }
        return sides

    def affordable(self, asked: Asked, year: Year, row: int) -> bool:
        """Whether a row's amount is as a query asks, or the row says the query as it stands."""
        text, _, _, sides = asked
        if not sides:
            return True
        says = any(place(col[row], Text(text)) >= 0 for col in year.texts.values())
        baht = year.baht[row]
        if says or baht is None:
            return says
        return (
            sides.get("least", 0) <= baht <= sides.get("most", baht)
            and baht > sides.get("above", -1)
            and baht < sides.get("below", float("inf"))
        )

    def bare(self, text: str) -> str:
        """Return a text without its light signs."""
        return self.light.sub("", text)

    # --- Parting ---------------------------------------------------------------------------------

    def listed(self, year: Year, text: str, i: int, every: int) -> Piece | None:
        """Return what a text is among the listed words, if the year has it."""
        idle = text in self.soft and (len(text) > 1 or (i == 0 and every > 2))
        kinds = {
            "everyday": text in self.everyday,
            "area": text in self.area,
            "month": text in self.months,
            "place": text in self.places and year.count(text) > 0,
            "generic": text in self.generic or self.amounts.fullmatch(text),
            "soft": idle,
            "term": text in self.terms and year.count(text) > 0,
            "unknown": text in self.verbs,
            "absent": text in self.held,
            "village": i > 0 and self.rules["village"]["short"] and SHORT_VILLAGE.fullmatch(text),
        }
        return next((Piece(kind, text) for kind, is_so in kinds.items() if is_so), None)

    def free(self, year: Year, clusters: list[str], i: int, j: int) -> bool:
        """Whether a stretch is a word of the year."""
        text, times = "".join(clusters[i:j]), year.count("".join(clusters[i:j]))
        if not times or not text.strip(" -"):
            return False
        if i and j == len(clusters) and re.fullmatch("[0-9.]+", text):
            return False
        begins = self.ended(year, clusters, i)
        if i and not begins and 2 * year.count(clusters[i - 1] + text) > times:
            return False
        if j < len(clusters) and 2 * year.count(text + clusters[j]) > times:
            return False
        whole = i == 0 and j == len(clusters)
        long = j - i >= 3 or (j - i == 2 and len(text) >= 5)
        if long or whole or PLAIN.fullmatch(text) or year.count(f" {text} "):
            return True
        return j - i == 2 and len(text) > 2 and year.varied(text)

    def ended(self, year: Year, clusters: list[str], i: int) -> bool:
        """Whether a listed word that the year has ends here."""
        before = ("".join(clusters[k:i]) for k in range(max(0, i - 24), i))
        return any(
            len(one) >= 3
            and (one in self.everyday or (one in self.terms | self.places and year.count(one)))
            for one in before
        )

    def begun(self, year: Year, text: str) -> bool:
        """Whether a listed word begins so."""
        known = (word for word in {*self.terms, *self.places} if year.count(word))
        return len(text) > 2 and any(word.startswith(text) for word in (*self.everyday, *known))

    def led(self, clusters: list[str], i: int, j: int) -> bool:
        """Whether a stretch begins with a word that excludes nothing."""
        begins = ("".join(clusters[i : i + k]) for k in range(1, min(7, j - i)))
        return any(len(one) > 1 and one in self.generic | self.soft for one in begins)

    def sound(self, text: str) -> str:
        """Return how a word sounds."""
        for find, put in self.sounds:
            text = find.sub(put, text)
        return text

    def alike(self, year: Year, text: str) -> str | None:
        """Return the first listed word of the year that sounds so."""
        words = self.by_sound.get(self.sound(text), []) if len(text) >= 3 else []
        return next((one for one in words if one in self.everyday or year.count(one)), None)

    def opened(self, year: Year, piece: Piece) -> list[Piece]:
        """Return a listed word that the year lacks as a verb and its thing, if it is that."""

        def price(text: str, i: int, every: int) -> tuple[Piece, int]:
            one = self.listed(year, text, i, every) if text != piece.text else None
            costs = self.costs(text)
            return (one, costs.get(one.kind, 40)) if one else (Piece("unknown", text), 10000)

        if piece.kind != "absent":
            return [piece]
        pieces = self.cheapest(
            piece.text, lambda clusters, i, j: price("".join(clusters[i:j]), i, len(clusters))
        )
        verbs = [one.text in self.verbs for one in pieces]
        things = [one.kind in ("everyday", "term") for one in pieces]
        whole = any(verbs) and all(a or b for a, b in zip(verbs, things, strict=True))
        return pieces if whole else [piece]

    def heard(self, year: Year, text: str) -> str:
        """Return a text with listed words in place of what only sounds like them."""

        def price(clusters: list[str], i: int, j: int) -> tuple[Piece, int]:
            piece, cost = self.price(year, clusters, i, j, loose=False)
            text = "".join(clusters[i:j])
            if cost >= 10000 or (cost == 50 and not self.listed(year, text, i, len(clusters))):
                word = self.alike(year, text) if j - i <= 12 else None
                return (Piece("heard", word), 300) if word else (piece, 10000 + 80 * (j - i))
            return piece, cost

        return "".join(one.text for one in self.cheapest(text, price))

    @staticmethod
    def costs(text: str) -> dict[str, int]:
        """Return what a listed word costs by its kind, where it is not the common price."""
        soft = 22 if len(text) > 1 else 60
        return {"generic": 22, "soft": soft, "unknown": 70, "absent": 43}

    def price(
        self, year: Year, clusters: list[str], i: int, j: int, loose: bool
    ) -> tuple[Piece, int]:
        """Return what a stretch is, and what it costs."""
        text = "".join(clusters[i:j])
        one = self.listed(year, text, i, len(clusters))
        if one:
            return one, self.costs(text).get(one.kind, 40)
        if loose or self.free(year, clusters, i, j):
            led = 25 if self.led(clusters, i, j) else 0
            return Piece("stretch", text), 80 + (21 if loose else 6) * (j - i) + led
        if i and j - i > 1 and j == len(clusters) and self.begun(year, text):
            return Piece("term", text), 50
        return Piece("unknown", text), 10000 + 80 * (j - i)

    def part(self, year: Year, text: str, loose: bool = False) -> list[Piece]:
        """Return the cheapest way through a text."""
        return self.cheapest(
            text, lambda clusters, i, j: self.price(year, clusters, i, j, loose=loose)
        )

    def cheapest(
        self, text: str, price: Callable[[list[str], int, int], tuple[Piece, int]]
    ) -> list[Piece]:
        """Return the cheapest way through a text, by what each stretch is and costs."""
        clusters = CLUSTER.findall(text)
        if len(clusters) > 80:
            return [Piece("unknown", text)]
        ways: list[tuple[int, list[Piece]]] = [(0, [])]
        for j in range(1, len(clusters) + 1):
            every = []
            for i in range(max(0, j - 24), j):
                piece, cost = price(clusters, i, j)
                every.append((ways[i][0] + cost, [*ways[i][1], piece]))
            ways.append(min(reversed(every), key=lambda way: (way[0], len(way[1]))))
        return ways[-1][1]

    # --- Rows ------------------------------------------------------------------------------------

    def in_village(self, year: Year, number: int) -> Keys:
        """Return the rows that are in a village, or name it."""
        names = [Text(f"{w}{b}{number}") for w in self.rules["village"]["long"] for b in (" ", "")]
        but = [Text(f"เว้น{blank}{name.text}") for name in names for blank in (" ", "")]
        lines = [*zip(*year.texts.values(), strict=True)]

        def says(row: int, names: list[Text]) -> bool:
            return any(place(line, name) >= 0 for line in lines[row] for name in names)

        return {
            row: 1
            for row in range(year.size)
            if number in year.where[row] or (says(row, names) and not says(row, but))
        }

    def by_chance(self, line: str, at: int, word: str) -> bool:
        """Whether a short word at a place of a line stands inside another word."""
        if re.match("[ะ-ฺๅ็-๎]", line[at + len(word) :]) or re.search("[เแโใไ]$", line[:at]):
            return True
        longer = ((one, at - one.index(word)) for one in self.inside[word])
        return any(
            begin >= 0
            and line.startswith(one, begin)
            and not re.match("[ะ-ฺๅ็-๎]", line[begin + len(one) :])
            for one, begin in longer
        )

    def holding_short(self, year: Year, word: str) -> Keys:
        """Return the rows that have a short word; last, those that say it only inside others."""
        found: Keys = {}
        for name, col in (*year.texts.items(), *year.shared.items()):
            for row, line in enumerate(col):
                for one in re.finditer(f"(?={re.escape(word)})", line):
                    at = one.start()
                    key = 1 + (min(at, FAR - 1) if name == "name" else FAR)
                    key += CHANCE if self.by_chance(line, at, word) else 0
                    found[row] = min(found.get(row, key), key)
        return found

    def holding(self, year: Year, part: Text) -> Keys:
        """Return the rows that have a text, by its place in the name."""
        if part in year.known:
            return year.known[part]
        if part.text in self.inside:
            return year.known.setdefault(part, self.holding_short(year, part.text))
        found = year.known[part] = {}
        for row in range(year.size):
            at = place(year.texts["name"][row], part)
            others = (col[row] for col in (*year.texts.values(), *year.shared.values()))
            if at >= 0:
                found[row] = 1 + min(at, FAR - 1)
            elif any(place(line, part) >= 0 for line in others):
                found[row] = 1 + FAR
        return found

    def having(self, year: Year, word: Word) -> Keys:
        """Return the rows that have a word."""
        inside = (row for row in range(year.size) if word.area and 0 in year.where[row])
        found = dict.fromkeys(inside, 1)
        found |= {row: 1 for row, months in enumerate(year.months) if months & word.month}
        if word.text == fold(self.rules["status"][self.rules["silent"]]):
            found |= {row: 1 + FAR for row in year.silent if row not in found}
        for both in word.any_of:
            keys = [self.holding(year, part) for part in both]
            for row in keys[0]:
                if all(row in one for one in keys):
                    key = max(one[row] for one in keys)
                    key = key if word.first or key > FAR else 1
                    found[row] = min(found.get(row, key), key)
        return found

    def every(self, year: Year, villages: Sequence[int], words: Sequence[Word]) -> Keys:
        """Return the rows that have every word."""
        keys = dict.fromkeys(range(year.size), 1)
        for one in [
            *(self.in_village(year, n) for n in villages),
            *(self.having(year, w) for w in words),
        ]:
            keys = {row: max(key, one[row]) for row, key in keys.items() if row in one}
        return keys

    # --- Tiers -----------------------------------------------------------------------------------

    def pieces(self, year: Year, word: Word, is_open: bool) -> list[Piece] | None:
        """Return the pieces into which a year parts a word; None where it is not there at all.

        One that stands there whole is parted where the reading is open.
        """
        pieces = self.joined(year, self.part(year, word.text))
        kinds = {piece.kind for piece in pieces}
        found = bool(self.having(year, word))
        whole = [Piece("whole", word.text)]
        if kinds & {*LOST}:
            return whole if found else None
        named = [piece for piece in pieces if piece.kind not in IDLE]
        if not named:
            return [piece for piece in pieces if piece.kind == "soft" and len(piece.text) >= 4]
        apart = bool(kinds & {"generic", "everyday", "area", "month"})
        apart = apart or ("place" in kinds and len(named) > 1)
        listed = not kinds & {"soft", "stretch"} and not re.search("[0-9]", word.text)
        apart = apart or (is_open and listed)
        return whole if found and not apart else named

    def joined(self, year: Year, pieces: Sequence[Piece]) -> list[Piece]:
        """Return the pieces, two as one if a row says them so: where and what, word and number.

        What says where says nothing if no row has it with what follows.
        """
        out: list[Piece] = []
        for piece in pieces:
            before = out[-1] if out else Piece("soft", "")
            where = before.kind == "soft" and before.text in self.beside
            number = before.kind not in IDLE and re.fullmatch("[0-9.]+", piece.text)
            if (where or (number and piece.kind != "village")) and before.kind != "joined":
                one = Piece("joined", before.text + piece.text, before.text, piece.text)
                if self.having(year, self.standing(one, first=False)):
                    out[-1] = one
                    continue
                if where:
                    out.pop()
            out.append(piece)
        return out

    def standing(self, piece: Piece, first: bool) -> Word:
        """Return what stands at a place, with a blank before the place or without."""
        means = self.everyday.get(piece.after, {"means": []})["means"]
        texts = [o.text for one in (piece.after, *map(fold, means)) for o in self.spelled(one)]
        any_of = [(Text(piece.before + blank + text),) for text in texts for blank in ("", " ")]
        return Word(piece.text, first, tuple(any_of))

    def together(
        self, villages: Sequence[int], words: Sequence[Word], parted: Sequence[Sequence[Piece]]
    ) -> tuple[list[int], list[Word], list[Word]]:
        """Return villages and words of all pieces: as they stand, and by what plans call them."""
        numbers, said, meant = list(villages), [], []
        for whole, pieces in zip(words, parted, strict=True):
            first = whole.first
            for piece in pieces:
                if piece.kind == "village":
                    numbers.append(int((SHORT_VILLAGE.fullmatch(piece.text) or [0, 0])[1]))
                    continue
                one = whole if piece.text == whole.text else self.plain(piece.text, first)
                other = one
                if piece.kind == "joined":
                    one = other = self.standing(piece, first)
                elif piece.kind in ("area", "month"):
                    month = 1 << self.months[piece.text] if piece.kind == "month" else 0
                    one = other = replace(one, area=not month, month=month, sure=True)
                elif piece.kind in ("everyday", "akin"):
                    akin = piece.kind == "akin"
                    means = self.meanings(
                        self.akin[piece.text] if akin else self.everyday[piece.text]["means"]
                    )
                    other = Word(one.text, first, (*one.any_of, *means), sure=True)
                said.append(one)
                meant.append(other)
                first = False
        return numbers, said, meant

    def read_as(
        self, year: Year, villages: Sequence[int], words: Sequence[Word], is_open: bool
    ) -> tuple[list[int], list[Word], list[Word]] | None:
        """Return what the pieces of all words ask for; None where one is missing."""
        parted = [self.pieces(year, word, is_open) for word in words]
        read = [pieces for pieces in parted if pieces is not None]
        all_read = self.together(villages, words, read) if len(read) == len(parted) else None
        return all_read if all_read and (all_read[0] or all_read[1]) else None

    def as_typed(self, year: Year, text: str) -> Keys:
        """Return the rows that say the whole query, its village too."""
        part, every = Text(text), range(year.size)
        named = {row: 1 for row in every if place(year.texts["name"][row], part) >= 0}
        columns = year.texts.values()
        said = {row: 1 + FAR for row in every if any(place(col[row], part) >= 0 for col in columns)}
        return said | named

    def answer(self, year: Year, asked: Asked) -> dict[int, tuple[int, int]]:
        """Return tier and key of every row that a query finds in a year."""
        text, villages, words, ranged = asked
        pieces = [piece for word in words for piece in self.part(year, word.text)]
        if ranged and all(piece.kind in IDLE for piece in pieces):
            return dict.fromkeys(self.every(year, villages, []), (WHOLE, 1))
        tiers = [(WHOLE, self.every(year, villages, words))]
        if (villages and words) or ranged:
            tiers.append((WHOLE, self.as_typed(year, text)))
        if named := self.rules["village"]["named"].get(text):
            tiers.append((WORDS, self.in_village(year, named)))
        if 0 < len(words) <= MANY:
            closed, is_open = (
                self.read_as(year, villages, words, is_open) for is_open in (False, True)
            )
            if closed and is_open:
                numbers, said, meant = closed
                tiers.append((WORDS, self.every(year, numbers, said)))
                in_name = self.every(year, is_open[0], is_open[1]).items()
                tiers.append((WORDS, {row: key for row, key in in_name if key <= FAR}))
                tiers.append((EVERYDAY, self.every(year, numbers, meant)))
        return _first(tiers)

    # --- Near ------------------------------------------------------------------------------------

    def bare_words(self, year: Year, word: Word) -> tuple[Keys, bool]:
        """Return the cheapest keys of rows that have a word, or have it but for light signs."""
        best: Keys = {}
        light = False
        texts = [part for both in word.any_of for part in both]

        def put(row: int, cost: int, at: int) -> None:
            key = 1 + cost * 2 * (FAR + 1) + at
            best[row] = min(best.get(row, key), key)

        for row in range(year.size):
            for name, col in (*year.texts.items(), *year.shared.items()):
                for part in texts:
                    bare = self.bare(part.text)
                    sites = [(0, place(col[row], part))]
                    sites += (
                        [(1, self.bare(col[row].replace("\n", " ")).find(bare))] if bare else []
                    )
                    for cost, at in sites:
                        if at >= 0:
                            light |= cost == 1
                            put(row, cost, _key(word, name, at))
        return best, light

    def wrong_letter(self, year: Year, word: Word, best: Keys) -> None:
        """Add rows that have a word but for one letter: in the details only if nowhere else."""
        texts = [part.text for both in word.any_of for part in both]
        long = [text for text in texts if len(self.bare(text)) >= 4]
        for names in (("name", "place", "id"), ("detail",)):
            columns = {name: year.texts[name] for name in names if name in year.texts}
            hits = [
                (row, _key(word, name, at))
                for name, col in (*columns.items(), *year.shared.items())
                for row in range(year.size)
                for text in long
                if (at := nearly_at(col[row].replace("\n", " "), text)) >= 0
            ]
            for row, at in hits:
                key = 1 + 2 * 2 * (FAR + 1) + at
                best[row] = min(best.get(row, key), key)
            if hits:
                break

    def loosely(self, year: Year, words: Sequence[Word], way: str) -> list[list[list[Piece]]]:
        """Return the words of a query as near misses are looked for: typed, parted or left over."""
        every = [self.part(year, word.text, loose=way == "parted") for word in words]
        left = [[one for one in pieces if one.kind not in IDLE] for pieces in every]
        if way == "typed":
            as_typed = [
                pieces
                if len(pieces) == 1 and pieces[0].kind not in LOST
                else [Piece("whole", word.text)]
                for word, pieces in zip(words, every, strict=True)
            ]
            return [as_typed]
        stretches = [one.text for pieces in every for one in pieces if one.kind == "stretch"]
        if way == "parted":
            return [] if any(len(self.bare(text)) < 4 for text in stretches) else [left]
        if way == "akin":
            kin = self.relaxed(year, words, near=True)
            return [] if kin is None else [kin]
        return [*self.without_some(year, words, left, fewer=way == "fewer")]

    def without_some(
        self, year: Year, words: Sequence[Word], every: list[list[Piece]], fewer: bool
    ) -> Iterator[list[list[Piece]]]:
        """Yield pieces without those that the year has nowhere, or without one more, too."""
        every = [[new for one in some for new in self.opened(year, one)] for some in every]
        flat = [*itertools.chain(*every)]
        many = {id(one): 0 if one.kind in LOST else self.rows_of(year, one) for one in flat}

        def may(piece: Piece) -> bool:
            is_word = piece.kind in ("everyday", "term", "stretch")
            return is_word and (len(piece.text) < 3 or not re.search("[0-9]", piece.text))

        def rank(piece: Piece) -> tuple[int, int]:
            is_free = piece.kind == "stretch"
            kind = 3 if piece.text in self.verbs else 2 if piece.text in self.spare else is_free
            return -kind, -many[id(piece)]

        there = [one for one in flat if one.kind not in LOST and (many[id(one)] or not may(one))]
        if not fewer and len(there) == len(flat):
            return
        begins = next(pieces for word, pieces in zip(words, every, strict=True) if word.first)
        known = all(one.kind != "unknown" or one.text in self.verbs for one in flat)
        head = next((one for one in begins if known and one.text not in self.verbs), None)
        for drop in sorted(filter(may, there), key=rank) if fewer else [None]:
            left = [one for one in there if one is not drop]
            headed = any(
                one is head
                and one.kind == "term"
                and len(one.text) >= FEW
                and 2 * many[id(one)] <= year.size
                for one in left
            )
            if headed or (self.size(flat) <= 2 * self.size(there) and self.tells(year, left)):
                kept = {id(one) for one in left}
                yield [[one for one in pieces if id(one) in kept] for pieces in every]

    def size(self, pieces: Iterable[Piece]) -> int:
        """Return how long the pieces are that are things."""
        no_thing = self.verbs | self.spare
        return sum(self.signs(one) for one in pieces if one.text not in no_thing)

    def signs(self, piece: Piece) -> int:
        """Return how long a piece is: an everyday word is no shorter than what plans call it."""
        means = self.everyday[piece.text]["means"][:1] if piece.kind == "everyday" else []
        return max(len(piece.text), *(len(one.split("&")[0]) for one in means), 0)

    def tells(self, year: Year, left: Sequence[Piece], least: int = TELLING) -> bool:
        """Whether what is left of a query tells what was meant."""
        words = [
            one
            for one in left
            if one.kind in ("term", "stretch") and 2 * self.rows_of(year, one) <= year.size
        ]
        return self.size(words) >= least or any(
            one.kind == "everyday" or (one.kind == "akin" and one.text not in self.verbs)
            for one in left
        )

    def relaxed(self, year: Year, words: Sequence[Word], near: bool) -> list[list[Piece]] | None:
        """Return pieces without spare ones, of verbs (if `near`, of things, too) their kin."""

        def kin(one: Piece) -> Piece:
            may = one.text in self.akin and (near or one.text in self.verbs)
            return Piece("akin", one.text) if may else one

        every = [
            [
                kin(one)
                for one in self.joined(year, self.part(year, word.text))
                if one.kind not in IDLE and one.text not in self.spare
            ]
            for word in words
        ]
        flat = [*itertools.chain(*every)]
        lost = any(one.kind in LOST for one in flat)
        return None if lost or not self.tells(year, flat, FEW) else every

    def letting_go(self, asked: Asked) -> list[tuple[Year, Keys]]:
        """Return the rows that have all of a query but what need not be there."""
        _, villages, words, _ = asked
        found = []
        for year in self.years if 0 < len(words) <= MANY else ():
            pieces = self.relaxed(year, words, near=False)
            numbers, _, meant = self.together(villages, words, pieces or [[] for _ in words])
            keys = self.every(year, numbers, meant) if pieces and (numbers or meant) else {}
            found.append((year, keys))
        return found

    def rows_of(self, year: Year, piece: Piece) -> int:
        """Return how many rows have what a piece asks for; a village's piece is none of a text."""
        if piece.kind in LOST:
            return 0
        word = self.plain(piece.text, first=False)
        meant = self.together([], [word], [[piece]])[2]
        return len(self.having(year, meant[0] if meant else word))

    def near(self, asked: Asked, every_word: bool = False) -> list[tuple[Year, Keys]]:
        """Return the rows that are like what was asked, by what was forgiven."""
        text, villages, words, _ = asked
        if not words or len(words) > MANY or len(text) > 200:
            return []
        parted = ([self.part(year, word.text) for word in words] for year in self.years)
        every = ([piece.kind for pieces in one for piece in pieces] for one in parted)
        known = any(not {*LOST} & {*kinds} for kinds in every)
        typed, without = ("typed", "parted"), () if every_word else ("left over", "fewer")
        for way in ("akin", *without, *typed) if known else ("akin", *typed, *without):
            spared = False
            for thorough in (False, True):
                found = []
                for year in self.years if spared or not thorough else ():
                    keys: Keys = {}
                    for i, pieces in enumerate(self.loosely(year, words, way)):
                        numbers, _, meant = self.together(villages, words, pieces)
                        sure = [replace(word, sure=True) for word in meant]
                        wanted = meant if way in typed else sure
                        more, light = self.nearly(year, numbers, wanted, thorough)
                        spared |= light
                        if len(more) <= (4 * len(keys) or year.size):
                            keys = {row: key + i * TIER for row, key in more.items()} | keys
                    found.append((year, keys))
                if any(keys for _, keys in found):
                    return found
        return []

    def nearly(
        self, year: Year, villages: Sequence[int], words: Sequence[Word], thorough: bool
    ) -> tuple[Keys, bool]:
        """Return the rows of a year that nearly have every word; whether signs explained one."""
        spared = False
        if not words:
            return {}, spared
        total = dict.fromkeys(range(year.size), 1)
        for number in villages:
            here = self.in_village(year, number)
            total = {row: 1 for row in total if row in here or 0 in year.where[row]}
        for word in words:
            if word.sure:
                best = self.having(year, word)
            else:
                best, light = self.bare_words(year, word)
                spared |= light
                if not light or thorough:
                    self.wrong_letter(year, word, best)
            total = {row: key + best[row] - 1 for row, key in total.items() if row in best}
        return total, spared

    def sounding(self, asked: Asked) -> Asked | None:
        """Return a query with words for what sounds like them, by the newest year that has some."""
        text, villages, words, _ = asked
        for year in self.years if 0 < len(words) <= MANY and len(text) <= 200 else ():
            every = [self.heard(year, word.text) for word in words]
            if every != [word.text for word in words]:
                both = zip(every, words, strict=True)
                plain = [o if o.text == t else self.plain(t, o.first) for t, o in both]
                return text, villages, plain, asked[3]
        return None

    def find(self, query: str) -> list[tuple[str, str, int]]:
        """Return year, id and tier of all that a query finds, in order."""
        return [(year.label, year.ids[row], tier) for tier, year, row in self.front(query)]

    def front(self, query: str) -> list[Hit]:
        """Return what a query finds, by what is understood before it is read."""
        text = fold(query[:20000]).replace("\n", " ").strip()
        if re.fullmatch("[0-9.]+", text):
            return _before(self.saying(text), self.asked(query))
        if len(text) > 200:
            return self.asked(query)
        out = self.without.fullmatch(text)
        if out and not self.saying(text):
            gone = {(year.label, row) for tier, year, row in self.front(out[2]) if tier < NEAR}
            return [one for one in self.front(out[1] or "") if (one[1].label, one[2]) not in gone]
        label = ""

        def named(found: re.Match[str]) -> str:
            nonlocal label
            if DAY.search(text[: found.start()]):
                return found[0]
            if found[3]:
                autumn = self.month_places[found[2]] < JANUARY
                label = str(2500 + int(found[3]) + autumn)
            return f"{found[1]}เดือน{found[2]}"

        rest = self.month.sub(named, text)
        if rest == text:
            return self.asked(query)
        says = self.saying(text) if len(text) > 4 else []
        return _before(says, self.asked(rest, label))

    def saying(self, text: str) -> list[Hit]:
        """Return the rows that say a text as it stands, or whose amount is written so."""
        amount = AS_WRITTEN.fullmatch(text)
        return [
            (WHOLE, year, row)
            for year in self.years
            for row in range(year.size)
            if (
                year.baht[row] == Decimal(text)
                if amount
                else any(place(col[row], Text(text)) >= 0 for col in year.texts.values())
            )
        ]

    def asked(self, query: str, label: str = "") -> list[Hit]:
        """Return what a query finds as it is read, in one year or all."""
        every, self.years = self.years, [one for one in self.years if label in ("", one.label)]
        asked = self.read(query)
        costing = self.costing(query, asked)
        found = [
            (tier, year, row)
            for tier, year, row in (costing or (self.found(asked), asked))[0]
            if self.affordable((costing or (None, asked))[1], year, row)
        ]
        self.years = every
        return found

    def costing(self, query: str, asked: Asked) -> tuple[list[tuple[int, Year, int]], Asked] | None:
        """Return what costs about an amount that stands alone, if no row says it as it stands."""
        amounts = self.amounts.findall(asked[0])
        says = any(key[0] == WHOLE for key, _, _ in self.firmly(asked)) if asked[0] else True
        if says or asked[3] or len(amounts) != 1:
            return None
        other = self.read(query, about=True)
        found = [(key[0], year, row) for key, year, row in self.firmly(other)]
        sure = any(tier < NEAR and self.affordable(other, y, row) for tier, y, row in found)
        return (found, other) if sure else None

    def found(self, asked: Asked) -> list[tuple[int, Year, int]]:
        """Return tier, year and row of what a query finds whatever it costs."""
        firm = self.firmly(asked)
        if firm or not asked[0]:
            return [(key[0], year, row) for key, year, row in firm]
        other = self.sounding(asked)
        found = self.in_order(self.near(asked, every_word=True)) if other else []
        if other:
            found = found or self.firmly(other) or self.in_order(self.near(other))
        found = found or self.in_order(self.near(asked))
        return [(NEAR, year, row) for _, year, row in found]

    def firmly(self, asked: Asked) -> list[Found]:
        """Return the rows that answer a query, at last without what need not be there."""
        every = []
        for year in self.years:
            rows = self.answer(year, asked) if asked[0] else dict.fromkeys(range(year.size), (0, 1))
            every.append((year, rows))
        found = self.in_order(every)
        if found:
            return found
        let_go = self.letting_go(asked)
        every = [
            (year, {row: _weakly(EVERYDAY, key) for row, key in k.items()}) for year, k in let_go
        ]
        return self.in_order(every)

    def in_order(self, every: Iterable[tuple[Year, dict[int, Any]]]) -> list[Found]:
        """Return rows by their keys, the newer year first, then the plan's order."""
        found = [
            ((key if isinstance(key, tuple) else (NEAR, key)), y, row, year)
            for y, (year, keys) in enumerate(every)
            for row, key in keys.items()
        ]
        found.sort(key=lambda one: one[:3])
        return [(key, year, row) for key, _, row, year in found]


def _before(first: list[Hit], found: list[Hit]) -> list[Hit]:
    """Return rows that come first, and then what else was found, if it is sure."""
    names = {(year.label, row) for _, year, row in first}
    near = bool(found) and all(tier == NEAR for tier, _, _ in found)
    return (
        [*first, *(one for one in found if not near and (one[1].label, one[2]) not in names)]
        if first
        else found
    )


def _first(tiers: Iterable[tuple[int, Keys]]) -> dict[int, tuple[int, int]]:
    """Return tier and key of every row by the first tier that has it, if one, by no chance."""
    found: dict[int, tuple[int, int]] = {}
    for tier, keys in tiers:
        for row, key in keys.items():
            if row not in found or (found[row][1] > CHANCE >= key):
                found[row] = (tier, key)
    return {row: _weakly(*key) for row, key in found.items()}


def _weakly(tier: int, key: int) -> tuple[int, int]:
    """Return tier and key of a row; last is what says a short word only inside others."""
    return (NEAR if key > CHANCE else tier), key


def _key(word: Word, column: str, at: int) -> int:
    return (min(at, FAR - 1) if word.first else 0) if column == "name" else FAR


def nearly_at(line: str, word: str) -> int:
    """Return where one half of a word stands beside the other with at most one sign wrong."""
    middle = len(word) >> 1
    best = -1
    for half, other, ahead in (
        (word[:middle], word[middle:], True),
        (word[middle:], word[:middle], False),
    ):
        for found in re.finditer(f"(?={re.escape(half)})", line):
            at = found.start()
            rest = line[at + len(half) :] if ahead else line[:at][::-1]
            if one_wrong(other if ahead else other[::-1], rest):
                best = at if best < 0 else min(best, at)
                break
    return best


def one_wrong(word: str, text: str) -> bool:
    """Whether a text begins with a word but for one sign: wrong, missing or too many."""
    same = next((i for i, sign in enumerate(word) if i >= len(text) or text[i] != sign), len(word))
    if same == len(word):
        return True
    if same >= len(text) or text[same] == " ":
        return same == len(word) - 1
    if word[same].isdigit() or text[same].isdigit():
        return False
    rest = word[same + 1 :]
    return (
        text.startswith(rest, same + 1)
        or text.startswith(rest, same)
        or text.startswith(word[same:], same + 1)
    )


# --- From what the browser reads -----------------------------------------------------------------


def pushed(path: Path) -> Any:
    """Return what a script of data gives."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text.partition("push(")[2].removesuffix(");\n"))


def _lines(text: str) -> list[str]:
    return [fold(line.replace("\r", " ")) for line in text.split("\n")]


def _numbers(text: str) -> set[int]:
    found: set[int] = set()
    for item in filter(None, text.replace("*", "0").split(",")):
        first, _, last = item.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def read_year(folder: Path, rules: dict[str, Any]) -> Year:
    """Return a year from its two scripts."""
    first, details = pushed(folder / "search-index.js"), pushed(folder / "search-details.js")
    texts = {key: _lines(first[key]) for key in ("name", "place", "id")}
    texts["detail"] = _lines(details["detail"])
    shared: dict[str, list[str]] = {}
    for key in rules["choices"]:
        said = [
            fold("\n".join([one[1], one[2] if len(one) > 2 else ""]))
            for one in first["choices"][key]
        ]
        shared[key] = [said[code] for code in first[key]]
    kinds = first["status"]["kinds"]
    names = ["" if k == rules["silent"] else fold(rules["status"].get(k, "")) for k in kinds]
    shared["status"] = [names[code] for code in first["status"]["codes"]]
    amounts = first["budget"].split("\n")
    shared["budget"] = [fold("" if re.match("[0-9]|-$", one) else one) for one in amounts]
    shared["source"] = _lines(details["columns"]["source"])
    where = [_numbers(one) for one in first["village"].split("\n")]
    codes = first["status"]["codes"]
    silent = [row for row, code in enumerate(codes) if kinds[code] == rules["silent"]]
    baht = [Decimal(one) if one[:1].isdigit() else None for one in amounts]
    months = first["months"]
    return Year(first["year"], first["id"].split("\n"), texts, shared, where, silent, months, baht)


def twin_of(docs: Path, labels: Iterable[str]) -> Twin:
    """Return the twin of a written site."""
    rules = pushed(next(docs.glob("assets/*/search-data.js")))
    return Twin(rules, [read_year(docs / label, rules) for label in labels])
