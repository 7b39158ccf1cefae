"""Projects that look alike, and what was decided of them."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    warning(
        "overlap-pair",
        "โครงการ {id} อาจซ้ำกับ {other} “{name}”: {why}",
        "ถ้าซ้ำให้รวมหรือยกเลิก ถ้าไม่ซ้ำให้สั่ง phaen overlap {year} แล้วกรอกคำตัดสินในตารางที่ได้",
    ),
    warning(
        "overlap-many",
        "โครงการในปีนี้คล้ายกัน {pairs} คู่ เช่น {id} กับ {other}: {why}{limited}",
        "ตรวจทุกคู่ที่หน้า {page} ถ้าซ้ำให้รวมหรือยกเลิก ถ้าไม่ซ้ำให้สั่ง phaen overlap {year} "
        "แล้วกรอกคำตัดสินในตารางที่ได้",
    ),
    warning(
        "overlap-last-year",
        "{rows} โครงการคล้ายกับโครงการปีก่อนแต่ไม่ระบุว่าต่อเนื่อง รวม {pairs} คู่ เช่น {id} กับ {other}: "
        "{why}{limited}",
        "ถ้าเป็นงานเดียวกันให้กรอกช่องต่อเนื่องจาก ถ้าไม่ใช่ให้สั่ง phaen overlap {year} แล้วกรอกคำตัดสินในตารางที่ได้ "
        "บรรทัดเดียวตัดสินทุกคู่กับปีก่อนได้ ดูทุกคู่ที่หน้า {page}",
    ),
    error(
        "overlap-pair-shape",
        "คู่ที่ตัดสินต้องมีรหัสโครงการสองรหัสที่ต่างกัน แต่พบ “{value}”",
        "ใน overlap.yml เขียนเช่น pair: [2570-001, 2570-019] ในตารางกรอกรหัสละช่อง",
    ),
    error(
        "overlap-decision-unknown",
        "ไม่รู้จักคำตัดสิน “{value}”",
        "เขียน ไม่ซ้ำกัน หรือ ตั้งใจทำซ้ำ",
    ),
    error(
        "overlap-twice",
        "คู่ {pair} ตัดสินไว้สองอย่าง คือ “{other}” ({where}) และ “{value}”",
        "เหลือไว้คำตัดสินเดียว ลบอีกแถวหนึ่ง",
    ),
    error(
        "overlap-id-unknown",
        "ไม่พบโครงการ {value} ในแผนปีนี้และปีก่อน ๆ",
        "ตรวจรหัสโครงการในคำตัดสินนี้",
    ),
)
