"""Amendments and what they do to rows."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "amendment-number",
        "โฟลเดอร์ amendments/{value} ไม่ต่อจากฉบับก่อนหน้า",
        "ตั้งชื่อโฟลเดอร์เรียงกัน 1, 2, 3 … ตามลำดับที่ประกาศ",
    ),
    warning(
        "amendment-earlier",
        "ฉบับแก้ไขที่ {number} ลงวันที่ประกาศ {value} ก่อนฉบับก่อนหน้า ({earlier})",
        "ตรวจวันที่กับประกาศที่ลงนาม ถ้าถูกต้องให้เรียงเลขโฟลเดอร์ใน amendments ตามลำดับที่ประกาศ",
    ),
    error(
        "amendment-kind-unknown",
        "ไม่รู้จักชนิดของฉบับแก้ไข “{value}”",
        "ใช้คำใดคำหนึ่ง: เพิ่มเติม แก้ไข เปลี่ยนแปลง",
    ),
    error(
        "change-unknown",
        "ไม่รู้จักการเปลี่ยนแปลง “{value}”",
        "เขียน เพิ่ม แก้ไข หรือ ยกเลิก",
    ),
    error(
        "change-target-missing",
        "ฉบับนี้{change}โครงการ {value} แต่ไม่มีโครงการนี้ในแผนก่อนหน้า",
        "ตรวจรหัสโครงการ ถ้าเป็นโครงการใหม่ให้เขียนว่า เพิ่ม",
    ),
    error(
        "change-target-exists",
        "ฉบับนี้เพิ่มโครงการ {value} แต่มีโครงการรหัสนี้อยู่แล้ว",
        "ใช้รหัสใหม่ หรือถ้าตั้งใจแก้โครงการเดิมให้เขียนว่า แก้ไข",
    ),
    warning(
        "reason-missing",
        "ไม่ระบุเหตุผลของการเปลี่ยนแปลง",
        "กรอกช่องเหตุผลสั้น ๆ เพื่อให้ประชาชนเข้าใจ",
    ),
)
