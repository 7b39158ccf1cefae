"""Projects that look alike, and what was decided of them."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    warning(
        "overlap-pair",
        "โครงการ {id} อาจซ้ำกับ {other} “{name}”: {why}",
        "ถ้าซ้ำให้รวมหรือยกเลิก ถ้าไม่ซ้ำให้บันทึกใน overlap.yml ของปีนี้ว่าใครตัดสินและเมื่อไร",
    ),
    warning(
        "overlap-many",
        "โครงการในปีนี้คล้ายกัน {pairs} คู่ เช่น {id} กับ {other}: {why}{limited}",
        "ตรวจทุกคู่ที่หน้า {page} ถ้าซ้ำให้รวมหรือยกเลิก ถ้าไม่ซ้ำให้บันทึกใน overlap.yml ของปีนี้",
    ),
    warning(
        "overlap-last-year",
        "{rows} โครงการคล้ายกับโครงการปีก่อนแต่ไม่ระบุว่าต่อเนื่อง รวม {pairs} คู่ เช่น {id} กับ {other}: "
        "{why}{limited}",
        "ถ้าเป็นงานเดียวกันให้กรอกช่องต่อเนื่องจาก ถ้าไม่ใช่ให้บันทึกใน overlap.yml ดูทุกคู่ที่หน้า {page}",
    ),
    error(
        "overlap-pair-shape",
        "ช่อง pair ต้องมีรหัสโครงการสองรหัสที่ต่างกัน แต่พบ “{value}”",
        "เขียนเช่น pair: [2570-001, 2570-019]",
    ),
    error(
        "overlap-decision-unknown",
        "ไม่รู้จักคำตัดสิน “{value}”",
        "เขียน ไม่ซ้ำกัน หรือ ตั้งใจทำซ้ำ",
    ),
    error(
        "overlap-id-unknown",
        "ไม่พบโครงการ {value} ในแผนปีนี้และปีก่อน ๆ",
        "ตรวจรหัสโครงการใน overlap.yml",
    ),
)
