"""What names or reaches a person."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "identity-number",
        "พบเลขประจำตัวประชาชนในช่องนี้ ({masked})",
        "ลบเลขประจำตัวประชาชนออก ข้อมูลนี้เผยแพร่ไม่ได้",
    ),
    error(
        "person-name",
        "ข้อความนี้อาจมีชื่อบุคคล: {masked}",
        "ถ้าเป็นชื่อประชาชน ให้ปิดชื่อด้วย █ เช่น ซอยบ้านนาย█ ถ้าเผยแพร่ได้ ให้เขียนไว้พร้อมเหตุผลใน privacy.yml ของปี",
    ),
    error(
        "phone-number",
        "ข้อความนี้มีหมายเลขโทรศัพท์ ({masked})",
        "ถ้าเป็นหมายเลขของประชาชน ให้ลบออก ถ้าเป็นของหน่วยงาน ให้เขียนไว้พร้อมเหตุผลใน privacy.yml ของปี",
    ),
    error(
        "bank-account",
        "ข้อความนี้มีเลขที่บัญชีธนาคาร ({masked})",
        "ลบเลขที่บัญชีออก ถ้าเป็นบัญชีที่ประกาศต่อสาธารณะอยู่แล้ว ให้เขียนไว้พร้อมเหตุผลใน privacy.yml ของปี",
    ),
    warning(
        "privacy-unused",
        "privacy.yml ยกเว้น “{value}” แต่ไม่พบข้อความนี้ในที่ใดแล้ว",
        "ลบรายการนี้ออกจาก privacy.yml",
    ),
)
