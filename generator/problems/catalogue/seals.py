"""Sealed years."""

from generator.problems.catalogue.kind import error

KINDS = (
    error(
        "seal-chain-broken",
        "บรรทัดที่ {value} ของแฟ้มนี้ถูกเปลี่ยน หรือไม่ต่อจากบรรทัดก่อนหน้า",
        "กู้แฟ้มนี้จาก git แฟ้มนี้ให้คำสั่ง phaen seal เขียนเท่านั้น",
    ),
    error(
        "seal-missing",
        "ไม่พบแฟ้มที่ปิดผนึกไว้ (sha256 {value})",
        "กู้แฟ้มนี้จาก git หรือดาวน์โหลดจากเว็บไซต์เดิม แล้ววางไว้ที่นี่",
    ),
    error(
        "seal-changed",
        "แฟ้มนี้ไม่ใช่แฟ้มที่ปิดผนึกไว้ (sha256 {value})",
        "กู้แฟ้มนี้จาก git หรือดาวน์โหลดจากเว็บไซต์เดิม ดูว่าส่วนใดเปลี่ยนด้วย phaen verify",
    ),
    error(
        "seal-harmful",
        "ในแฟ้มปิดผนึกนี้ {value} {known}",
        "ถ้าปิดผนึกด้วย Phaen รุ่นใหม่กว่า ให้ปรับรุ่น Phaen ที่ใช้สร้างเว็บไซต์ ถ้าไม่รู้ที่มา ให้กู้แฟ้มเดิมจาก git "
        "ดูรายการทั้งหมดด้วย phaen verify",
    ),
    error(
        "seal-source-changed",
        "แฟ้มของปี {value} ซึ่งปิดผนึกแล้ว ถูกแก้ เพิ่ม หรือลบ",
        "กู้แฟ้มจาก git ถ้าต้องถอนข้อมูลส่วนบุคคลให้ใช้ phaen seal {value} --supersede --reason เหตุผล",
    ),
)
