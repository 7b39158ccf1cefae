"""What an import asks of sheets that tell too little, and of rows that say more than one thing."""

from __future__ import annotations

from dataclasses import dataclass


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


ASKED_OF_ROWS = (
    AskedKind(
        "programme-none",
        "programme",
        ("แบบไม่บอกแผนงานของแถวนี้ แผนงานอื่นในแบบคือ {readings}", "แบบไม่บอกแผนงานของแถวนี้"),
    ),
    AskedKind(
        "programme-other",
        "",
        ("“{seen}” ไม่ใช่ชื่อแผนงานของ อปท. จะแสดงเป็นแผนงานอื่น ตรวจตัวสะกดกับแบบเดิม",),
    ),
    AskedKind(
        "section-carried",
        "",
        (
            "แผ่นงานนี้ไม่บอกยุทธศาสตร์และแผนงาน จึงอ่านตามแผ่นก่อน คือ {seen} "
            "ถ้าไม่ใช่ แก้ยุทธศาสตร์และแผนงานของแถว",
        ),
    ),
    AskedKind(
        "sheet-of-other-year",
        "",
        ("“{seen}” เป็นของปี {readings} จึงไม่ได้อ่าน ถ้าเป็นของแผนปีนี้ แก้ปีในแบบแล้วนำเข้าใหม่",),
    ),
    AskedKind(
        "sheet-other-year",
        "",
        (
            "แผ่นงาน “{seen}” บอกว่าเป็นของปี {readings} ถ้าไม่ใช่ของแผนปีนี้ ให้ลบแถว",
            "ตารางนี้บอกว่าเป็นของปี {readings} ถ้าไม่ใช่ของแผนปีนี้ ให้ลบแถว",
        ),
    ),
    AskedKind(
        "row-on-two-sheets",
        "",
        (
            "มีโครงการชื่อเดียวกันใน{seen} ด้วย ถ้าเป็นโครงการเดียวกัน ให้เหลือแถวที่ถูกต้องไว้แถวเดียว",
            "มีโครงการชื่อเดียวกันในอีกตาราง ถ้าเป็นโครงการเดียวกัน ให้เหลือแถวที่ถูกต้องไว้แถวเดียว",
        ),
    ),
    AskedKind(
        "row-in-other-file",
        "",
        ("แฟ้มอื่นก็มีโครงการนี้ แต่บอกไม่ตรงกัน ({readings}) ถ้าเป็นโครงการเดียวกัน เหลือไว้แถวเดียว",),
    ),
    AskedKind(
        "rows-of-files-joined",
        "",
        ("{seen} แถวพูดถึงโครงการที่แฟ้มอื่นในคำสั่งนี้มีแล้วตรงกัน จึงรวมเป็นโครงการเดียว",),
    ),
    AskedKind(
        "result-lines",
        "",
        ("แต่ละโครงการมีบรรทัดแผนและบรรทัดผล อ่านเดือนและวงเงินจากบรรทัดแผน บรรทัดผลอยู่ในรายการไม่ได้ใช้",),
    ),
    AskedKind("struck-partly", "", ("บางคำใน “{seen}” ถูกขีดฆ่าในแบบ ลบคำที่ขีดฆ่าออกจากแถวนี้",)),
    AskedKind(
        "old-and-new",
        "",
        ("“{seen}” บอกทั้งข้อความเดิมและข้อความใหม่ในช่องเดียว เหลือไว้แต่ข้อความใหม่",),
    ),
    AskedKind(
        "several-in-row",
        "",
        ("แถวนี้มีลำดับที่ {seen} อยู่ในแถวเดียว ถ้าเป็นหลายโครงการ แยกเป็นแถวละโครงการ",),
    ),
)
