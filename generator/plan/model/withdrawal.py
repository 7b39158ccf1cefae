"""What was taken back of what had been published: which cell, when and why, never its text.

A digest of the text would be as good as the text: names and telephone numbers can be guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile

from generator.problems import Source

MASK = "█"
TRIGGER = "trigger"
DATE_COLUMNS = ("considered", "announced", "posted_from", "posted_until", TRIGGER)
_MASKS = re.compile(f"{MASK}+")
_NUMBER = re.compile(r"\d+")
# What may stand in a name's place: whom it is about, and nobody in particular.
_SOMEBODY = re.compile(
    "ผู้ยากไร้|ผู้ยากจน|คนยากจน|ผู้สูงอายุ|คนชรา|ผู้พิการ|คนพิการ|ผู้ป่วย(?:ติดเตียง)?|ผู้ด้อยโอกาส|ผู้ประสบภัย|"
    "ผู้มีรายได้น้อย|ผู้รับบริการ|ประชาชน|ราษฎร|ชาวบ้าน|ครัวเรือน|ครอบครัว|นักเรียน|เด็ก|เกษตรกร|บุคคล"
)
# What a name is called of which nothing can be left: the row stays, and its page.
NEUTRAL_NAME = f"โครงการ {MASK}"
# Signs that stay at one end where words are covered: other words are another text.
_LEAST_ALIKE = 4


class WithdrawalKind(Enum):
    """Why something that was published may differ now; there are no other reasons."""

    PERSONAL = "ข้อมูลส่วนบุคคล"
    DATE = "พิมพ์วันที่ผิด"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One entry of `withdrawn.yml`: what it names may be masked, or its date be another.

    A row is named by its `edition` or by the day of its `report`, and its `id`; with no `column`
    every text of the row is meant. A date is named by `edition` and `column`. A paper or page by
    `file`; where its name itself was withdrawn, by that name with a mask in it.
    """

    at: Source
    kind: WithdrawalKind
    day: datetime.date
    reason: str
    edition: int | None = None
    report: str = ""
    id: str = ""
    column: str = ""
    file: str = ""

    @property
    def statement(self) -> tuple[str, ...]:
        """What the entry says, for comparing it with an entry of another day."""
        edition = "" if self.edition is None else str(self.edition)
        said = (self.kind.value, self.day.isoformat(), self.reason)
        return (*said, edition, self.report, self.id, self.column, self.file)

    def tells_same(self, now: Withdrawal) -> bool:
        """Whether `now` is this entry, or this with part of its reason covered."""
        same = replace(now, reason=self.reason).statement == self.statement
        return same and (now.reason == self.reason or is_covered_reason(self.reason, now.reason))

    @property
    def renamed(self) -> bool:
        """Whether it tells of a file that goes by another name now, or went."""
        return MASK in self.file

    def names_file(self, file: str) -> bool:
        """Whether the entry is of that file: by its name, or by its name with parts covered."""
        pieces = map(re.escape, _MASKS.split(self.file))
        return bool(self.file) and bool(re.fullmatch(".+".join(pieces), file, re.DOTALL))

    def names_row(self, project: str, *, edition: int | None = None, report: str = "") -> bool:
        """Whether the entry takes back something of that row."""
        same = (self.edition, self.report, self.id) == (edition, report, project)
        return same and self.kind is WithdrawalKind.PERSONAL


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The entries of one year."""

    entries: tuple[Withdrawal, ...] = ()

    def cell(
        self,
        project: str,
        column: str,
        was: str,
        now: str,
        *,
        edition: int | None = None,
        report: str = "",
    ) -> bool:
        """Whether an entry names that cell of a row, and `now` is `was` with something covered.

        Whether a column may be withdrawn at all is for `fields.cell_withdrawn` to say.
        """
        named = any(
            one.names_row(project, edition=edition, report=report) and one.column in ("", column)
            for one in self.entries
        )
        return named and is_masked(was, now, column)

    @property
    def told(self) -> tuple[Withdrawal, ...]:
        """The entries as readers are told of them: of several cells of a row, on one day, once."""
        found: dict[tuple[str, ...], Withdrawal] = {}
        for one in self.entries:
            personal = one.kind is WithdrawalKind.PERSONAL
            found.setdefault((replace(one, column="") if personal else one).statement, one)
        return tuple(found.values())

    def since(self, before: Withdrawn) -> Withdrawn:
        """Return the entries that were not there before: what is told already is used up.

        One whose reason has been covered since is no new one.
        """
        told = {one.statement for one in before.entries}
        masked = [one for one in self.entries if MASK in one.reason]
        again = {
            one.statement for one in masked if any(old.tells_same(one) for old in before.entries)
        }
        known = told | again
        return Withdrawn(tuple(one for one in self.entries if one.statement not in known))

    def date(self, edition: int, column: str) -> bool:
        """Whether an entry allows that a date of an announced edition is another one now."""
        wanted = (WithdrawalKind.DATE, edition, column)
        return any((one.kind, one.edition, one.column) == wanted for one in self.entries)


NOTHING_WITHDRAWN = Withdrawn()


def is_masked(was: str, now: str, column: str = "") -> bool:
    """Whether `now` is `was` with a part covered by █, or nothing at all.

    What can be read beside the mask was told before, in that order; whom it is about may be added
    ("ซ่อมบ้านผู้ยากไร้ █"). It begins or ends as the text did, or has a mask at both ends; a name keeps
    something that can be read, be it that it is one (`NEUTRAL_NAME`).
    """
    if not now:
        return bool(was) and column != "name"
    if column == "name" and now.startswith(NEUTRAL_NAME):
        rest = now.removeprefix(NEUTRAL_NAME)
        if not rest or _only_covered(was, f"{MASK}{rest}"):
            return True
    return _only_covered(was, now, may_be_all=column != "name")


def _only_covered(was: str, now: str, *, may_be_all: bool = True) -> bool:
    if not _MASKS.search(now) or len(now) > len(was) + len(MASK):
        return False
    if not set(_NUMBER.findall(now)) <= set(_NUMBER.findall(was)):
        return False
    words = _MASKS.sub("", now).strip()
    if not words:
        return may_be_all
    least = min(_LEAST_ALIKE, len(words))
    both_ends = now.startswith(MASK) and now.endswith(MASK) and len(words) >= _LEAST_ALIKE
    return (both_ends or _alike(was.strip(), words) >= least) and _told_before(was, now)


def _told_before(was: str, now: str) -> bool:
    """Whether every piece of `now` between masks and words for somebody is in `was`, in order."""
    left = was
    for part in _MASKS.split(now):
        for piece in _SOMEBODY.split(part):
            words = piece.strip(" ()")
            if words not in left:
                return False
            left = left[left.index(words) + len(words) :]
    return True


def is_covered_reason(was: str, now: str) -> bool:
    """Whether a reason is the other one with words of it covered by █, and nothing else."""
    parts = [re.escape(one) for one in _MASKS.split(now)]
    return len(parts) > 1 and bool(re.fullmatch("(?s:.+?)".join(parts), was))


def covered_pieces(was: str, now: str) -> tuple[str, ...]:
    """Return what of a text its masked form does not say any more; nothing where it is no such."""
    if not is_masked(was, now):
        return ()
    gaps, at = [], 0
    for part in _MASKS.split(now.removeprefix("โครงการ ") if "โครงการ" not in was else now):
        for piece in _SOMEBODY.split(part):
            words = piece.strip(" ()")
            found = was.find(words, at)
            gaps.append(was[at:found].strip(" ()"))
            at = found + len(words)
    return tuple(filter(None, (*gaps, was[at:].strip(" ()"))))


def _alike(was: str, now: str) -> int:
    """Return how many signs two texts share at their beginning, or at their end."""
    turned = zip(reversed(was), reversed(now), strict=False)
    return max(_same(zip(was, now, strict=False)), _same(turned))


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
