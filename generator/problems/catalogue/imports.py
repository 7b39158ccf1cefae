"""What an imported form leaves to be answered, and what `phaen import` itself says.

`KINDS` are found by `phaen check` in the files that an import left. `ASKED` and `REFUSED` are said
by the import itself, of a form that is no file of a portal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.problems.catalogue.kind import error, warning

_ELSE = "ถ้าเอกสารไม่ได้ระบุจริง ลบข้อความในช่อง “คำถามจากแบบ” ของแถวนั้น"

KINDS = (
    error(
        "import-question",
        "ยังไม่ตอบเรื่อง{name}: {asked}{where}",
        "ดูในแบบเดิม แล้วกรอกช่อง{name}ของทุกแถวที่บอกไว้",
    ),
    warning(
        "import-doubt",
        "ยังไม่ตอบเรื่อง{name}: {asked}{where}",
        f"ดูในแบบเดิม แล้วกรอกช่อง{{name}}ของทุกแถวที่บอกไว้ {_ELSE}",
    ),
    warning(
        "import-confirm",
        "ยังไม่ยืนยัน: {asked}{where}",
        "ดูในแบบเดิม แก้แถวนี้ถ้าไม่ตรง เมื่อตรงแล้วลบข้อความในช่อง “คำถามจากแบบ”",
    ),
)


@dataclass(frozen=True, slots=True)
class AskedKind:
    """A question of an import: which column answers it (empty: the row, or the file), in words.

    `{seen}` is what the form says there, `{readings}` every answer that it may have; a sentence
    that names one which is not known is passed over for the next in `words`. `{reading}` is the
    only answer where there are not several, `{why}` what makes it doubtful.
    """

    code: str
    column: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedKind:
    """Why a file is no form to be read, and what to do; `{name}` is the file's name."""

    code: str
    message: str
    advice: str


_Kind = TypeVar("_Kind", AskedKind, RefusedKind)


def _by_code(kinds: tuple[_Kind, ...]) -> Mapping[str, _Kind]:
    """Return kinds by their code; one that stands there twice is a bug."""
    found = {one.code: one for one in kinds}
    assert len(found) == len(kinds)
    return found


_MONTHS = "months"
ASKED: Mapping[str, AskedKind] = _by_code(
    (
        AskedKind(
            "months-unclear",
            _MONTHS,
            (
                "เครื่องหมายเดือนอาจหมายถึง {reading} หรือไม่ได้บอกเดือน เพราะ{why}",
                "เครื่องหมายเดือนอาจหมายถึง {reading} หรือไม่ได้บอกเดือน",
                "เครื่องหมายเดือนอ่านได้มากกว่าหนึ่งอย่าง คือ {readings} เพราะ{why}",
                "เครื่องหมายเดือนอ่านได้มากกว่าหนึ่งอย่าง คือ {readings}",
                "อ่านเครื่องหมายเดือนไม่ได้ เพราะ{why}",
                "อ่านเครื่องหมายเดือนไม่ได้",
            ),
        ),
        AskedKind("months-none", _MONTHS, ("แบบไม่มีเครื่องหมายเดือนของแถวนี้",)),
        AskedKind(
            "row-slip",
            _MONTHS,
            (
                "ลูกศรอยู่คร่อมเส้นระหว่างแถวนี้กับแถวข้าง ๆ อาจเป็นของแถวใดก็ได้ คือ {readings}",
                "ลูกศรอยู่คร่อมเส้นระหว่างแถวนี้กับแถวข้าง ๆ อาจเป็นของแถวใดก็ได้",
            ),
        ),
        AskedKind(
            "row-slip-neighbour",
            _MONTHS,
            (
                "ลูกศรของแถวข้าง ๆ อยู่คร่อมเส้นมาถึงแถวนี้ อาจเป็นของแถวนี้ คือ {readings}",
                "ลูกศรของแถวข้าง ๆ อยู่คร่อมเส้นมาถึงแถวนี้ อาจเป็นของแถวนี้",
            ),
        ),
        AskedKind(
            "budget-unclear",
            "budget",
            (
                "ช่องงบประมาณเขียนว่า “{seen}” อาจหมายถึง {reading} หรืออย่างอื่น",
                "ช่องงบประมาณเขียนว่า “{seen}” อ่านได้ {readings}",
                "ช่องงบประมาณเขียนว่า “{seen}” ซึ่งอ่านเป็นจำนวนเงินเดียวไม่ได้",
                "อ่านวงเงินไม่ได้",
            ),
        ),
        AskedKind(
            "strategy-of-equipment",
            "strategy",
            ("แบบ ผด.02/1 ไม่บอกยุทธศาสตร์ เลือกได้ {readings}", "แบบ ผด.02/1 ไม่บอกยุทธศาสตร์"),
        ),
        AskedKind(
            "strategy-none",
            "strategy",
            ("แบบไม่บอกยุทธศาสตร์ของแถวนี้ เลือกได้ {readings}", "แบบไม่บอกยุทธศาสตร์ของแถวนี้"),
        ),
        AskedKind(
            "strategy-other-name",
            "strategy",
            ("ยุทธศาสตร์ในแบบชื่อ “{seen}” ซึ่ง plan.yml ไม่มี เลือกได้ {readings}",),
        ),
        AskedKind("unit-none", "unit", ("แบบไม่บอกหน่วยงานรับผิดชอบของแถวนี้",)),
        AskedKind("name-none", "name", ("แถวนี้มีงบประมาณแต่ไม่มีชื่อโครงการ",)),
        AskedKind(
            "change-unclear",
            "change",
            (
                "แถวนี้ทำอะไรกับแผนเดิม เลือกได้ {readings} ({seen})",
                "แถวนี้ทำอะไรกับแผนเดิม เลือกได้ {readings}",
                "แถวนี้ทำอะไรกับแผนเดิม",
            ),
        ),
        AskedKind(
            "number-missing",
            "",
            (
                "แถวนี้ไม่มีลำดับที่แต่มีงบประมาณของตัวเอง จึงอ่านเป็นโครงการหนึ่ง "
                "ถ้าเป็นข้อความต่อจากแถวบน ให้รวมกับแถวบน",
            ),
        ),
        AskedKind(
            "number-gap",
            "",
            ("ลำดับที่ข้ามไป ({seen}) อาจมีแถวหายไปจากแบบ", "ลำดับที่ข้ามไป อาจมีแถวหายไปจากแบบ"),
        ),
        AskedKind("number-twice", "", ("ลำดับที่ซ้ำกัน ({seen})", "ลำดับที่ซ้ำกัน")),
        AskedKind(
            "hidden-row",
            "",
            ("แถวนี้ถูกซ่อนอยู่ในแบบ ถ้าไม่ใช่โครงการของแผน ให้ลบแถว",),
        ),
        AskedKind(
            "hidden-sheet",
            "",
            (
                "แผ่นงาน “{seen}” ถูกซ่อนอยู่ในแบบและเป็นของปี {readings} จึงไม่ได้อ่าน",
                "แผ่นงาน “{seen}” ถูกซ่อนอยู่ในแบบ ถ้าไม่ใช่ของแผน ให้ลบแถว",
                "แถวนี้อยู่ในแผ่นงานที่ถูกซ่อน ถ้าไม่ใช่ของแผน ให้ลบแถว",
            ),
        ),
        AskedKind(
            "text-mended",
            "",
            (
                "ข้อความในช่อง {seen} อ่านจากแบบได้ไม่แน่ชัด ตรวจกับแบบเดิม",
                "ข้อความของแถวนี้อ่านจากแบบได้ไม่แน่ชัด ตรวจกับแบบเดิม",
            ),
        ),
        AskedKind(
            "year-contradiction",
            "",
            (
                "ชื่อเรื่องกับหัวตารางบอกปีไม่ตรงกัน ({seen}) อ่านได้ {readings}",
                "ชื่อเรื่องกับหัวตารางบอกปีไม่ตรงกัน อ่านได้ {readings}",
            ),
        ),
        AskedKind("office-missing", "", ("แบบไม่บอกชื่อองค์กร",)),
        AskedKind("kind-missing", "", ("แบบไม่บอกประเภทขององค์กร",)),
        AskedKind("report-day", "", ("แบบมีผลการดำเนินงาน แต่ไม่บอกว่า ณ วันที่ใด",)),
        AskedKind("report-status", "", ("แบบไม่บอกสถานะของโครงการที่มีผล: {seen}",)),
        AskedKind("strategies-missing", "", ("แบบไม่มียุทธศาสตร์ใดเลย",)),
        AskedKind("year-missing", "", ("แบบไม่บอกปีงบประมาณ",)),
        AskedKind("amendment-number", "", ("แบบไม่บอกว่าเป็นฉบับแก้ไขครั้งที่เท่าใด",)),
        AskedKind("budget-none", "budget", ("แบบไม่บอกวงเงินของแถวนี้",)),
        AskedKind("struck", "", ("“{seen}” ถูกขีดฆ่าในแบบ ถ้ายกเลิกแล้ว ให้ลบแถวหรือข้อความนั้น",)),
        AskedKind(
            "strategy-number-twice",
            "",
            ("“{seen}” ใช้เลขซ้ำกับ {readings} จึงให้เลขใหม่ ตรวจเลขยุทธศาสตร์ใน plan.yml",),
        ),
        AskedKind(
            "strategy-spelled",
            "",
            ("ยุทธศาสตร์เลขเดียวกันเขียนสองแบบ คือ {readings} อ่านเป็นยุทธศาสตร์เดียว",),
        ),
        AskedKind(
            "edition-contradiction",
            "",
            ("ชื่อเรื่องบอกฉบับไม่ตรงกัน อ่านได้ {readings} แก้ใน plan.yml",),
        ),
        AskedKind("ditto", "", ("ช่อง “{seen}” อ่านว่าเหมือนแถวบน", "เครื่องหมาย ” อ่านว่าเหมือนแถวบน")),
        AskedKind(
            "merged-unit",
            "",
            ("หน่วยงาน “{seen}” ผสานกันหลายแถว อ่านว่าใช้กับทุกแถวนั้น", "หน่วยงานที่ผสานกันหลายแถวใช้กับทุกแถวนั้น"),
        ),
        AskedKind(
            "merged-cell",
            "",
            ("ช่อง “{seen}” ผสานกันหลายแถว อ่านว่าใช้กับทุกแถวนั้น", "ช่องที่ผสานกันหลายแถวใช้กับทุกแถวนั้น"),
        ),
        AskedKind(
            "split-by-header", "", ("โครงการนี้ถูกหัวตารางของหน้าใหม่คั่นกลาง อ่านต่อกันเป็นโครงการเดียว",)
        ),
        AskedKind(
            "change-only-before",
            "change",
            ("แบบบอกแต่รายการเดิม ไม่บอกว่าแก้เป็นอะไรหรือยกเลิก เลือกได้ แก้ไข หรือ ยกเลิก",),
        ),
        AskedKind(
            "status-unclear",
            "",
            (
                "ผลการดำเนินงานทำเครื่องหมายไว้หลายช่อง คือ {readings}",
                "ผลการดำเนินงานทำเครื่องหมายไว้หลายช่อง",
            ),
        ),
        AskedKind(
            "hidden-column",
            "",
            ("คอลัมน์ “{seen}” ถูกซ่อนอยู่ในแบบ อ่านไว้ด้วย", "แบบซ่อนคอลัมน์ที่มีข้อมูลไว้ อ่านไว้ด้วย"),
        ),
        AskedKind(
            "sheet-copied",
            "",
            ("แผ่นงานนี้เหมือนอีกแผ่นทุกช่อง จึงอ่านครั้งเดียว ({seen})", "แผ่นงานนี้เหมือนอีกแผ่นทุกช่อง จึงอ่านครั้งเดียว"),
        ),
    )
)
REFUSED: Mapping[str, RefusedKind] = _by_code(
    (
        RefusedKind(
            "image-only",
            "“{name}” เป็นภาพสแกน ไม่มีข้อความให้อ่าน",
            "ขอแฟ้ม Excel หรือ Word ที่ใช้พิมพ์แบบนี้ แล้วนำเข้าแฟ้มนั้น",
        ),
        RefusedKind(
            "text-as-shapes",
            "“{name}” มีแต่เส้นและรูปวาด ไม่มีข้อความให้อ่าน (ตัวอักษรอาจถูกแปลงเป็นรูป)",
            "ขอแฟ้ม Excel หรือ Word ที่ใช้พิมพ์แบบนี้ แล้วนำเข้าแฟ้มนั้น",
        ),
        RefusedKind(
            "not-an-action-plan-form",
            "“{name}” ไม่ใช่แบบแผนการดำเนินงาน (ผด.01 ผด.02 ผด.02/1){said}",
            "เลือกแฟ้มของแผนการดำเนินงาน ซึ่งมีคอลัมน์เดือน ต.ค. ถึง ก.ย.",
        ),
        RefusedKind(
            "no-months",
            "“{name}” ไม่มีตารางที่มีคอลัมน์เดือน ต.ค. ถึง ก.ย.{said}",
            "เลือกแฟ้มของแผนการดำเนินงาน",
        ),
        RefusedKind(
            "no-rows",
            "“{name}” ไม่มีแถวของโครงการ เช่นมีเพียงบัญชีสรุป ผด.01",
            "ระบุแฟ้มของ ผด.02 ด้วยในคำสั่งเดียวกัน เช่น phaen import ผด.01.xlsx ผด.02.xlsx",
        ),
        RefusedKind("no-table", "“{name}” ไม่มีตาราง{said}", "เลือกแฟ้มที่มีตารางของแบบ ผด.02"),
        RefusedKind(
            "not-one-plan",
            "แฟ้มเหล่านี้ไม่ใช่แผนเดียวกัน{said}",
            "สั่งแยกกัน ครั้งละหนึ่งแผน เช่น phaen import แฟ้มของแผนแรก แล้ว phaen import แฟ้มของแผนที่สอง",
        ),
        RefusedKind(
            "encrypted",
            "“{name}” ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้",
            "เปิดแฟ้ม แล้วบันทึกสำเนาที่ไม่มีรหัสผ่าน: แฟ้ม → ข้อมูล → ป้องกัน → เข้ารหัสลับด้วยรหัสผ่าน → ลบรหัสให้ว่าง",
        ),
        RefusedKind(
            "broken",
            "“{name}” เสียหรือไม่ครบ เปิดไม่ได้{said}",
            "เปิดในโปรแกรมที่สร้าง แล้วบันทึกใหม่ ถ้าเปิดไม่ได้ ขอแฟ้มจากผู้ส่งใหม่",
        ),
        RefusedKind(
            "too-large",
            "“{name}” ใหญ่หรือซับซ้อนเกินไป{said}",
            "ลบแผ่นงาน ภาพ และรูปวาดที่ไม่ใช่ของแบบ แล้วบันทึกเป็นสำเนา",
        ),
        RefusedKind(
            "took-too-long",
            "อ่าน “{name}” ไม่เสร็จใน {seconds} วินาที จึงหยุด",
            "ลบแผ่นงาน ภาพ และรูปวาดที่ไม่ใช่ของแบบ แล้วบันทึกเป็นสำเนา",
        ),
        RefusedKind(
            "reader-died",
            "โปรแกรมอ่าน “{name}” หยุดกลางคัน (แฟ้มอาจเสีย หรือใช้หน่วยความจำเกิน {megabytes} เมกะไบต์)",
            "เปิดในโปรแกรมที่สร้าง บันทึกเป็น .xlsx หรือ .docx แล้วนำเข้าแฟ้มนั้น",
        ),
        RefusedKind(
            "needs-office",
            "“{name}” เป็นแฟ้มแบบเก่า ({kind}) ซึ่งต้องมี LibreOffice ในเครื่องจึงอ่านได้",
            "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
        ),
        RefusedKind(
            "office-failed",
            "LibreOffice แปลง “{name}” ไม่ได้ แฟ้มอาจเสีย",
            "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
        ),
        RefusedKind(
            "office-slow",
            "LibreOffice แปลง “{name}” ไม่เสร็จในเวลาที่ให้ จึงหยุด",
            "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
        ),
        RefusedKind(
            "pdf-library",
            "อ่าน PDF ต้องมีส่วนเสริม ซึ่งเครื่องนี้ยังไม่มี",
            "สั่ง {command} แล้วนำเข้าอีกครั้ง "
            "หรือบันทึกแบบเดิมเป็น .docx หรือ .xlsx แล้วนำเข้าแฟ้มนั้น ซึ่งอ่านได้ครบกว่า PDF",
        ),
        RefusedKind(
            "other-kind",
            "“{name}” ไม่ใช่แฟ้มที่อ่านได้{said}",
            "เปิดแฟ้ม แล้วบันทึกเป็น .xlsx หรือ .docx แล้วนำเข้าแฟ้มนั้น",
        ),
    )
)
