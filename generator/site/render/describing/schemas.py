"""A JSON Schema of every JSON that the site publishes, told from the definitions of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.machine.artifact import Artifact
from generator.plan.fields import Column
from generator.site.addresses import address
from generator.site.national import national_form
from generator.site.render.describing.columns import json_property
from generator.site.render.describing.told import address_of, written
from generator.site.views import SiteView, list_columns_of_json, table_columns

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Mapping[str, Any] = {"type": "string"}
_TEXTS: Mapping[str, Any] = {"type": "array", "items": _TEXT}
_YEAR: Mapping[str, Any] = {"type": "string", "pattern": "^2[4-9][0-9]{2}$"}
_DIGEST = "^sha256:[0-9a-f]{64}$"
_Schema = Mapping[str, Any]


def schema_artifacts(site: SiteView) -> Iterator[Artifact]:
    """Yield the schemas, each at its own address."""
    entry = address("schema")
    for name, schema in json_schemas().items():
        where = address_of(site.organization, entry.at(one=name))
        told = {"$schema": _DRAFT, "$id": where, **schema}
        if not site.organization.site_url:
            del told["$id"]  # it is where it is found
        yield Artifact(entry.staged(one=name), written(told))


def json_schemas() -> Mapping[str, _Schema]:
    """Return the schema of each kind of file by its name: a table's own, or what it is."""
    return {
        **{name: _table(name, columns) for name, columns in table_columns().items()},
        "list": _table("list", list_columns_of_json()),
        "years": _years(),
        "catalogue": _catalogue(),
        "datapackage": _datapackage(),
        "dcat": _dcat(),
    }


def _object(title: str, properties: _Schema, optional: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "required": [one for one in properties if one not in optional],
        "properties": dict(properties),
    }


def _table(name: str, columns: Sequence[Column]) -> _Schema:
    """Return the schema of a table: in files of all years an earlier year's columns may follow."""
    cells = [_nullable(json_property(one)) for one in columns]
    rows = {
        "type": "array",
        "prefixItems": cells,
        "items": {"type": ["string", "null"]},
        "minItems": len(columns),
    }
    names = {
        "type": "array",
        "prefixItems": [{"const": one.code} for one in columns],
        "items": _TEXT,
        "minItems": len(columns),
    }
    return _object(name, {"columns": names, "rows": {"type": "array", "items": rows}})


def _nullable(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "type": [one["type"], "null"]}


def _years() -> _Schema:
    year = _object(
        "year",
        {
            "version": _YEAR,
            "title": _TEXT,
            "aliases": _TEXTS,
            "draft": {"const": True},
            "sealed": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        },
        ("draft", "sealed"),
    )
    return {"title": "years", "type": "array", "items": year}


def _catalogue() -> _Schema:
    resource = _object("resource", dict.fromkeys(("name", "url", "format", "mimetype"), _TEXT))
    fields = national_form().fields
    properties = {one.name: _TEXTS if one.many else _TEXT for one in fields}
    beside = [one.name for one in fields if one.beside]
    told = {**properties, "url": _TEXT, "resources": {"type": "array", "items": resource}}
    return _object("catalogue", told, beside)


def _datapackage() -> _Schema:
    field = _object("field", {"name": _TEXT, "type": _TEXT})
    schema = _object("schema", {"fields": {"type": "array", "items": field}})
    resource = _object(
        "resource",
        {
            **dict.fromkeys(("name", "path", "title", "format", "mediatype", "encoding"), _TEXT),
            "bytes": {"type": "integer", "minimum": 1},
            "hash": {"type": "string", "pattern": _DIGEST},
            "schema": schema,
        },
    )
    licence = _object("licence", dict.fromkeys(("name", "path", "title"), _TEXT))
    told = {
        "profile": {"const": "tabular-data-package"},
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
        "title": _TEXT,
        "homepage": _TEXT,
        "description": _TEXT,
        "licenses": {"type": "array", "items": licence, "minItems": 1},
        "keywords": _TEXTS,
        "resources": {"type": "array", "items": resource, "minItems": 1},
    }
    return _object("datapackage", told, ("homepage", "description", "licenses")) | {
        "description": "Beside https://specs.frictionlessdata.io/schemas/tabular-data-package.json",
    }


def _dcat() -> _Schema:
    reference = _object("reference", {"@id": _TEXT})
    size = _object("size", {"@value": {"type": "string", "pattern": "^[0-9]+$"}})
    file = {
        "@id": _TEXT,
        "@type": {"const": "dcat:Distribution"},
        "dcat:accessURL": reference,
        "dcat:downloadURL": reference,
        "dcat:mediaType": reference,
        "dcat:byteSize": size,
        "dct:license": reference,
        "spdx:checksum": {"type": "object"},
    }
    dataset = {
        "@id": _TEXT,
        "@type": {"const": "dcat:Dataset"},
        "dct:title": {"type": "object"},
        "dct:publisher": reference,
        "dct:temporal": {"type": "object"},
        "dct:spatial": {"type": "object"},
        "dct:license": reference,
        "dcat:distribution": _all(_object("distribution", file, ["dct:license"])),
    }
    told = {
        "@context": {"type": "object"},
        "@id": _TEXT,
        "@type": {"const": "dcat:Catalog"},
        "dct:title": {"type": "object"},
        "dct:license": reference,
        "dcat:dataset": _all(_object("dataset", dataset, ["dct:license"])),
    }
    return _object("dcat", told, ["dct:license"])


def _all(one: _Schema) -> _Schema:
    return {"type": "array", "items": one}
