"""Files that are published as they are: theme, hand-written pages, signed papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.machine.artifact import Artifact
from generator.machine.layout import of_year
from generator.plan.model import Plan
from generator.site.addresses import address


def tree_artifacts(below: str, files: Mapping[str, bytes]) -> Iterator[Artifact]:
    """Yield `files` under the folder `below` of the staging tree."""
    for path, data in files.items():
        yield Artifact(f"{below}/{path}", data)


def paper_artifacts(plans: Iterable[Plan], fetch: Callable[[str], bytes]) -> Iterator[Artifact]:
    """Yield the papers that `plans` name, at their path below the year's address.

    `fetch` returns the bytes of a file by its path below the portal.
    """
    for plan in plans:
        for file in plan.papers:
            year = plan.year.label
            yield Artifact(address("paper").staged(year, file), fetch(of_year(year, file)))
