"""A JSON schema for plan.yml, made from the parser's own tables of keys, for editors.

An editor then completes the keys, explains them and marks a misspelt one while it is typed. What
is wrong all the same is for `phaen check` to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.machine.layout import PLAN
from generator.plan.model import DraftPolicy
from generator.plan.parse.plan import (
    DOCUMENT_KEYS,
    EDITION_KEYS,
    FLAT_AMENDMENT_KEYS,
    FLAT_PLAN_KEYS,
    OFFICIAL_KEYS,
    RESULT_KEYS,
    STATED_KEYS,
    STRATEGY_KEYS,
    TRIGGER_KEYS,
)
from generator.plan.parse.vocabulary import AMENDMENT_KINDS
from generator.plan.parse.wording import PARTS
from generator.plan.sheet import HiddenPolicy

Schema = Mapping[str, Any]

_TEXT: Schema = {"type": ["string", "number", "null"]}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
# Said on hovering over a key.
_SAID = {
    "fiscal_year": "ปีงบประมาณ พ.ศ. ให้ตรงกับชื่อโฟลเดอร์ เช่น 2570",
    "title": "ชื่อเต็มตามเอกสาร",
    "strategies": "ยุทธศาสตร์ตามแผนพัฒนาท้องถิ่น",
    "id": "เลขยุทธศาสตร์ ใช้เป็นที่อยู่หน้าเว็บ ตั้งแล้วอย่าเปลี่ยน",
    "name": "ชื่อตามเอกสารทุกคำ",
    "tactics": "กลยุทธ์หรือแนวทางการพัฒนา",
    "legal_basis": "ข้อความอ้างระเบียบในประกาศ",
    "trigger": "เหตุที่ทำให้ต้องจัดทำแผน เริ่มนับ 30 วันตามข้อ 27",
    "event": "ชื่อเหตุ เช่น งบประมาณรายจ่ายประจำปี",
    "date": "วันที่ เช่น 25 กันยายน 2569",
    "edition": "วันที่พิจารณา ประกาศ และปิดประกาศ",
    "considered": "วันที่คณะกรรมการพัฒนาท้องถิ่นพิจารณา",
    "announced": "วันที่ผู้บริหารท้องถิ่นประกาศ เริ่มนับ 15 วันตามข้อ 26 (2)",
    "posted_from": "วันแรกที่ปิดประกาศ",
    "posted_until": "วันสุดท้ายที่ปิดประกาศ ไม่น้อยกว่า 30 วัน",
    "posted_at": "สถานที่ปิดประกาศ",
    "web_from": "วันที่ขึ้นเว็บไซต์",
    "documents": "เอกสารที่ลงนามแล้ว",
    "file": "ชื่อแฟ้มในโฟลเดอร์ของปีนี้ เช่น documents/announcement.pdf",
    "evidence": "ภาพถ่ายการปิดประกาศ",
    "stated_totals": "ยอดที่เขียนในเอกสารที่ลงนาม แสดงคู่กับยอดที่คำนวณ",
    "projects": "จำนวนโครงการ",
    "budget": "งบประมาณรวมเป็นบาท",
    "results": "การปิดประกาศผลการติดตามและประเมินผล",
    "proposed": "วันที่เสนอผู้บริหารท้องถิ่น",
    "ita": "เลขข้อ ITA ของปีนั้น เช่น plan: o8",
    "kind": "ชนิดของฉบับ: " + " ".join(AMENDMENT_KINDS),
    "signatory": "ผู้ลงนามในประกาศ ชื่อนี้เผยแพร่ได้",
    "committee": "คณะกรรมการ ชื่อเหล่านี้เผยแพร่ได้",
    "foreword": "คำนำของเล่มแผน เว้นไว้ได้ มีข้อความให้",
    "introduction": "ส่วนที่ 1 ของเล่มแผน สี่ตอน: บทนำ วัตถุประสงค์ ขั้นตอน ประโยชน์ ตอนที่เว้นไว้มีข้อความให้",
    "hidden": "แถวและคอลัมน์ที่ซ่อนไว้ใน Excel: publish เผยแพร่ด้วย, omit ไม่เผยแพร่",
    "draft": "แผนและฉบับแก้ไขที่ยังไม่ถึงวันประกาศ: publish เผยแพร่พร้อมคำว่าร่าง, omit ไม่เผยแพร่ (ปกติ)",
    "position": "ตำแหน่ง",
    "number": "เลขที่ของฉบับตามเอกสาร เช่น 1/2570",
}


def plan_schema() -> dict[str, Any]:
    """Return the schema: of a year's plan.yml, or of an amendment's."""
    inner: dict[str, Schema] = {
        "strategies": _list(_mapping(STRATEGY_KEYS, {"tactics": _TEXTS}, ("id", "name"))),
        "trigger": _mapping(TRIGGER_KEYS),
        "documents": _list(_mapping(DOCUMENT_KEYS, {}, DOCUMENT_KEYS)),
        "evidence": _TEXTS,
        "posted_at": _TEXTS,
        "stated_totals": _mapping(STATED_KEYS, {"strategies": _free()}),
        "ita": _free(),
        "signatory": _mapping(OFFICIAL_KEYS),
        "hidden": {"enum": [one.value for one in HiddenPolicy if one.value]},
        "draft": {"enum": [one.value for one in DraftPolicy]},
        "introduction": {**_TEXTS, "maxItems": PARTS},
        "committee": _list({"anyOf": [_TEXT, _mapping(OFFICIAL_KEYS, {}, ("name",))]}),
    }
    inner["edition"] = _mapping(EDITION_KEYS, inner)
    inner["results"] = _list(_mapping(RESULT_KEYS, inner))
    plan = _mapping(FLAT_PLAN_KEYS, inner, ("fiscal_year", "strategies"))
    amendment = _mapping(FLAT_AMENDMENT_KEYS, inner)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": PLAN,
        "if": {"required": ["fiscal_year"]},
        "then": plan,
        "else": amendment,
    }


def _mapping(
    keys: Sequence[str], inner: Mapping[str, Schema] | None = None, required: Sequence[str] = ()
) -> Schema:
    properties = {key: {**(inner or {}).get(key, _TEXT), "description": _SAID[key]} for key in keys}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": list(required),
    }


def _list(items: Schema) -> Schema:
    return {"type": ["array", "null"], "items": items}


def _free() -> Schema:
    return {"type": ["object", "null"], "additionalProperties": _TEXT}
