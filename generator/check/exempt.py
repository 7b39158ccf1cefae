"""What may be published although it looks like personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.check.plain import plain
from generator.model import Exemption, Organization

# Where somebody lives or is ill is private, whoever it is.
_PRIVATE = re.compile("บ้าน|ที่ดิน|ที่นา|ที่สวน|สวน|ไร่|แปลง|ผู้ป่วย|ผู้ติดเชื้อ")
_MARKS = re.compile(r"[\s()-]|(?<=[0-9])\.(?=[0-9])")
_COUNTRY = re.compile(r"\+\s?66(?:\s?\(0\))?[\s-]*|\b0066[\s-]*")


class Exempt:
    """What may be published all the same: what is listed, and the office's own numbers and head."""

    def __init__(self, organization: Organization, listed: Iterable[Exemption]) -> None:
        """Allow the contact that the organisation publishes, its executive, and what is listed."""
        self._listed = {_bare(one.text): one for one in listed}
        self._office = _bare("\n".join(organization.contact.values()))
        executive = organization.executive
        self._head = _bare(executive.name) if executive else ""
        self._used: set[str] = set()

    def __call__(self, found: str) -> bool:
        """Whether the text that was found may be published."""
        bare = _bare(found)
        if bare in self._listed:
            self._used.add(bare)
            return True
        by_office = bool(self._head) and bare.endswith(self._head) and not _PRIVATE.search(bare)
        return by_office or bare in self._office

    def unused(self) -> list[Exemption]:
        """Return the listed texts that were found nowhere."""
        return [one for bare, one in self._listed.items() if bare not in self._used]


def _bare(text: str) -> str:
    """Return what the ways to write one number or name have in common."""
    return _MARKS.sub("", _COUNTRY.sub("0", plain(text).text))
