"""What members.json is, as a JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.machine.layout import YEAR_PATTERN

#: What a member's state is called: read now, as it was, its last good state, none yet.
FRESH, UNCHANGED, KEPT, NEVER = "fresh", "unchanged", "kept", "never"
_TEXT: Mapping[str, Any] = {"type": "string"}
_DAY: Mapping[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_SOURCE = "^(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$"
_COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 0}
_STATES = (FRESH, UNCHANGED, KEPT, NEVER)


def members_schema() -> Mapping[str, Any]:
    """Return the schema; of a member that never had a good state only the first keys are told."""
    member = {
        "code": {"type": "string", "pattern": "^[0-9]{7,8}$"},
        "district": _TEXT,
        "province": _TEXT,
        "way": {"enum": ["git", "folder", "site"]},
        "state": {"enum": list(_STATES)},
        "reason": {**_TEXT, "description": "เหตุที่ไม่ได้ข้อมูลใหม่ ภาษาไทย"},
        "name": _TEXT,
        "site_url": _TEXT,
        "hosted": {"const": True, "description": "ศูนย์รวมแสดงเว็บไซต์แทนที่ site_url"},
        "good_on": {**_DAY, "description": "วันที่อ่านข้อมูลที่ใช้อยู่"},
        "source": {"type": "string", "pattern": _SOURCE},
        "projects": {"type": "object", "additionalProperties": _COUNT,
                     "propertyNames": {"pattern": f"^{YEAR_PATTERN}$"}},
        "warnings": _COUNT,
    }  # fmt: skip
    told = {
        "type": "object",
        "required": ["code", "district", "province", "way", "state"],
        "properties": member,
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "members",
        "type": "object",
        "required": ["name", "today", "counts", "members"],
        "properties": {
            "name": _TEXT,
            "search": {**_TEXT, "description": "ที่อยู่ของหน้าค้นหาโครงการของทุกองค์กร"},
            "dataset": {**_TEXT, "description": "ที่อยู่ของชุดข้อมูล มี datapackage.json"},
            "today": _DAY,
            "counts": {"type": "object", "required": list(_STATES),
                       "properties": dict.fromkeys(_STATES, _COUNT)},
            "members": {"type": "array", "items": told},
        },
        "additionalProperties": False,
    }  # fmt: skip
