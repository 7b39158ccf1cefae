"""organization.yml → Organization."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.machine.layout import ORGANIZATION
from generator.plan.colour import READABLE, SAND, contrast, readable
from generator.plan.licences import licence_of, licences
from generator.plan.model import Executive, Licence, Organization, Unit, Village
from generator.plan.model.organization import OUTSIDE
from generator.plan.parse.emblem import parse_emblem
from generator.plan.parse.outline import parse_outline
from generator.plan.parse.sections import Section
from generator.plan.parse.values import parse_coordinates
from generator.plan.parse.vocabulary import KINDS, kind_of
from generator.plan.read import Cell, YamlMap
from generator.plan.urls import is_mail_address, is_site_address, is_web_address
from generator.problems import Place, Report
from generator.thai.text import arabic_digits, match_key
from generator.thai.villages import LARGEST

KEYS = (
    "name", "kind", "district", "province", "dla_code", "executive", "contact", "site_url",
    "units", "villages", "numerals", "colours", "emblem", "spellings",
    "everyday", "outline", "licence",
)  # fmt: skip
CONTACT_KEYS = ("address", "phone", "email", "line", "facebook", "website")
EXECUTIVE_KEYS = ("name", "position")
UNIT_KEYS = ("name", "also", "phone")
COLOUR_KEYS = ("primary",)
VILLAGE_KEYS = ("name", "lat", "lon")
_PLAIN = re.compile(r"[^\x00-\x1f\x7f-\x9f<>]{1,200}")
# A word with a colon and a blank ("LINE: @name") labels what follows it and leads nowhere.
_LIKE_AN_ADDRESS = re.compile(r"://|^[a-z][a-z0-9+.-]*:(?! )|[?]|(?<! )&|&(?! )", re.I)
# Pages set these words before the names; who wrote them too means the same.
_DISTRICT = re.compile(r"^(?:อำเภอ|อ\.|เขต)\s*(?=[ก-ฮเ-ไ])")
_PROVINCE = re.compile(r"^(?:จังหวัด|จ\.)\s*(?=[ก-ฮเ-ไ])")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)


def _is_page(text: str) -> bool:
    """Whether a text is a web address; its `https://` may be left out."""
    return is_web_address(text) or (":" not in text and is_web_address(f"https://{text}"))


# What each may be, besides a text of one line; a page's name is no address, and no address hides.
_CHANNELS: Mapping[str, Callable[[str], bool]] = {
    "email": is_mail_address,
    "website": _is_page,
    "facebook": lambda text: _is_page(text) or not _LIKE_AN_ADDRESS.search(text),
    "line": lambda text: _is_page(text) or not _LIKE_AN_ADDRESS.search(text),
    "phone": lambda text: not _LIKE_AN_ADDRESS.search(text),
}


def parse_organization(
    tree: YamlMap | None,
    report: Report,
    outline: object = None,
    emblems: Mapping[str, bytes] = MappingProxyType({}),
) -> Organization:
    """Return the organisation; with problems where something required is missing.

    `outline` is what the file of the area's border says, None where there is none; `emblems` are
    the pictures of its emblem that are there, by name.
    """
    root = Section(tree or YamlMap((), Place(ORGANIZATION)), report, KEYS)
    if tree is None:
        return Organization(name="", kind="")
    organization = Organization(
        name=root.required("name"),
        kind=_kind(root),
        district=_DISTRICT.sub("", root.text("district")),
        province=_PROVINCE.sub("", root.text("province")),
        dla_code=root.text("dla_code"),
        executive=_executive(root),
        contact=_contact(root),
        site_url=_site_url(root),
        units=_units(root),
        villages=_villages(root),
        thai_numerals=_thai_numerals(root),
        primary_colour=_colour(root),
        emblem=parse_emblem(root.cell("emblem"), emblems, report),
        spellings=_word_lists(root, "spellings"),
        everyday=_word_lists(root, "everyday"),
        outline=parse_outline(root.cell("outline"), outline, report),
        licence=_licence(root),
    )
    read = isinstance(root.values.get("contact", YamlMap((), root.place)), YamlMap)
    reached = organization.contact or any(unit.phone for unit in organization.units)
    if read and not reached:
        report.add("contact-none", root.at("contact"))
    return organization


def _kind(root: Section) -> str:
    text = root.required("kind")
    kind = kind_of(text)
    if text and not kind:
        root.report.add("kind-unknown", root.at("kind"), text, known=" ".join(KINDS))
    return kind or text


def _executive(root: Section) -> Executive | None:
    section = root.section("executive", EXECUTIVE_KEYS)
    return Executive(section.text("name"), section.text("position")) if section else None


def _contact(root: Section) -> Mapping[str, str]:
    section = root.section("contact", CONTACT_KEYS)
    if section is None:
        return {}
    texts = {key: section.text(key) for key in CONTACT_KEYS}
    found = {key: text for key, text in texts.items() if text}
    for key, text in found.items():
        is_sound = _CHANNELS.get(key, bool)
        if key != "address" and not (_PLAIN.fullmatch(text) and is_sound(text)):
            section.report.add("contact-unsafe", section.at(key), text)
    return found


def _site_url(root: Section) -> str:
    text = root.text("site_url")
    if not text:
        return ""
    if not is_site_address(text):
        root.report.add("address-unsafe", root.at("site_url"), text)
        return ""
    return text if text.endswith("/") else f"{text}/"


def _units(root: Section) -> tuple[Unit, ...]:
    section = root.section("units", None)
    units: list[Unit] = []
    names: dict[str, str] = {}
    for slug in section.values if section else ():
        assert section
        unit = _unit(section, slug)
        for name in (unit.name, *unit.also):
            other = names.setdefault(match_key(name), slug)
            if other != slug:
                root.report.add("unit-twice", section.at(slug), name, other=other)
        units.append(unit)
    return tuple(units)


def _unit(section: Section, slug: str) -> Unit:
    if not _SLUG.fullmatch(slug) or slug.startswith(OUTSIDE):
        section.report.add("slug-unsafe", section.at(slug), slug)
    if isinstance(section.values[slug], Cell):
        return Unit(slug, section.required(slug))
    entry = section.section(slug, UNIT_KEYS)
    if entry is None:
        return Unit(slug, slug)
    return Unit(slug, entry.required("name"), entry.texts("also"), entry.text("phone"))


def _villages(root: Section) -> tuple[Village, ...]:
    section = root.section("villages", None)
    villages: dict[int, Village] = {}
    rows: dict[int, int] = {}
    for key in section.values if section else ():
        assert section
        digits = arabic_digits(key)
        if not re.fullmatch("[1-9][0-9]{0,2}", digits, re.ASCII) or int(digits) > LARGEST:
            root.report.add("village-number", section.at(key), key)
            continue
        if int(digits) in villages:
            lines = f"{rows[int(digits)]} และ {section.at(key).row}"
            root.report.add("yaml-key-twice", section.at(key), key, lines=lines)
            continue
        rows[int(digits)] = section.at(key).row
        villages[int(digits)] = _village(section, key, int(digits))
    return tuple(villages[number] for number in sorted(villages))


def _village(section: Section, key: str, number: int) -> Village:
    entry = None
    if isinstance(section.values[key], YamlMap):
        entry = section.section(key, VILLAGE_KEYS)
    if entry is None:
        return Village(number, section.text(key), at=section.at(key))
    at = parse_coordinates(entry.cell("lat"), entry.cell("lon"), section.report)
    return Village(number, entry.required("name"), at, section.at(key))


def _thai_numerals(root: Section) -> bool:
    text = root.text("numerals") or "arabic"
    if text not in ("arabic", "thai"):
        root.report.add("numerals-unknown", root.at("numerals"), text)
    return text == "thai"


def _licence(root: Section) -> Licence | None:
    text = root.text("licence")
    licence = licence_of(text) if text else None
    if text and licence is None:
        known = " ".join(one.id for one in licences())
        root.report.add("licence-unknown", root.at("licence"), text, known=known)
    return licence


def _colour(root: Section) -> str:
    section = root.section("colours", COLOUR_KEYS)
    text = section.text("primary") if section else ""
    # Unquoted, `#0b5d4a` is a YAML comment and the value is empty.
    if (
        section
        and "primary" in section.values
        and not re.fullmatch("#[0-9A-Fa-f]{6}", text, re.ASCII)
    ):
        root.report.add("colour-unreadable", section.at("primary"), text)
        return ""
    if section and text and not readable(text):
        ratio = f"{contrast(text, SAND):.1f}"
        root.report.add("colour-faint", section.at("primary"), text, ratio=ratio, least=READABLE)
    return text.lower()


def _word_lists(root: Section, key: str) -> tuple[tuple[str, ...], ...]:
    """Return the lists of words below a key: the word of each entry first."""
    section = root.section(key, None)
    return tuple((word, *section.texts(word)) for word in section.values) if section else ()
