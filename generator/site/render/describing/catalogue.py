"""The national catalogue's form, filled in: for its programs as JSON, for a clerk as a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from generator.machine.artifact import Artifact
from generator.plan.formulas import guarded
from generator.site.addresses import address
from generator.site.render.describing.files import DataFile
from generator.site.render.describing.told import address_of, told_years, written
from generator.site.render.templates import Words
from generator.site.views import CatalogueField, SiteView, catalogue
from generator.thai.text import printable


def catalogue_artifacts(
    site: SiteView, words: Words, files: Sequence[DataFile]
) -> Iterator[Artifact]:
    """Yield the form as CKAN takes it (`package_create`), and as two columns to be pasted."""
    form = catalogue(site.organization, [one.label for one in told_years(site, words)])
    yield Artifact(address("catalogue").staged(), written(_ckan(site, form, words, files)))
    yield Artifact(address("catalogue-sheet").staged(), _sheet(form, words))


def _ckan(
    site: SiteView,
    form: Sequence[CatalogueField],
    words: Words,
    files: Sequence[DataFile],
) -> dict[str, Any]:
    told = {one.name: [*one.values] if one.many else one.value for one in form}
    years = {one.label for one in told_years(site, words)}
    shown = [one for one in files if not one.year or one.year in years]
    return {
        **told,
        "url": site.organization.site_url,
        "resources": [_resource(site, one, words) for one in shown],
    }


def _resource(site: SiteView, file: DataFile, words: Words) -> dict[str, str]:
    table = words.plain(f"open.{file.table}")
    name = words.plain("described.in_year", table=table, year=file.year) if file.year else table
    return {
        "name": name,
        "url": address_of(site.organization, file.path, "../"),
        "format": file.ending.upper(),
        "mimetype": file.media_type,
    }


def _sheet(form: Sequence[CatalogueField], words: Words) -> bytes:
    """Return CSV that Excel opens in Thai: the form's fields in its order, each with its value."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((words.plain("described.field"), words.plain("described.value")))
    writer.writerows((one.label, guarded(printable(one.value))) for one in form)
    return f"\ufeff{out.getvalue()}".encode()
