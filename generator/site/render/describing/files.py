"""The data files that a site publishes, by what they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.archive import SealedYear, sealed_file
from generator.machine.artifact import Artifact
from generator.machine.layout import YEAR_PATTERN
from generator.site.addresses import address
from generator.site.views import table_columns

# The name of a file that opens in Excel in Thai: the table's, and this.
FOR_EXCEL = "-excel"
# What the forms of a table are called, by their endings.
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PATH = re.compile(
    rf"docs/(?:(?P<year>{YEAR_PATTERN})/)?data/(?P<name>[a-z]+(?:-[a-z]+)*)[.](?P<ending>csv|json|xlsx)"
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A published table as a file: `year` is empty for that of all years, `path` is in the site."""

    year: str
    table: str
    ending: str
    path: str
    data: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        """What a server says that it is."""
        return MEDIA[self.ending]

    @property
    def sha256(self) -> str:
        """The digest of its bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def for_excel(self) -> bool:
        """Whether it is the CSV beside the plain one."""
        return f"{self.table}{FOR_EXCEL}.csv" in self.path


def noted(made: Iterable[Artifact], files: list[DataFile]) -> Iterator[Artifact]:
    """Yield the artifacts as they come, and add to `files` those that are tables."""
    for artifact in made:
        if one := _file(artifact.path, artifact.data):
            files.append(one)
        yield artifact


def sealed_files(year: SealedYear) -> Iterator[DataFile]:
    """Yield the tables that a sealed year publishes. Raises DamagedSealError and OSError."""
    folder = address("data-table").path.rpartition("/")[0]
    for path in sorted(year.pages):
        if path.startswith(f"{folder}/"):
            staged = f"docs/{year.label}/{path}"
            if _PATH.fullmatch(staged) and (one := _file(staged, sealed_file(year, path))):
                yield one


def _file(staged: str, data: bytes) -> DataFile | None:
    found = _PATH.fullmatch(staged)
    table = found["name"].removesuffix(FOR_EXCEL) if found else ""
    if found is None or table not in table_columns():
        return None
    path = staged.removeprefix("docs/")
    return DataFile(found["year"] or "", table, found["ending"], path, data)
