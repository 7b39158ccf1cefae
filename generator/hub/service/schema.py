"""What `/api/projects` answers, as a JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.hub.questions.asking import SHOWN
from generator.hub.questions.filters import MOST_PAGES, PAGE_ROWS

_TEXT: Mapping[str, Any] = {"type": "string"}
_COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 0}
_BAHT: Mapping[str, Any] = {"type": "number", "minimum": 0}
_OTHERS: Mapping[str, Mapping[str, Any]] = {
    "fiscal_year": {"type": "integer", "description": "ปีงบประมาณ พ.ศ."},
    "office_code": {"type": "string", "pattern": "^[0-9]{7,8}$"},
    "budget_baht": {"type": ["number", "null"], "description": "บาท ว่างเมื่อแผนไม่บอกเป็นตัวเลข"},
    "page": {"type": "string", "description": "หน้าของโครงการในเว็บไซต์ขององค์กร ว่างเมื่อไม่รู้"},
}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "required": [*properties], "properties": dict(properties),
        "additionalProperties": False,
    }  # fmt: skip


def answer_schema() -> Mapping[str, Any]:
    """Return the schema; rows are those of one page, sums those of the whole list."""
    rows = _object({name: _OTHERS.get(name, _TEXT) for name in SHOWN})
    coverage = _object({"have": _COUNT, "of": _COUNT})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "projects",
        **_object({
            "version": {"type": "string", "pattern": "^[0-9a-f]{32}$",
                        "description": "ข้อมูลชุดเดียวกันมีค่าเดียวกัน"},
            "query": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
            "cut": {"type": "boolean", "description": "คำค้นยาวเกินไป ใช้เพียงส่วนต้น"},
            "unread": {"type": "array", "items": {"enum": ["q", "least", "most"]},
                       "description": "คำค้นหรือวงเงินที่อ่านไม่ออก จึงไม่ได้กรองด้วยค่านั้น"},
            "count": _COUNT,
            "budget_baht": {**_BAHT, "description": "ผลรวมของทุกแถวที่บอกวงเงิน ไม่ใช่เฉพาะหน้านี้"},
            "without_amount": {**_COUNT, "description": "จำนวนแถวที่ไม่บอกวงเงินเป็นตัวเลข"},
            "coverage": coverage,
            "page": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
            "pages": _COUNT,
            "rows": {"type": "array", "maxItems": PAGE_ROWS, "items": rows},
        }),
    }  # fmt: skip
