"""Who publishes: the local organisation, its units and its villages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.plan.model.licence import Licence
from generator.plan.model.project import Coordinates
from generator.problems import Place
from generator.thai.text import match_key

# How the address of an agency begins that is none of the organisation's units.
OUTSIDE = "other-"
_DIGITS = 10
# What stands before the own name of an organisation or a village, which texts write alone too.
_KIND_OF_PLACE = re.compile(
    r"^(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบ[ตจ]\.|บ้าน|ชุมชน)\s*"
)
_PROVINCE = "อบจ."
# What stands before a number of its list, and what is the whole of its area, by its kind.
_PLACES = {
    "เทศบาลตำบล": ("หมู่ที่", "ทั้งเทศบาล"),
    "เทศบาลเมือง": ("ชุมชนที่", "ทั้งเทศบาล"),
    "เทศบาลนคร": ("ชุมชนที่", "ทั้งเทศบาล"),
    _PROVINCE: ("อำเภอหรือตำบลที่", "ทั้งจังหวัด"),
    "กรุงเทพมหานคร": ("ชุมชนที่", "ทั้งกรุงเทพมหานคร"),
    "เมืองพัทยา": ("ชุมชนที่", "ทั้งเมืองพัทยา"),
}
_COMMUNITIES = "ชุมชนที่"
_VILLAGES = ("หมู่ที่", "ทั้งตำบล")
_CITY = "กรุงเทพมหานคร"
# What such an address looks like: ten signs of a digest, which may be digits alone.
OUTSIDE_SLUG = f"{OUTSIDE}[0-9a-f]{{{_DIGITS}}}"


def outside_slug(name: str) -> str:
    """Return the slug of an outside agency: made from its name, and always the same for it."""
    return OUTSIDE + hashlib.sha256(match_key(name).encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation that carries out projects; `also` are its other spellings.

    `phone` is its own telephone, as it is written; empty where it has none.
    """

    slug: str
    name: str
    also: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Village:
    """A village (หมู่บ้าน) or community by its number, with its place on the map where stated.

    `at` is where it is stated.
    """

    number: int
    name: str
    coordinates: Coordinates | None = None
    at: Place | None = field(default=None, compare=False)

    @property
    def own_name(self) -> str:
        """The name; empty where it only repeats the number (หมู่ที่ 5, ชุมชนที่ 5)."""
        numbered = {match_key(f"{word} {self.number}") for word in ("หมู่ที่", "ชุมชนที่")}
        return "" if match_key(self.name) in numbered else self.name

    @property
    def bare_name(self) -> str:
        """The name behind ชุมชนที่ and a number, which say that it is a community."""
        return self.own_name.removeprefix("ชุมชน").strip() or self.own_name


@dataclass(frozen=True, slots=True)
class Emblem:
    """The organisation's emblem, reduced to what pages show: a PNG, its size in pixels.

    `printed` is the same picture as large as papers show it, empty where that is no larger.
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    printed: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Executive:
    """Who announces the plan (ผู้บริหารท้องถิ่น, ข้อ 26 (2))."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class Organization:
    """The publishing organisation, as `plans/organization.yml` states it.

    `spellings` are groups of words that mean one thing to those who search here; `everyday` are
    words that people here say, each with what the plan calls it. `outline` is the border of its
    area: closed rings of (longitude, latitude) in hundred-thousandths of a degree, thinned for a
    drawing. `licence` is that of its open data, None where it chose none.
    """

    name: str
    kind: str
    district: str = ""
    province: str = ""
    dla_code: str = ""
    executive: Executive | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    site_url: str = ""
    units: tuple[Unit, ...] = ()
    villages: tuple[Village, ...] = ()
    thai_numerals: bool = False
    primary_colour: str = ""
    emblem: Emblem | None = None
    spellings: tuple[tuple[str, ...], ...] = ()
    everyday: tuple[tuple[str, ...], ...] = ()
    outline: tuple[tuple[tuple[int, int], ...], ...] = ()
    licence: Licence | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of itself, its places and units that no line of a text should part."""
        places = [self.name, *(village.name for village in self.villages)]
        bare = [_KIND_OF_PLACE.sub("", name) for name in places]
        units = [name for unit in self.units for name in (unit.name, *unit.also)]
        return tuple(
            name for name in (*places, *bare, self.district, self.province, *units) if name
        )

    @property
    def ordinal(self) -> str:
        """What stands before a number of its list: หมู่ที่, or the word of its kind."""
        return _PLACES.get(self.kind, _VILLAGES)[0]

    @property
    def of_districts(self) -> bool:
        """Whether its list is one of districts or sub-districts, as a province's is."""
        return self.kind == _PROVINCE

    @property
    def of_communities(self) -> bool:
        """Whether its list is one of communities, as towns and cities have it."""
        return self.ordinal == _COMMUNITIES

    @property
    def whole(self) -> str:
        """What the whole of its area is called."""
        return _PLACES.get(self.kind, _VILLAGES)[1]

    @property
    def whole_names(self) -> tuple[str, ...]:
        """What may stand behind ทั้ง or a word such as ทั้งเทศบาล: its name, in full and bare."""
        own = (self.name, _KIND_OF_PLACE.sub("", self.name), self.whole.removeprefix("ทั้ง"))
        return tuple(name for name in (*own, *([self.province] * self.of_districts)) if name)

    @property
    def seat(self) -> str:
        """Where it is: `อำเภอเมือง จังหวัดพะเยา`; Bangkok has เขต and no จังหวัด before its name."""
        city = self.province == _CITY
        district = f"{'เขต' if city else 'อำเภอ'}{self.district}" if self.district else ""
        province = f"{'' if city else 'จังหวัด'}{self.province}" if self.province else ""
        return " ".join(part for part in (district, province) if part)
