"""What is made of all years together, sealed ones too: it belongs to no seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.archive import SealedYear, sealed_file
from generator.machine.artifact import Artifact
from generator.site.addresses import address
from generator.site.render.all_years import all_years_artifact
from generator.site.render.embeds import embed_artifacts
from generator.site.render.search import site_assets
from generator.site.views import SiteView


def shared_artifacts(
    site: SiteView, theme: Path, held: Callable[[str], str] = str
) -> Iterator[Artifact]:
    """Yield the file of all years, and the small pages that other sites frame.

    `held` returns a page with its words held together at the ends of lines.
    """
    yield from all_years_artifact(site, sealed_table)
    yield from embed_artifacts(site, theme, site_assets(site, theme).folder, held)


def sealed_table(year: SealedYear) -> str:
    """Return the text of a sealed year's data file. Raises DamagedSealError and OSError."""
    return sealed_file(year, address("data-table").path).decode("utf-8-sig", "replace")
