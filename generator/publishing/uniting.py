"""What commands of ours write into a plan, united as it was meant: nobody is asked of a digest.

Records by row and line, withdrawn.yml and privacy.yml by entry, the chain of seals by seal. What
cannot be united names the command that makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.archive import Chain, Seal, read_chain
from generator.archive.chain import written
from generator.machine.git_program import GitError
from generator.machine.layout import SEALS, WITHDRAWN, of_year
from generator.plan.merge import (
    CoveredAgain,
    Merged,
    is_list,
    is_record,
    merge_entries,
    merge_records,
)
from generator.plan.withdraw import Entry, entries_of, with_entries
from generator.problems import Place
from generator.thai.dates import parse_date

_DAMAGED = (
    "{path} เสียหายในรุ่นของคนหนึ่ง สั่ง phaen check แล้วกู้ด้วย git restore -- {path} แล้วสั่ง phaen sync ใหม่"
)
_SEALED_TWICE = (
    "สองคนปิดผนึกปี {year} ต่างกัน รวมไม่ได้ ใช้ฉบับที่ส่งก่อน: สั่ง git restore --source={theirs} -- "
    "{path} plans/{year}/sealed แล้ว phaen sync ถ้าต้องปิดผนึกใหม่ สั่ง phaen seal {year} --supersede "
    "--reason เหตุผล"
)
_DAY = 10  # signs of a day, as records write it


class Uniting:
    """Unites files that one `phaen sync` meets; keeps which cells were covered by both."""

    def __init__(self) -> None:
        """Nothing is united yet."""
        self._again: dict[str, list[CoveredAgain]] = {}

    def merged(self, path: str, base: bytes | None, ours: bytes, theirs: bytes) -> Merged | None:
        """Return a file of ours united; None for any other file.

        Raises GitError, and SealedTwiceError where both sealed one year.

        Records are to come before lists: `order` says so.
        """
        if is_record(path):
            return Merged(self._record(path, base, ours, theirs))
        if path == SEALS:
            return Merged(_chain(base, ours, theirs))
        if is_list(path) and (made := merge_entries(path, base, ours, theirs)) is not None:
            return Merged(self._with_again(path, made))
        return None

    def _record(self, path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
        made = merge_records(path, base, ours, theirs)
        if made is None:
            raise GitError(_DAMAGED.format(path=path))
        self._again.setdefault(PurePosixPath(path).parts[1], []).extend(made.again)
        return made.data

    def _with_again(self, path: str, data: bytes) -> bytes:
        """Add an entry for each cell that both covered, each otherwise."""
        label = PurePosixPath(path).parts[1]
        for one in self._again.get(label, ()) if path == of_year(label, WITHDRAWN) else ():
            entry = Entry(one.edition, one.report, one.id, one.column)
            count = entry.count_in(entries_of(data, Place(path)))
            if count < 2:  # both wrote the same entry, which is one
                reason = f"{one.told[_DAY:].strip()} (ครั้งที่ {count + 1})"
                day = parse_date(one.told[:_DAY])
                data = with_entries(data, Place(path), [(entry, reason)], day)
        return data


def order(paths: Iterable[str]) -> list[str]:
    """Return paths in the order in which they are to be merged: records first."""
    return sorted(paths, key=lambda path: (not is_record(path), path))


def _chain(base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
    """Return the chain of those who sent first, with our seals at its end.

    Each line names the one above it, so ours are written anew. Raises SealedTwiceError where both
    sealed one year, GitError for a chain that is broken.
    """
    was, mine, sent = (read_chain(one) if one else Chain() for one in (base, ours, theirs))
    if mine.broken or sent.broken:
        raise GitError(_DAMAGED.format(path=SEALS))
    added = [one for one in mine.seals if one not in (*was.seals, *sent.seals)]
    both = {one.year for one in added} & {one.year for one in sent.seals if one not in was.seals}
    if both:
        raise SealedTwiceError(min(both))
    made = sent
    for one in added:
        made = made.with_seal(_dated(one, made))
    return written(made) if added else theirs


def _dated(seal: Seal, chain: Chain) -> Seal:
    """Return a seal for the end of a chain: no line is earlier than the one above it."""
    last = chain.seals[-1].day if chain.seals else seal.day
    return Seal(seal.year, seal.digest, max(seal.day, last), seal.reason, seal.release)


class SealedTwiceError(Exception):
    """Two people sealed one year: `year`."""

    def __init__(self, year: str) -> None:
        super().__init__(year)
        self.year = year

    def refusal(self, theirs: str) -> GitError:
        """Return what to tell, given the commit that was sent first."""
        return GitError(_SEALED_TWICE.format(year=self.year, theirs=theirs[:12], path=SEALS))


def withdrawn_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the papers and pages that lists of withdrawals, by their path, tell and did not."""
    for path, data in after.items():
        label = PurePosixPath(path).parts[1]
        known = {one.statement for one in entries_of(before.get(path, b""), Place(path))}
        for one in entries_of(data, Place(path)):
            if one.file and one.statement not in known:
                yield from (one.file, of_year(label, one.file))
