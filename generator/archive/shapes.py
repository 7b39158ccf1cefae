"""What a sealed year may be made of: handed in, since an archive renders nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

# What stands in a path for each of a kind.
_ONE = "[A-Za-z0-9-]+"
# The folder of the sharing images, which another library drew.
CARDS = "cards/"
# The folder of reduced photographs, which another library drew as well.
PHOTOS = "photos/"
# The folder of the papers that another library set.
PAPERS = "papers/"


@dataclass(frozen=True, slots=True)
class YearFile:
    """A file that a sealed year may hold, below its address; without one that it must, it lacks.

    In `path`, `{}` stands for each of `each`: a kind of group, "rows", "amendments", "earlier"
    (editions that another followed) or "halves" (of which progress is told for good).
    """

    path: str
    each: str = ""
    must: bool = False

    def paths(self, each: Iterable[object]) -> frozenset[str]:
        """Return the paths that the file has for what there is one of each."""
        return frozenset(map(self.path.format, each)) if self.each else frozenset({self.path})

    def is_at(self, path: str) -> bool:
        """Whether a path, below the year's address, may be one of this file's."""
        return bool(re.fullmatch(_ONE.join(map(re.escape, self.path.split("{}"))), path))


@dataclass(frozen=True, slots=True)
class Shapes:
    """What releases of Phaen put beside and into pages, old releases too.

    `policies` are the content security policies that pages stand under. `is_data_script` tells a
    script that holds data and does nothing else. `assets_address` gives the folder that files,
    by their path below it, are published in. `files` are those of a year's folder but its papers;
    its rows are listed in the one at `table`, searched in the one at `index`, each told by the one
    at `row` (with `{}` for its id), and summed by the one at `page`. Beside that folder stands the
    page `home`; `around` are files that may, besides pages and pictures. `codes` are what
    JSON calls the columns of each table of data, by their headings: both are for good.
    """

    policies: tuple[str, ...]
    is_data_script: Callable[[bytes], bool]
    assets_address: Callable[[Mapping[str, bytes]], str]
    files: tuple[YearFile, ...] = ()
    around: tuple[YearFile, ...] = ()
    table: str = ""
    index: str = ""
    page: str = ""
    row: str = ""
    home: str = ""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def holds(self, path: str) -> bool:
        """Whether a path, below a year's address, may be one of a year's files."""
        return any(file.is_at(path) for file in self.files)

    def has_around(self, path: str) -> bool:
        """Whether a path, below the site, may be a file that stands beside a year's folder."""
        return any(file.is_at(path) for file in self.around)


NO_SHAPES = Shapes((), lambda _script: False, lambda _files: "")
