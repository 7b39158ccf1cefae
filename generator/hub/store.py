"""What the hub keeps of each member: its last good harvest, and what came of the last try.

    state/<code>/member.json          facts, and which folder has the rows
    state/<code>/<digest>/2569.json.gz  a year's rows
    state/partitions.json             the partitions of the last finished run, by what they hold

A file is replaced in one step, so that whoever is killed leaves whole ones; what nothing leads to
any more goes with the next run. No sources are kept: what a member takes back lies nowhere here.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.hub.harvest.table import Table
from generator.machine.disk import move_file, put_file

STATE = "state"
#: Below the folder of a harvest's work: what was taken back, and the rows.
TAKEN, ROWS = "taken.json", "rows"
_FACTS, _PARTITIONS = "member.json", "partitions.json"
_CODE = re.compile("[0-9]{7,8}", re.ASCII)
_WORK = ".work-"


@dataclass(frozen=True, slots=True)
class Good:
    """A harvest that is kept: `folder` has its rows, whose digests by year are `years`.

    `source` is what it was made from, `day` when, `office` what the office is, `rows` how many
    rows of projects each year has. `taken` are the cells (year, project, column) that were taken
    back by then, `withdrawn` names all that was said of what was. Days are ISO dates; `until` is
    empty where no day changes anything. `portal` names the portal that the hub shows for it.
    """

    key: str
    source: str
    day: str
    until: str
    folder: str
    years: Mapping[str, str]
    rows: Mapping[str, int]
    office: Mapping[str, str]
    warnings: int = 0
    taken: tuple[tuple[str, str, str], ...] = ()
    withdrawn: str = ""
    portal: str = ""

    def holds(self, key: str, today: str) -> bool:
        """Whether the same sources give the same rows on that day."""
        return self.key == key and self.day <= today and (not self.until or today < self.until)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a member: its last good harvest, and why a later try gave none.

    `tried` and `day` are the key and the day of that try, empty where the last one was good.
    `closed` says that the portal was taken down for what the member took back.
    """

    good: Good | None = None
    tried: str = ""
    day: str = ""
    reason: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of one member's state, or of all of them."""

    home: Path

    def member(self, code: str) -> Path:
        """Return the folder of a member."""
        return self.home / code

    def kept(self, code: str) -> Kept:
        """Return what is known of a member; nothing where there is none, or it cannot be read."""
        try:
            told = json.loads((self.member(code) / _FACTS).read_bytes())
            good = told["good"]
            if good:
                good["taken"] = tuple(tuple(one) for one in good["taken"])
                good = Good(**good)
                if not all(
                    (self.member(code) / good.folder / _file(y)).is_file() for y in good.years
                ):
                    good = None
            closed = told.get("closed", False)
            return Kept(good, told["tried"], told["day"], told["reason"], closed)
        except (OSError, ValueError, KeyError, TypeError):
            return Kept()

    def keep(self, code: str, kept: Kept) -> None:
        """Know this of a member from now on; rows of an earlier harvest go. Raises OSError."""
        folder = self.member(code)
        folder.mkdir(parents=True, exist_ok=True)
        data = json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True, indent=1)
        put_file(folder / _FACTS, f"{data}\n".encode(), part=_unique(folder))
        for path in list(folder.iterdir()):
            used = path.name.startswith(_WORK) or (kept.good and path.name == kept.good.folder)
            if path.is_dir() and not used:
                shutil.rmtree(path, ignore_errors=True)

    def place(self, code: str, made: Path, digest: str) -> str:
        """Put a folder of rows in its place; return its name. Of two at once one is as good."""
        name = digest[:32]
        home = self.member(code) / name
        try:
            move_file(made, home)
        except OSError:
            if not home.is_dir():
                raise
        return name

    @contextlib.contextmanager
    def work(self, code: str) -> Iterator[Path]:
        """Give a new folder on the same disk; it is gone afterwards. Raises OSError."""
        folder = self.member(code)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=_WORK, dir=folder, ignore_cleanup_errors=True
        ) as made:
            yield Path(made)

    def sweep(self, codes: Iterable[str]) -> None:
        """Remove what killed runs left, and everything of who is no member any more."""
        members = frozenset(codes)
        for folder in list(self.home.iterdir()) if self.home.is_dir() else ():
            if _CODE.fullmatch(folder.name) and folder.name not in members:
                shutil.rmtree(folder, ignore_errors=True)
            elif folder.name in members:
                _clear(folder)
        _clear(self.home)

    def partitions(self) -> dict[str, Any]:
        """Return what the last finished run noted; nothing where it cannot be read."""
        try:
            told = json.loads((self.home / _PARTITIONS).read_bytes())
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def note(self, told: Mapping[str, Any]) -> None:
        """Note what a finished run wrote. Raises OSError."""
        data = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
        put_file(self.home / _PARTITIONS, f"{data}\n".encode(), part=_unique(self.home))


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{_WORK}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _file(year: str) -> str:
    return f"{year}.json.gz"


def _unique(folder: Path) -> Path:
    """Return a name where bytes wait that no other run writes to at the same time."""
    with tempfile.NamedTemporaryFile(prefix=_WORK, dir=folder, delete=False) as made:
        return Path(made.name)


def write_year(folder: Path, year: str, tables: Mapping[str, Table]) -> str:
    """Write a year's rows into a folder; return the digest of what they say. Raises OSError."""
    told = {name: {"columns": one.columns, "rows": one.rows} for name, one in tables.items()}
    data = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    (folder / _file(year)).write_bytes(gzip.compress(data, 6, mtime=0))
    return hashlib.sha256(data).hexdigest()


def read_year(folder: Path, year: str) -> dict[str, Table]:
    """Return what `write_year` wrote. Raises OSError and ValueError."""
    told = json.loads(gzip.decompress((folder / _file(year)).read_bytes()))
    return {
        name: Table(tuple(one["columns"]), tuple(map(tuple, one["rows"])))
        for name, one in told.items()
    }


def digest_of(years: Mapping[str, str]) -> str:
    """Return the digest of a whole harvest."""
    return hashlib.sha256(json.dumps(years, sort_keys=True).encode()).hexdigest()
