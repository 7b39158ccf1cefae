"""What describes our data to machines: packages, DCAT, the national catalogue, JSON Schemas.

All of it is told from the bytes of the files that are published, the definitions of their columns
and what the plan says of itself. Its floors:
0 columns, files, told · 1 catalogue, dcat, package, schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.site.render.describing.catalogue import catalogue_artifacts
from generator.site.render.describing.dcat import dcat_artifact
from generator.site.render.describing.files import DataFile, noted, sealed_files
from generator.site.render.describing.package import all_years_package, year_packages
from generator.site.render.describing.schemas import json_schemas, schema_artifacts
from generator.site.render.opendata import Kept, opendata_artifacts
from generator.site.render.templates import interface
from generator.site.views import SiteView


def year_data(site: SiteView, theme: Path, kept: Kept) -> Iterator[Artifact]:
    """Yield the data files of every year, and then the package that describes each year's."""
    files: list[DataFile] = []
    yield from noted(opendata_artifacts(site, theme, kept), files)
    yield from year_packages(site, interface(theme, site.organization), files)


def with_descriptions(site: SiteView, theme: Path, *made: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield all that was `made`, and then what describes the data in it and in sealed years.

    Raises DamagedSealError and OSError.
    """
    words = interface(theme, site.organization)
    files: list[DataFile] = []
    yield from noted(chain(*made), files)
    for year in site.sealed:
        files += sealed_files(year)
    yield all_years_package(site, words, files)
    yield dcat_artifact(site, words, files)
    yield from catalogue_artifacts(site, words, files)
    yield from schema_artifacts(site)


__all__ = ["json_schemas", "with_descriptions", "year_data"]
