"""What is made of all years together, sealed ones too: it belongs to no seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.archive import SealedYear, sealed_file
from generator.machine.artifact import Artifact
from generator.site.addresses import address
from generator.site.render.all_years import all_years_artifacts
from generator.site.render.embeds import embed_artifacts
from generator.site.render.opendata import Kept
from generator.site.render.search import site_assets
from generator.site.render.templates import interface
from generator.site.views import SiteView


def shared_artifacts(
    site: SiteView,
    theme: Path,
    held: Callable[[str], str] = str,
    kept: Kept | None = None,
) -> Iterator[Artifact]:
    """Yield the files of all years, and the small pages that other sites frame.

    `held` returns a page with its words held together at the ends of lines; workbooks are taken
    from `kept`.
    """
    words = interface(theme, site.organization)
    yield from all_years_artifacts(site, sealed_text, words.said, kept or Kept({}))
    yield from embed_artifacts(site, theme, site_assets(site, theme).folder, held)


def sealed_text(year: SealedYear, path: str) -> str:
    """Return the text of a sealed year's file. Raises DamagedSealError and OSError."""
    return sealed_file(year, path).decode("utf-8-sig", "replace")


def sealed_table(year: SealedYear) -> str:
    """Return the text of a sealed year's data file. Raises DamagedSealError and OSError."""
    return sealed_text(year, address("data-table").path)
