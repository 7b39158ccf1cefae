"""The organisation, its units and villages, and the plan's strategies."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "kind-unknown",
        "ไม่รู้จักประเภทองค์กร “{value}”",
        "ใช้คำใดคำหนึ่ง: {known}",
    ),
    error(
        "slug-unsafe",
        "ชื่อย่อหน่วยงาน “{value}” ใช้เป็นที่อยู่หน้าเว็บไม่ได้",
        "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น engineering",
    ),
    error(
        "unit-twice",
        "ชื่อหน่วยงาน “{value}” ซ้ำกับหน่วยงาน {other}",
        "ให้แต่ละหน่วยงานมีชื่อและชื่อเรียกอื่น (also) ไม่ซ้ำกัน",
    ),
    error(
        "village-number",
        "เลขหมู่บ้าน “{value}” ใช้ไม่ได้",
        "ใช้เลขจำนวนเต็มตั้งแต่ 1 ถึง 99",
    ),
    error(
        "colour-unreadable",
        "อ่านสี “{value}” ไม่ได้",
        'เขียนรหัสสีหกหลักในเครื่องหมายคำพูด เช่น "#0b5d4a"',
    ),
    error(
        "colour-faint",
        "สี {value} อ่อนเกินไปบนพื้นกระดาษ ความต่างของสีคือ {ratio} ต้องไม่น้อยกว่า {least}",
        "ใช้สีที่เข้มขึ้น เพื่อให้ผู้สูงอายุและผู้มีสายตาเลือนรางอ่านได้",
    ),
    error(
        "numerals-unknown",
        "ไม่รู้จักรูปแบบตัวเลข “{value}”",
        "เขียน arabic (เลขอารบิก) หรือ thai (เลขไทย)",
    ),
    error(
        "address-unsafe",
        "ที่อยู่เว็บไซต์ “{value}” ใช้ไม่ได้",
        "เขียนที่อยู่เต็ม ขึ้นต้นด้วย https:// เช่น https://plan.example.go.th/ ไม่มี ? # @ หรือช่องว่าง "
        "ชื่อภาษาไทยให้เขียนตามที่เบราว์เซอร์คัดลอกให้ คือขึ้นต้นด้วย xn--",
    ),
    error(
        "contact-unsafe",
        "ช่องทางติดต่อ “{value}” ใช้ไม่ได้",
        "เขียนเพียงอย่างเดียว เช่น saraban@example.go.th หรือ https://www.example.go.th/ "
        "ไม่มีคำสั่งหรือที่อยู่อื่นต่อท้าย ถ้าไม่มีช่องทางนี้ให้ลบบรรทัดนั้น",
    ),
    warning(
        "contact-none",
        "ไม่มีช่องทางติดต่อเลย ประชาชนที่มีคำถามไม่รู้ว่าจะถามใคร",
        "เพิ่มท้ายแฟ้มสองบรรทัด บรรทัดแรก contact: บรรทัดที่สองเว้นสองช่องแล้วเขียน phone: "
        "ตามด้วยหมายเลขของสำนักงาน ใส่ได้อีกคือ email line facebook website",
    ),
    error(
        "outline-unreadable",
        "ใช้เส้นขอบพื้นที่จาก {value} ไม่ได้ {reason}",
        "{todo}",
    ),
    warning(
        "emblem-unreadable",
        "ใช้ตราขององค์กรจาก {value} ไม่ได้ {reason} เว็บไซต์จึงไม่แสดงตรา",
        "{todo}",
    ),
    error(
        "strategy-twice",
        "ยุทธศาสตร์ “{value}” ซ้ำกัน",
        "ให้เลข (id) และชื่อของแต่ละยุทธศาสตร์ไม่ซ้ำกัน",
    ),
    error(
        "strategy-unsafe",
        "เลขยุทธศาสตร์ “{value}” ใช้เป็นที่อยู่หน้าเว็บไม่ได้",
        "ใช้ตัวเลข อักษรอังกฤษตัวเล็ก หรือขีดกลาง เช่น 1",
    ),
)
