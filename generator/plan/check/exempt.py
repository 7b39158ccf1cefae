"""What may be published although it looks like personal data: whole values, never parts."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy

from generator.machine.layout import PLANS
from generator.plan.check.finder import Finder
from generator.plan.check.hashed import HashedTexts
from generator.plan.check.plain import plain
from generator.plan.check.privacy import PersonalDatum, find_personal
from generator.plan.model import Executive, Exemption, Organization
from generator.problems import Place

# Nothing lets these be published: no contact, no reason in privacy.yml.
NEVER = frozenset({"identity-number"})
# Names, certain or likely.
NAMES = frozenset({"person-name", "person-possible"})
# Where an office writes its telephones; one in place of an e-mail address is somebody's slip.
_MAY_HOLD_NUMBERS = ("phone", "address", "line")
# What an office is reached by.
REACHES = frozenset({"phone-number"})
# Words before a name that say nothing of the person, and titles that a list may leave out.
_LEAD = re.compile(
    "(?:โดย|ของ|และ|กับ|ถึง|จาก|ให้|คือ|ชื่อ|แก่|แด่|ต่อ|เช่น|แทน|เชิญ|มอบ)?(?:นาย|นาง|นางสาว|น.ส.|นส.)?"
)
_TITLES = ("นาย", "นาง", "นางสาว", "น.ส.")
_LONGEST_LEAD = len("โดยนางสาว")
# Beside one of these an office's number may be somebody's whom it was asked to reach.
_PRIVATE = re.compile("ผู้ป่วย|ติดเตียง|ผู้พิการ|คนพิการ|ผู้ติดเชื้อ")
_MARKS = re.compile(r"[\s()-]|(?<=[0-9])\.(?=[0-9])")
_YEARS_FILE = re.compile(f"{PLANS}/[^/]+/")
_COUNTRY = re.compile(r"\+\s?66(?:\s?\(0\))?[\s-]*|\b0066[\s-]*")


class Exempt:
    """What may be published all the same: what is listed, the office's numbers, its officials."""

    def __init__(
        self,
        organization: Organization,
        listed: Iterable[Exemption] = (),
        officials: Iterable[Executive] = (),
        finder: Finder | None = None,
    ) -> None:
        """Allow the organisation's contact, its units' telephones, who is named for it, and lists.

        `officials` are named beside its executive: who signs, who is on the committee. `finder` is
        what finds all that is then let through or not.
        """
        self.finder = finder or Finder()
        allowed = [one for one in listed if one.scrypt or not _is_forbidden(one.text)]
        self._all = tuple((bare_form(one.text), one) for one in allowed if not one.scrypt)
        self._listed = self._all
        self._all_hashed = tuple(one for one in allowed if one.scrypt)
        self._hashed = HashedTexts(self._all_hashed)
        self._years: dict[str, Exempt] = {}
        contact = (organization.contact.get(key, "") for key in _MAY_HOLD_NUMBERS)
        reached = [*contact, *(unit.phone for unit in organization.units)]
        self._office = {
            bare_form(datum.text)
            for value in reached
            for datum in find_personal(value)
            if datum.kind in REACHES
        }
        named = (*((organization.executive,) if organization.executive else ()), *officials)
        self._officials = {bare_form(one.name) for one in named if one.name}
        self._used: set[Exemption] = set()

    def at(self, place: Place) -> Exempt:
        """Return what is exempt at a place: in a file of a year, what that very year lists.

        Elsewhere, on the portal's own pages for one, what any year lists. What either lets through
        counts as used in both.
        """
        if not (year := _YEARS_FILE.match(place.file)):
            return self
        if year[0] not in self._years:
            own = (one for one in self._all if _stands_in(one[1], year[0]))
            self._years[year[0]] = there = copy(self)
            there._listed = tuple(own)
            there._hashed = HashedTexts(o for o in self._all_hashed if _stands_in(o, year[0]))
        return self._years[year[0]]

    def told(self) -> Exempt:
        """Return what is exempt as everybody may read it: without what is kept as a hash."""
        plainly = copy(self)
        plainly._all_hashed, plainly._hashed, plainly._years = (), HashedTexts(), {}
        return plainly

    def __call__(self, datum: PersonalDatum, beside: str = "") -> bool:
        """Whether the datum, found in the text `beside`, may be published."""
        if datum.kind in NEVER:
            return False
        bare = bare_form(datum.text)
        if listed := [one for known, one in self._listed if _is_whole(bare, known, datum)]:
            self._used.update(listed)
            return True
        if datum.kind in REACHES and bare in self._office and not self._is_private(beside):
            return True
        if datum.kind in NAMES and self.names_official(datum):
            return True
        return self._is_hashed(_wholes(bare, datum))  # last: it takes long

    def _is_hashed(self, texts: Iterable[str]) -> bool:
        """Whether privacy.yml keeps the slow hash of one of these."""
        found = next((one for text in texts if (one := self._hashed.entry_of(text))), None)
        if found:
            self._used.add(found)
        return found is not None

    def hashed_of(self, texts: Iterable[str]) -> list[Exemption]:
        """Return the entries that keep the slow hash of a text, or of what is found in one.

        Of every year: whoever takes a text back is to know each that still lets it through.
        """
        bare: dict[str, None] = {}
        for text in texts if self._all_hashed else ():
            bare |= dict.fromkeys(title + bare_form(text) for title in ("", *_TITLES))
            for datum in find_personal(text):
                bare |= dict.fromkeys(_wholes(bare_form(datum.text), datum))
        of_files = defaultdict[str, list[Exemption]](list)
        for one in self._all_hashed:
            of_files[one.at.place.file].append(one)
        found = (
            known.entry_of(text) for known in map(HashedTexts, of_files.values()) for text in bare
        )
        return list(dict.fromkeys(one for one in found if one))

    def names_official(self, datum: PersonalDatum) -> bool:
        """Whether a name is, whole, that of somebody who acts for the organisation."""
        bare = bare_form(datum.text)
        return any(_is_whole(bare, one, datum) for one in self._officials)

    def lists(self, text: str) -> bool:
        """Whether privacy.yml lists this very text."""
        bare = bare_form(text)
        listed = [one for known, one in self._listed if known == bare]
        self._used.update(listed)
        return bool(listed) or self._is_hashed([bare])

    def begins(self, datum: PersonalDatum) -> bool:
        """Whether a datum that was cut off begins what may be published whole."""
        bare = bare_form(datum.text)
        hashed = (one for there in (self, *self._years.values()) for one in there._hashed.known())
        known = (*(one for one, _ in self._listed), *self._officials, *hashed)
        return datum.kind in NAMES and any(one.startswith(bare) for one in known)

    def digest(self) -> str:
        """Return a digest of all that is let through: with another one other texts may pass."""
        listed = sorted(known for known, _ in self._listed)
        hashed = sorted(one.scrypt for one in self._all_hashed)
        told = repr((listed, sorted(self._office), sorted(self._officials), hashed))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def unused(self) -> list[Exemption]:
        """Return the listed texts that were found nowhere."""
        listed = (*(one for _, one in self._all), *self._all_hashed)
        return [one for one in listed if one not in self._used]

    def _is_private(self, text: str) -> bool:
        """Whether a text speaks of a private person or of what is nobody else's business."""
        if _PRIVATE.search(plain(text).text):
            return True
        names = (one for one in find_personal(text) if one.kind in NAMES)
        return any(not self(one) for one in names)


def _is_forbidden(text: str) -> bool:
    """Whether nothing lets the text through: that is an error of its own, not an unused line."""
    return any(datum.kind in NEVER for datum in find_personal(text))


def _stands_in(one: Exemption, folder: str) -> bool:
    return one.at.place.file.startswith(folder)


def _wholes(bare: str, datum: PersonalDatum) -> Iterator[str]:
    """Yield a found text, and what is left of it without words that no name includes."""
    yield bare
    if datum.kind in NAMES:
        for end in range(1, min(len(bare), _LONGEST_LEAD + 1)):
            if _LEAD.fullmatch(bare[:end]):
                yield bare[end:]


def _is_whole(bare: str, known: str, datum: PersonalDatum) -> bool:
    """Whether a found text is a known one, but for words that no name includes."""
    if bare == known:
        return True
    lead = bare.removesuffix(known)
    return datum.kind in NAMES and lead != bare and bool(_LEAD.fullmatch(lead))


def bare_form(text: str) -> str:
    """Return what the ways to write one number or name have in common."""
    return _MARKS.sub("", _COUNTRY.sub("0", plain(text).text))
