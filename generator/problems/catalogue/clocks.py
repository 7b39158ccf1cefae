"""The law's days: considered, announced, posted, reported."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    warning(
        "considered-missing",
        "ไม่พบวันที่คณะกรรมการพัฒนาท้องถิ่นพิจารณาในข้อมูล",
        "เพิ่ม considered: ใน edition ของ plan.yml",
    ),
    warning(
        "announced-missing",
        "ไม่พบวันที่ประกาศในข้อมูล",
        "เพิ่ม announced: ใน edition ของ plan.yml เมื่อผู้บริหารท้องถิ่นประกาศแล้ว ก่อนนั้นเป็นร่าง ซึ่งไม่เผยแพร่",
    ),
    warning(
        "posted-missing",
        "ไม่พบวันที่ปิดประกาศในข้อมูล ทั้งที่ประกาศเมื่อ {value} และต้องปิดประกาศภายใน {limit}",
        "เพิ่ม posted_from: และ posted_until: ใน edition ของ plan.yml",
    ),
    warning(
        "posted-until-missing",
        "ไม่พบวันสุดท้ายที่ปิดประกาศในข้อมูล ต้องปิดไว้อย่างน้อยถึง {limit}",
        "เพิ่ม posted_until: ใน edition ของ plan.yml",
    ),
    error(
        "announced-before-considered",
        "วันที่ประกาศ ({value}) อยู่ก่อนวันที่คณะกรรมการพิจารณา ({considered})",
        "ตรวจวันที่ทั้งสองกับรายงานการประชุมและประกาศที่ลงนาม",
    ),
    error(
        "posted-before-announced",
        "วันที่เริ่มปิดประกาศ ({value}) อยู่ก่อนวันที่ประกาศ ({announced})",
        "ตรวจวันที่ทั้งสองกับประกาศที่ลงนาม",
    ),
    error(
        "posted-reversed",
        "วันสุดท้ายที่ปิดประกาศ ({value}) อยู่ก่อนวันเริ่มปิดประกาศ ({posted_from})",
        "สลับหรือแก้วันที่ให้ถูกต้อง",
    ),
    warning(
        "posted-late",
        "ปิดประกาศเมื่อ {value} ช้ากว่ากำหนด {days} วัน (ต้องภายใน {limit} ตามข้อ 26 (2))",
        "ถ้าวันที่ผิดให้แก้ ถ้าถูกต้องแล้วระบบจะแสดงตามจริง",
    ),
    warning(
        "posted-short",
        "ปิดประกาศถึง {value} สั้นกว่ากำหนด {days} วัน (ต้องถึง {limit} ตามข้อ 26 (2))",
        "ปิดประกาศต่อให้ครบสามสิบวัน หรือแก้วันที่ให้ถูกต้อง",
    ),
    warning(
        "plan-late",
        "ประกาศแผนเมื่อ {value} ช้ากว่ากำหนด {days} วัน (ต้องภายใน {limit} ตามข้อ 27)",
        "ถ้าผู้บริหารท้องถิ่นขยายเวลาไว้ ให้เขียนไว้ใน legal_basis ถ้าวันที่ผิดให้แก้",
    ),
    warning(
        "results-late",
        "ปิดประกาศผลการติดตามเมื่อ {value} ช้ากว่ากำหนด {days} วัน (ต้องภายใน {limit})",
        "ถ้าวันที่ผิดให้แก้ ถ้าถูกต้องแล้วระบบจะแสดงตามจริง",
    ),
    warning(
        "results-short",
        "ปิดประกาศผลการติดตามถึง {value} สั้นกว่ากำหนด {days} วัน (ต้องถึง {limit})",
        "ปิดประกาศต่อให้ครบสามสิบวัน หรือแก้วันที่ให้ถูกต้อง",
    ),
    warning(
        "results-not-december",
        "ประกาศผลการติดตามเมื่อ {value} ซึ่งพ้นเดือนธันวาคมแล้ว",
        "ต้องประกาศอย่างน้อยปีละหนึ่งครั้งภายในเดือนธันวาคม (ฉบับที่ 3 พ.ศ. 2561 (5)) ถ้าวันที่ผิดให้แก้",
    ),
    error(
        "document-missing",
        "ไม่พบเอกสาร {value} ในโฟลเดอร์ของปีนี้",
        "{todo}",
    ),
)
