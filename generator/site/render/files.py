"""Files that are published as they are: theme, hand-written pages, signed papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.machine.artifact import Artifact
from generator.machine.layout import of_year
from generator.site.addresses import address
from generator.site.views import YearView


def tree_artifacts(below: str, files: Mapping[str, bytes]) -> Iterator[Artifact]:
    """Yield `files` under the folder `below` of the staging tree."""
    for path, data in files.items():
        yield Artifact(f"{below}/{path}", data)


def paper_artifacts(years: Iterable[YearView], fetch: Callable[[str], bytes]) -> Iterator[Artifact]:
    """Yield the papers that plans and their reports name, at their path below the year's address.

    `fetch` returns the bytes of a file by its path below the portal.
    """
    for year in years:
        for file in sorted({*year.whole.papers, *year.attached}):
            label = year.label
            yield Artifact(address("paper").staged(label, file), fetch(of_year(label, file)))
