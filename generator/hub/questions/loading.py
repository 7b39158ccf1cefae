"""The dataset → the table of questions: only years of which something changed, whole or not at all.

A year is put together beside: rows of provinces that did not change as they are there, those of
the others folded anew; then it takes the place of the one before in one step.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.hub.dataset.columns import OFFICES, PROVINCE_FOLDER, YEAR_FOLDER
from generator.hub.dataset.writing import DATA
from generator.hub.questions.engine import NO_INDEX_YET, Engine, QuestionsError
from generator.hub.questions.rows import Part, write_rows
from generator.hub.questions.tables import COLUMNS, NEXT, TABLE, created, is_other
from generator.machine.packaged import code_digest

_PLACE = re.compile(rf"projects/{YEAR_FOLDER}=([0-9]{{4}})/{PROVINCE_FOLDER}=([^/]+)/[^/]+")
_BETWEEN = "\x01"
_AT_ONCE = 8  # partitions of one insert
_HAVE = (
    "SELECT fiscal_year, province, any(part) "  # noqa: S608
    f"FROM {TABLE} GROUP BY fiscal_year, province"
)
_TOLD = (
    "SELECT name, type FROM system.columns "  # noqa: S608
    f"WHERE database = currentDatabase() AND table = '{TABLE}'"
)
_KEPT = (
    f"INSERT INTO {NEXT} SETTINGS {NO_INDEX_YET} = 0 SELECT * FROM {TABLE} "  # noqa: S608
    "WHERE fiscal_year = {year:UInt16} "
    f"AND has(splitByChar('{_BETWEEN}', {{kept:String}}), part)"
)
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: partitions that were read anew, of how many, and their rows."""

    read: int
    partitions: int
    rows: int


def parts_of(hub: Path, version: str) -> dict[str, Part]:
    """Return the partitions of the dataset in a hub's folder by `year/province`.

    `version` is the engine's: another writes its index otherwise. Raises QuestionsError where
    there is no dataset.
    """
    try:
        package = json.loads((hub / "datapackage.json").read_bytes())
        files = {
            one["path"].removeprefix(f"{DATA}/"): one["hash"]
            for resource in package["resources"]
            for one in resource["files"]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuestionsError("no dataset") from error
    found = {}
    for path, digest in sorted(files.items()):
        if place := _PLACE.fullmatch(path):
            year, province = place.groups()
            offices = f"{OFFICES}/{PROVINCE_FOLDER}={province}/{Path(path).name}"
            told = json.dumps([code_digest(), version, year, province, digest, files[offices]])
            key = hashlib.sha256(told.encode()).hexdigest()
            data = hub / DATA
            found[f"{year}/{province}"] = Part(
                int(year), province, key, data / path, data / offices
            )
    return found


def keys_of(parts: Mapping[str, Part]) -> dict[str, str]:
    """Return what is noted of partitions."""
    return {name: one.key for name, one in parts.items()}


def version_of(keys: Mapping[str, str]) -> str:
    """Return what names the rows of all partitions together."""
    return hashlib.sha256(json.dumps(sorted(keys.items())).encode()).hexdigest()[:32]


def keys_there(engine: Engine) -> dict[str, str]:
    """Return the keys of what an engine's table holds, none of one that another program made.

    Raises QuestionsError.
    """
    if is_other([(name, kind) for name, kind in engine.rows(_TOLD, {})]):
        engine.run(f"DROP TABLE {TABLE} SYNC")
    engine.run(created(TABLE))
    return {f"{year}/{province}": key for year, province, key in engine.rows(_HAVE, {})}


def load(engine: Engine, parts: Mapping[str, Part], scratch: Path, step: Step) -> Loaded:
    """Have the engine's table hold these partitions. Raises QuestionsError, OSError, ValueError."""
    there = keys_there(engine)
    changed = [one for name, one in parts.items() if there.get(name) != one.key]
    gone = {name for name in there if name not in parts}
    years = {one.year for one in changed} | {int(name[:4]) for name in gone}
    told = _Loading(engine, scratch, step, len(changed))
    for year in sorted(years, reverse=True):
        own = [one for one in parts.values() if one.year == year]
        if own:
            told.year(year, own, there)
        else:
            engine.run(f"ALTER TABLE {TABLE} DROP PARTITION {year:d}")
    engine.run(f"DROP TABLE IF EXISTS {NEXT} SYNC")
    return Loaded(len(changed), len(parts), told.rows)


class _Loading:
    """Puts years together, and counts what is done."""

    def __init__(self, engine: Engine, scratch: Path, step: Step, every: int) -> None:
        self._engine, self._scratch, self._step, self._all = engine, scratch, step, every
        self._done = self.rows = 0

    def year(self, year: int, parts: Sequence[Part], there: Mapping[str, str]) -> None:
        engine = self._engine
        engine.run(f"DROP TABLE IF EXISTS {NEXT} SYNC")
        engine.run(created(NEXT))
        kept = [one.key for one in parts if there.get(f"{year}/{one.province}") == one.key]
        if kept:
            engine.run(_KEPT, {"year": year, "kept": _BETWEEN.join(kept)})
        read = [one for one in parts if one.key not in kept]
        for at in range(0, len(read), _AT_ONCE):
            self._read(read[at : at + _AT_ONCE])
        # One part is one index to be asked, and its rows are named by where they stand.
        engine.run(f"OPTIMIZE TABLE {NEXT} FINAL SETTINGS optimize_throw_if_noop = 1")
        engine.run(f"ALTER TABLE {TABLE} REPLACE PARTITION {year:d} FROM {NEXT}")

    def _read(self, parts: Sequence[Part]) -> None:
        with tempfile.TemporaryDirectory(prefix=".work-", dir=self._scratch) as folder:
            file = Path(folder) / "rows.parquet"
            if rows := write_rows(parts, file):
                self._engine.insert(NEXT, COLUMNS, file)
                self.rows += rows
        self._done += len(parts)
        self._step("เตรียมคำถาม", self._done, self._all)
