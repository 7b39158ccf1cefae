"""Dates, years and numbers."""

from generator.problems.catalogue.kind import error

KINDS = (
    error(
        "date-unreadable",
        "อ่านวันที่ “{value}” ไม่ได้",
        "เขียนเช่น 15 ตุลาคม 2569 หรือ 2569-10-15",
    ),
    error(
        "date-impossible",
        "ไม่มีวันที่ “{value}” ในปฏิทิน",
        "ตรวจวัน เดือน ปี แล้วเขียนเช่น 15 ตุลาคม 2569{hint}",
    ),
    error(
        "date-ambiguous",
        "วันที่ “{value}” อ่านได้มากกว่าหนึ่งแบบ: {readings}{also}",
        "เขียนชื่อเดือนและปี พ.ศ. สี่หลักให้ชัด เช่น {example}",
    ),
    error(
        "date-far",
        "วันที่ {value} ห่างจากปีงบประมาณ {year} มากเกินไป",
        "ตรวจปีอีกครั้ง ปี พ.ศ. มากกว่าปี ค.ศ. อยู่ 543 ปี",
    ),
    error(
        "year-mismatch",
        "plan.yml ระบุปีงบประมาณ {value} แต่อยู่ในโฟลเดอร์ {folder}",
        "เปลี่ยน fiscal_year หรือย้ายแฟ้มไปไว้ในโฟลเดอร์ของปีนั้น",
    ),
    error(
        "year-unreadable",
        "อ่านปีงบประมาณ “{value}” ไม่ได้",
        "เขียนปี พ.ศ. สี่หลัก เช่น 2570",
    ),
    error(
        "number-unreadable",
        "อ่านตัวเลข “{value}” ไม่ได้",
        "กรอกเฉพาะตัวเลข ไม่ติดลบ เช่น 120 หรือ 41250000.00",
    ),
)
