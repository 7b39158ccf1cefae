"""What an imported form leaves to be answered, and what `phaen import` itself says.

`KINDS` are found by `phaen check` in the files that an import left. `ASKED` is said by the import
itself, of a form that is no file of a portal; what it refuses is worded in `refused`.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.problems.catalogue.asked import ASKED_OF_ROWS, AskedKind
from generator.problems.catalogue.kind import error, warning

_ELSE = "ถ้าเอกสารไม่ได้ระบุจริง ลบข้อความในช่อง “คำถามจากแบบ” ของแถวนั้น"

KINDS = (
    error(
        "import-question",
        "ยังไม่ตอบเรื่อง{name}: {asked}{where}",
        "ดูในแบบเดิม แล้ว{todo}ของทุกแถวที่บอกไว้",
    ),
    warning(
        "import-doubt",
        "ยังไม่ตอบเรื่อง{name}: {asked}{where}",
        f"ดูในแบบเดิม แล้ว{{todo}}ของทุกแถวที่บอกไว้ {_ELSE}",
    ),
    warning(
        "import-confirm",
        "ยังไม่ยืนยัน: {asked}{where}",
        "ดูในแบบเดิม แก้แถวนี้ถ้าไม่ตรง เมื่อตรงแล้วลบข้อความในช่อง “คำถามจากแบบ”",
    ),
)


def _by_code(kinds: tuple[AskedKind, ...]) -> Mapping[str, AskedKind]:
    """Return kinds by their code; one that stands there twice is a bug."""
    found = {one.code: one for one in kinds}
    assert len(found) == len(kinds)
    return found


_MONTHS = "months"
_NO_MONTHS = "แบบไม่มีเครื่องหมายเดือนของแถวนี้"
_NO_BUDGET = "แบบไม่บอกวงเงินของแถวนี้"
_NO_UNIT = "แบบไม่บอกหน่วยงานรับผิดชอบของแถวนี้"
ASKED: Mapping[str, AskedKind] = _by_code(
    (
        *ASKED_OF_ROWS,
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
        AskedKind("months-none", _MONTHS, (_NO_MONTHS,)),
        AskedKind(
            "months-gone",
            _MONTHS,
            (
                f"{_NO_MONTHS} แต่แผนเดิมคือ {{seen}} ถ้ายังตามเดิม ให้กรอกตามนั้น",
                f"{_NO_MONTHS} แต่แผนเดิมมีเดือน",
            ),
        ),
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
        AskedKind("unit-none", "unit", (_NO_UNIT,)),
        AskedKind("unit-gone", "unit", (_NO_UNIT,)),
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
            ("แถวนี้ไม่มีลำดับที่แต่อ่านเป็นโครงการหนึ่ง แยกจากแถวบน ถ้าเป็นข้อความต่อจากแถวบน ให้รวมกับแถวบน",),
        ),
        AskedKind(
            "number-gap",
            "",
            ("ลำดับที่ข้ามไป ({seen}) อาจมีแถวหายไปจากแบบ", "ลำดับที่ข้ามไป อาจมีแถวหายไปจากแบบ"),
        ),
        AskedKind(
            "row-sums-parts",
            "",
            (
                "วงเงินของแถวนี้เท่ากับผลรวมของแถว {seen} ถ้าเป็นยอดรวม ให้ลบแถวนี้ ถ้าเป็นโครงการ ให้ลบแถวย่อย",
                "วงเงินของแถวนี้เท่ากับผลรวมของแถวย่อย ถ้าเป็นยอดรวม ให้ลบแถวนี้ ถ้าเป็นโครงการ ให้ลบแถวย่อย",
            ),
        ),
        AskedKind("number-twice", "", ("ลำดับที่ซ้ำกัน ({seen})", "ลำดับที่ซ้ำกัน")),
        AskedKind(
            "hidden-row",
            "",
            ("แถวนี้ถูกซ่อนอยู่ในแบบ หรือพิมพ์ด้วยตัวอักษรสีขาว ถ้าไม่ใช่โครงการของแผน ให้ลบแถว",),
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
        AskedKind("budget-none", "budget", (_NO_BUDGET,)),
        AskedKind("budget-gone", "budget", (_NO_BUDGET,)),
        AskedKind(
            "edition-unclear",
            "",
            (
                "ชื่อเรื่องบอกว่า “{seen}” แต่ไม่บอกครั้งที่ อาจเป็น {readings} อ่านเป็นแผนไว้ก่อน",
                "ชื่อเรื่องบอกว่าแก้ไขหรือเพิ่มเติม แต่ไม่บอกครั้งที่ อาจเป็น {readings}",
            ),
        ),
        AskedKind(
            "plan-part",
            "",
            ("แผนเดิมมีโครงการนี้ แต่แบบที่นำเข้าไม่มี จึงคงไว้ก่อน ถ้าโครงการถูกตัดออกแล้ว ให้ลบทั้งแถว",),
        ),
        AskedKind("kept-in-doubt", "", ("{why} ในแผนเดิมคือ “{seen}” จึงคงไว้ก่อน ถ้าไม่ใช่ แก้ในแถวนี้",)),
        AskedKind("kept-as-it-was", "", ("แบบไม่บอก{seen}ของแถวนี้ จึงคงตามแผนเดิม",)),
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
            "year-over-months",
            "",
            ("หัวตารางเขียนปี {seen} เหนือทั้งสิบสองเดือน อ่านเป็นปีงบประมาณ ต.ค.–ธ.ค. จึงเป็นของปี {readings}",),
        ),
        AskedKind(
            "sheet-copied",
            "",
            (
                "ตารางนี้เหมือนอีกตารางทุกช่อง จึงอ่านครั้งเดียว ({seen})",
                "ตารางนี้เหมือนอีกตารางทุกช่อง จึงอ่านครั้งเดียว",
            ),
        ),
    )
)
