"""A column as Table Schema and as JSON Schema tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.plan.fields import Column, Kind

# The type in a Table Schema, and what its values keep to.
_TABLE_TYPES: Mapping[Kind, tuple[str, Mapping[str, Any]]] = {
    Kind.TEXT: ("string", {}),
    Kind.CODE: ("string", {}),
    Kind.INTEGER: ("integer", {"minimum": 0}),
    Kind.NUMBER: ("number", {}),
    Kind.PERCENT: ("number", {"minimum": 0, "maximum": 100}),
    Kind.BAHT: ("number", {"minimum": 0}),
    Kind.DEGREES: ("number", {"minimum": -180, "maximum": 180}),
    Kind.DATE: ("date", {}),
    Kind.MONTH: ("yearmonth", {}),
    Kind.YEAR: ("integer", {"minimum": 2400, "maximum": 2999}),
    Kind.ADDRESS: ("string", {}),
}
# In JSON; a cell that says nothing is null or not there.
_JSON_TYPES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.DATE: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Kind.MONTH: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    Kind.YEAR: {"type": "string", "pattern": "^2[4-9][0-9]{2}$"},
}


def table_field(column: Column, *, unique: bool = False) -> dict[str, Any]:
    """Return the field of a Table Schema: its name is the heading, for that stands in the file."""
    kind, bounds = _TABLE_TYPES[column.kind]
    constraints = {**bounds, **({"unique": True} if unique else {})}
    told = {
        "name": column.heading,
        "code": column.code,
        "type": kind,
        "description": column.meaning,
        "unit": column.unit,
        "example": column.example,
        "constraints": constraints,
    }
    return {key: value for key, value in told.items() if value}


def unknown_field(heading: str) -> dict[str, Any]:
    """Return the field of a column that no table has any more: an earlier year's own."""
    return {"name": heading, "type": "string"}


def json_property(column: Column) -> dict[str, Any]:
    """Return what a value of the column is in JSON."""
    kind, bounds = _TABLE_TYPES[column.kind]
    typed = _JSON_TYPES.get(column.kind)
    if typed is None:
        typed = {"type": "number" if column.kind.is_number else "string"}
        if column.kind.is_number:
            typed = {"type": kind, **bounds}
    told = {"title": column.heading, "description": column.meaning, **typed}
    return {key: value for key, value in told.items() if value != ""}
