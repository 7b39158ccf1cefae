"""What an imported form leaves to be answered, and what `phaen import` itself says.

`KINDS` are found by `phaen check` in the files that an import left.
"""

from generator.problems.catalogue.kind import error, warning

_ELSE = "ถ้าเอกสารไม่ได้ระบุจริง ลบข้อความในช่อง “คำถามจากแบบ” ของแถวนั้น"

KINDS = (
    error(
        "import-question",
        "ยังไม่ตอบเรื่อง{name}: {value}{where}",
        "ดูในแบบเดิม แล้วกรอกช่อง{name}ของทุกแถวที่บอกไว้",
    ),
    warning(
        "import-doubt",
        "ยังไม่ตอบเรื่อง{name}: {value}{where}",
        f"ดูในแบบเดิม แล้วกรอกช่อง{{name}}ของทุกแถวที่บอกไว้ {_ELSE}",
    ),
    warning(
        "import-confirm",
        "ยังไม่ยืนยัน: {value}{where}",
        "ดูในแบบเดิม แก้แถวนี้ถ้าไม่ตรง เมื่อตรงแล้วลบข้อความในช่อง “คำถามจากแบบ”",
    ),
)
