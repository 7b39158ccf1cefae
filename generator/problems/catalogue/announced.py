"""What was announced or reported and is no longer there as it was."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "announced-row-changed",
        "โครงการ {id} ประกาศไปแล้วว่า {announced} แต่ขณะนี้แฟ้มเขียนว่า {now}",
        "แก้กลับให้ตรงกับที่ประกาศ แล้วทำฉบับแก้ไขใน amendments ถ้าต้องการเปลี่ยนแผน",
    ),
    error(
        "announced-row-removed",
        "โครงการ {value} {name} ซึ่งประกาศไปแล้วหายไปจากแฟ้ม",
        "ใส่แถวเดิมกลับ ถ้าไม่ทำโครงการนี้แล้วให้ยกเลิกด้วยฉบับแก้ไขใน amendments",
    ),
    error(
        "announced-row-added",
        "โครงการ {value} ไม่อยู่ในฉบับที่ประกาศเมื่อ {day}",
        "ย้ายแถวนี้ไปไว้ในฉบับเพิ่มเติมใน amendments",
    ),
    error(
        "progress-changed",
        "รายงานของโครงการ {id} ณ วันที่ {day} เผยแพร่ไปแล้วว่า {announced} แต่ขณะนี้แฟ้มเขียนว่า {now}",
        "แก้กลับให้ตรงเดิม แล้วเพิ่มแถวใหม่ของวันนี้ที่แก้ข้อมูลให้ถูกต้อง",
    ),
    error(
        "progress-removed",
        "รายงานของโครงการ {value} ณ วันที่ {day} ซึ่งเผยแพร่ไปแล้วหายไปจากแฟ้ม",
        "ใส่แถวเดิมกลับ รายงานเพิ่มได้ แต่ลบไม่ได้",
    ),
    error(
        "announced-date-changed",
        "บันทึกไว้ว่าประกาศเมื่อ {announced} แต่ขณะนี้วันที่ประกาศคือ {now}",
        "แก้วันที่ประกาศใน plan.yml ให้ตรงกับประกาศที่ลงนาม",
    ),
    error(
        "announced-edition-missing",
        "มีบันทึกการประกาศของฉบับ {value} แต่ไม่พบฉบับนั้นในแผน",
        "นำแฟ้มของฉบับที่ประกาศแล้วกลับมา ฉบับแก้ไขอยู่ในโฟลเดอร์ amendments",
    ),
    error(
        "announced-record-damaged",
        "บันทึกการประกาศถูกแก้ไขหรือเสียหาย",
        "นำแฟ้มเดิมกลับมาจาก git ห้ามแก้ด้วยมือหรือบันทึกทับด้วย Excel",
    ),
    error(
        "withdrawn-kind-unknown",
        "“{value}” ไม่ใช่เหตุที่ถอนหรือแก้สิ่งที่ประกาศแล้วได้",
        "ใช้ ข้อมูลส่วนบุคคล หรือ พิมพ์วันที่ผิด เรื่องอื่นให้ทำฉบับแก้ไขใน amendments",
    ),
    error(
        "withdrawn-unclear",
        "รายการนี้ไม่บอกให้ชัดว่าถอนอะไร",
        "ข้อมูลส่วนบุคคล: ระบุ id กับ edition หรือ report (วันที่ของรายงาน) และ column ที่เป็นข้อความ เช่น name "
        "หรือระบุ file อย่างเดียว · พิมพ์วันที่ผิด: ระบุ edition กับ column เช่น posted_until",
    ),
    warning(
        "withdrawn-not-recorded",
        "ข้อความของโครงการ {value} ถูกปิดบังแล้ว แต่บันทึกใน announced ยังมีข้อความเดิม",
        "สั่ง phaen announce ของปีนั้นอีกครั้ง (รายงานใช้ --progress) แล้ว commit แฟ้ม announced ด้วย",
    ),
)
