"""Sealed years."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "seal-chain-broken",
        "บรรทัดที่ {value} ของแฟ้มนี้ถูกเปลี่ยน หรือไม่ต่อจากบรรทัดก่อนหน้า",
        "{restore} แฟ้มนี้ให้คำสั่ง phaen seal เขียนเท่านั้น",
    ),
    error(
        "seal-chain-long",
        "แฟ้มนี้ยาวเกินกว่าที่การปิดผนึกจะเขียน จึงไม่อ่าน",
        "{restore} แฟ้มนี้ให้คำสั่ง phaen seal เขียนเท่านั้น",
    ),
    error(
        "seal-day",
        "บรรทัดนี้ลงวันที่ {value} {known}",
        "ถ้าวันที่ของเครื่องที่ใช้ตรวจ หรือ --today ผิด แก้วันที่ก่อน ถ้าไม่ใช่ {restore} แล้วสั่ง phaen seal ใหม่",
    ),
    error(
        "seal-living",
        "ปี {value} {known}",
        "{restore} ให้ไม่มีบรรทัดนี้ ปิดผนึกได้หลังสิ้นปีงบประมาณ และเมื่อมีแผนของปีถัดไปแล้ว",
    ),
    error(
        "seal-missing",
        "ไม่พบแฟ้มที่ปิดผนึกไว้ (sha256 {value})",
        "{restore} หรือดาวน์โหลดจากเว็บไซต์เดิม แล้ววางไว้ที่นี่",
    ),
    error(
        "seal-changed",
        "แฟ้มนี้ไม่ใช่แฟ้มที่ปิดผนึกไว้ (sha256 {value})",
        "{restore} หรือดาวน์โหลดจากเว็บไซต์เดิม ดูว่าส่วนใดเปลี่ยนด้วย phaen verify",
    ),
    error(
        "seal-harmful",
        "ในแฟ้มปิดผนึกนี้ {value} {known}",
        "ถ้าปิดผนึกด้วย Phaen รุ่นใหม่กว่า ให้ปรับรุ่น Phaen ที่ใช้สร้างเว็บไซต์ ถ้าไม่รู้ที่มา ให้{restore} "
        "ดูรายการทั้งหมดด้วย phaen verify",
    ),
    error(
        "seal-untrue",
        "ในแฟ้มปิดผนึกนี้ {value} {known}",
        "{restore} หรือดาวน์โหลดจากเว็บไซต์เดิม ดูรายการทั้งหมดด้วย phaen verify",
    ),
    error(
        "seal-unreadable",
        "ในแฟ้มปิดผนึกนี้ {value} {known}",
        "ถ้าปิดผนึกด้วย Phaen รุ่นใหม่กว่า ให้ปรับรุ่น Phaen ที่ใช้สร้างเว็บไซต์ แฟ้มนี้ไม่ต้องแก้ "
        "ถ้าไม่ใช่ ให้{restore} หรือดาวน์โหลดจากเว็บไซต์เดิม",
    ),
    error(
        "seal-signature-wrong",
        "ลายเซ็นของแฟ้มปิดผนึกปี {value} ไม่ใช่ลายเซ็นของแฟ้มนี้ หรือผู้ลงนามไม่อยู่ในรายชื่อกุญแจที่ใช้ตรวจ",
        "{restore} หรือลงลายเซ็นใหม่ด้วย phaen seal {value} --sign กุญแจ "
        "และดูว่ากุญแจนั้นอยู่ใน plans/allowed_signers",
    ),
    warning(
        "seal-signature-unchecked",
        "มีลายเซ็นของแฟ้มปิดผนึกปี {value} แต่ตรวจไม่ได้ เว็บไซต์จึงไม่บอกว่าลงนามแล้ว",
        "ใส่กุญแจขององค์กรใน plans/allowed_signers และติดตั้งโปรแกรม ssh-keygen (OpenSSH)",
    ),
    warning(
        "seal-personal",
        "ในแฟ้มปิดผนึกของปีนี้อาจมีข้อมูลส่วนบุคคล {value} ที่ {known}",
        "ถ้าใช่ สั่ง phaen withdraw {year} --text แฟ้ม --reason เหตุผล "
        "แล้ว phaen seal {year} --supersede --reason เหตุผล "
        "ถ้าเผยแพร่ได้ เขียนข้อความนั้นกับเหตุผลใน plans/{year}/privacy.yml",
    ),
    error(
        "seal-source-changed",
        "แฟ้มของปี {value} ซึ่งปิดผนึกแล้ว ถูกแก้ เพิ่ม หรือลบ",
        "ถ้าแฟ้มนี้เพิ่มเข้ามา ให้ย้ายออกจากโฟลเดอร์ของปี ถ้าถูกแก้หรือลบ ให้{restore} "
        "ถ้าถอนข้อมูลส่วนบุคคลด้วย phaen withdraw แล้ว สั่ง phaen seal {value} --supersede --reason เหตุผล",
    ),
)
