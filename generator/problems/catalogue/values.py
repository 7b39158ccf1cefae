"""Cells that a spreadsheet, or a habit of writing, made say something else than was meant.

`{also}` names the other rows of the column of which the same is asked.
"""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "amount-dotted",
        "จำนวนเงิน “{value}” ใช้จุดคั่นหลัก อ่านได้เป็น {readings} บาท{also}",
        "กรอกตามเอกสาร คือ {readings} ใช้จุลภาคคั่นหลักพัน ทศนิยมไม่เกินสองตำแหน่ง (ดูรูปแบบช่องด้วย)",
    ),
    error(
        "amount-worded",
        "จำนวนเงิน “{value}” เขียนย่อ อ่านได้ว่า {amount} บาท{also}",
        "ถ้าถูกต้องให้กรอก {amount} ถ้าไม่ใช่ให้กรอกจำนวนเต็มเป็นบาทตามเอกสาร",
    ),
    error(
        "amount-exponent",
        "Excel ย่อจำนวนเงินเป็น “{value}” หลักท้ายอาจหายไปแล้ว{also}",
        "ดูยอดเต็มจากเอกสาร แล้วกรอกเป็น{unit}",
    ),
    error(
        "id-became-date",
        "Excel เปลี่ยนรหัสโครงการเป็นวันที่ (แสดง “{value}”){also}",
        "จัดรูปแบบทั้งคอลัมน์เป็น “ข้อความ” แล้วพิมพ์รหัสเดิมใหม่{example}",
    ),
    error(
        "id-became-number",
        "Excel เปลี่ยนรหัสโครงการเป็น{kind} (แสดง “{value}”){also}",
        "จัดรูปแบบทั้งคอลัมน์เป็น “ข้อความ” แล้วพิมพ์รหัสเดิมใหม่{example}",
    ),
    error(
        "id-sign",
        "รหัสโครงการ “{value}” มีเครื่องหมายที่ดูคล้ายกันแต่เป็นคนละตัว: {signs}{also}",
        "ลบแล้วพิมพ์ใหม่ด้วยแป้นอังกฤษ: {right}",
    ),
    error(
        "id-alike",
        "รหัสโครงการ “{value}” ต่างจาก “{other}” ({where}) เพียง{difference}{also}",
        "พิมพ์ {other} ในช่องที่จัดรูปแบบเป็น “ข้อความ” ถ้าเป็นคนละโครงการให้ตั้งรหัสที่ต่างกันชัดเจน",
    ),
    error(
        "rows-of-another-year",
        "คอลัมน์ปีงบประมาณเขียนว่า {value} (แถว {rows}) แต่แฟ้มนี้อยู่ในโฟลเดอร์ของปี {year}",
        "ถ้าเป็นแฟ้มของปีอื่นให้นำแฟ้มของปี {year} มาแทน ถ้าเป็นแผนของปีนี้ให้แก้ปี หรือลบคอลัมน์ปีงบประมาณ",
    ),
    error(
        "number-as-date",
        "ช่องนี้จัดรูปแบบเป็นวันที่ Excel จึงแสดงตัวเลขเป็น “{value}”{also}",
        "จัดรูปแบบทั้งคอลัมน์เป็น “ตัวเลข” แล้วตรวจค่าที่แสดง ถ้าไม่ใช่ค่าที่ตั้งใจให้พิมพ์ใหม่",
    ),
    error(
        "village-became-date",
        "Excel เปลี่ยนหมู่ที่เป็นวันที่ (แสดง “{value}”){readings}{also}",
        "พิมพ์ใหม่เป็นคำที่ Excel ไม่เปลี่ยน {examples}",
    ),
    error(
        "row-slid",
        "แถวนี้เลื่อนคอลัมน์: {how}",
        "{mend}",
    ),
    error(
        "percent-fraction",
        "ร้อยละ “{value}” (แถว {rows}) อ่านได้สองแบบ: ร้อยละ {small} หรือ ร้อยละ {large}",
        "เติมเครื่องหมาย % ในช่องให้ชัด คือ {small}% หรือ {large}% ถ้าเป็นสูตรให้จัดรูปแบบช่องเป็นเปอร์เซ็นต์",
    ),
    warning(
        "percent-not-done",
        "สถานะแล้วเสร็จ แต่ร้อยละเป็น {value}",
        "ตรวจสถานะและร้อยละ ถ้าแล้วเสร็จให้กรอก 100",
    ),
    error(
        "dates-either-way",
        "วันที่ “{value}” ({line} {rows}) อ่านได้สองแบบ: {readings} ({why})",
        "เขียนชื่อเดือนในทุกวันที่{where} เช่น {example} {way}",
    ),
)
