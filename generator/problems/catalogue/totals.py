"""Totals that the signed document states."""

from generator.problems.catalogue.kind import warning

KINDS = (
    warning(
        "stated-projects-differ",
        "เอกสารระบุ {value} โครงการ แต่นับจากแถวได้ {computed} โครงการ (ต่างกัน {difference})",
        "ตรวจจำนวนโครงการในเอกสารและในตาราง ระบบแสดงทั้งสองจำนวน",
    ),
    warning(
        "stated-budget-differ",
        "เอกสารระบุงบประมาณ {value} บาท แต่รวมจากแถวได้ {computed} บาท (ต่างกัน {difference} บาท)",
        "ตรวจยอดในเอกสารและในตาราง ระบบแสดงทั้งสองยอด",
    ),
    warning(
        "stated-strategy-differ",
        "เอกสารระบุงบประมาณของยุทธศาสตร์ {strategy} เป็น {value} บาท แต่รวมจากแถวได้ {computed} บาท "
        "(ต่างกัน {difference} บาท)",
        "ตรวจยอดในเอกสารและในตาราง ระบบแสดงทั้งสองยอด",
    ),
    warning(
        "stated-sum-differ",
        "ยอดรายยุทธศาสตร์ในเอกสารรวมกันได้ {computed} บาท แต่เอกสารระบุยอดรวม {value} บาท "
        "(ต่างกัน {difference} บาท)",
        "ตรวจยอดในเอกสารที่ลงนาม ระบบแสดงตามที่เอกสารระบุ",
    ),
)
