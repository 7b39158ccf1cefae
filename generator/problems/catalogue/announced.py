"""What was announced or reported and is no longer there as it was."""

from generator.problems.catalogue.kind import error, warning

KINDS = (
    error(
        "announced-row-changed",
        "โครงการ {id} ประกาศไปแล้วว่า {announced} แต่ขณะนี้แฟ้มเขียนว่า {now}{signs}",
        "แก้กลับให้ตรงกับที่ประกาศ แล้วทำฉบับแก้ไขใน amendments ถ้าต้องการเปลี่ยนแผน "
        "ข้อมูลส่วนบุคคลที่เพิ่มภายหลังให้ลบออก ที่ประกาศไปแล้วให้ใส่ █ แทนเฉพาะส่วนนั้น แล้วสั่ง "
        "phaen withdraw {year} {id} --reason เหตุผล",
    ),
    error(
        "announced-row-removed",
        "โครงการ {value} {name} ซึ่งประกาศไปแล้วหายไปจากแฟ้ม",
        "ใส่แถวเดิมกลับ ถ้าไม่ทำโครงการนี้แล้วให้ยกเลิกด้วยฉบับแก้ไขใน amendments "
        "ถ้าแถวมีข้อมูลส่วนบุคคล ให้ใส่แถวเดิมกลับ แล้วสั่ง phaen withdraw {year} {value} --reason เหตุผล "
        "แถวและวงเงินต้องคงอยู่",
    ),
    error(
        "announced-row-added",
        "โครงการ {value} ไม่อยู่ในฉบับที่ประกาศเมื่อ {day}",
        "ย้ายแถวนี้ไปไว้ในฉบับเพิ่มเติมใน amendments",
    ),
    warning(
        "announced-unrecorded",
        "แผนปี {year} ประกาศแล้วเมื่อ {value} และปิดประกาศครบแล้ว แต่ยังไม่ได้บันทึก (ฉบับ {editions}) "
        "ถ้าใครแก้แถวที่ประกาศไปแล้ว ระบบจะไม่รู้",
        "สั่ง phaen announce {year} แล้วเก็บแฟ้มในโฟลเดอร์ announced ไว้กับแผน",
    ),
    error(
        "progress-changed",
        "รายงานของโครงการ {id} ณ วันที่ {day} เผยแพร่ไปแล้วว่า {announced} แต่ขณะนี้แฟ้มเขียนว่า {now}{signs}",
        "แก้กลับให้ตรงเดิม แล้วเพิ่มแถวใหม่ของวันนี้ที่ถูกต้อง โดยเขียน {day} ในช่อง แก้รายงานของวันที่ "
        "ข้อมูลส่วนบุคคลที่เพิ่มภายหลังให้ลบออก ที่เผยแพร่ไปแล้วให้ใส่ █ แทนเฉพาะส่วนนั้น แล้วสั่ง "
        "phaen withdraw {year} {id} --reason เหตุผล",
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
        "announced-notice-changed",
        "{what} ของฉบับ {edition} ประกาศไปแล้วว่า {announced} แต่ขณะนี้แฟ้มเขียนว่า {now}{signs}",
        "แก้กลับให้ตรงกับประกาศที่ลงนาม {instead}",
    ),
    error(
        "announced-document-changed",
        "เอกสาร {value} ของฉบับ {edition} ซึ่งประกาศไปแล้ว{why}",
        "นำไฟล์เดิมกลับมา (git log -- {path} บอกรุ่น แล้ว git checkout รุ่น -- {path}) "
        "และคงไว้ในรายการ documents ไฟล์ที่ถูกต้องกว่าให้เพิ่มเป็นชื่อใหม่ "
        "ถ้าถอนเพราะข้อมูลส่วนบุคคล สั่ง phaen withdraw {year} --text แฟ้ม --reason เหตุผล",
    ),
    warning(
        "announced-notice-behind",
        "บันทึกการประกาศของฉบับ {edition} ยังไม่มีสิ่งที่เพิ่มหรือเลื่อนภายหลัง: {value}",
        "สั่ง phaen announce {year} อีกครั้ง แล้วเก็บแฟ้มในโฟลเดอร์ announced ไว้กับแผน",
    ),
    error(
        "announced-edition-missing",
        "มีบันทึกการประกาศของฉบับ {value} แต่ไม่พบฉบับนั้นในแผน",
        "นำแฟ้มของฉบับที่ประกาศแล้วกลับมา ฉบับแก้ไขอยู่ในโฟลเดอร์ amendments",
    ),
    error(
        "announced-record-damaged",
        "บันทึกการประกาศถูกแก้ไขหรือเสียหาย",
        "{restore} ห้ามแก้ด้วยมือหรือบันทึกทับด้วย Excel",
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
    error(
        "withdrawn-future",
        "วันที่ถอน ({value}) ยังมาไม่ถึง วันนี้คือ {today}",
        "เขียนวันที่ถอนจริงในช่อง day ซึ่งไม่เกินวันนี้ เพราะรายการนี้แสดงต่อประชาชนและแก้ภายหลังไม่ได้",
    ),
    error(
        "withdrawn-nothing",
        "รายการนี้ถอนหรือแก้สิ่งที่ไม่มีในแผน: {value}",
        "ตรวจ edition id report และ column ให้ตรงกับแผน ถ้าแก้วันที่ที่พิมพ์ผิด ให้เขียนวันที่ที่ถูกต้องในแผนด้วย "
        "ถ้าไม่ได้ถอนอะไร ให้ลบรายการนี้",
    ),
    error(
        "withdrawn-shown",
        "{cell}ของโครงการ {id} ถอนไปแล้วเมื่อ {day} ตาม withdrawn.yml แต่ขณะนี้ไม่มี █ ข้อความที่ถอนจึงกลับมา",
        "สั่ง phaen withdraw {year} {id} --reason เหตุผล ซึ่งปิดให้ตามรายการ "
        "หรือปิดด้วย █ เหมือนเดิม สิ่งที่ถอนแล้วนำกลับมาไม่ได้",
    ),
    error(
        "withdraw-unfinished",
        "การถอนข้อมูลส่วนบุคคลถูกตัดกลางคัน แฟ้มต่อไปนี้ยังไม่ได้ปิดข้อความ: {value}",
        "ปิดแฟ้มเหล่านี้ใน Excel แล้วสั่ง phaen withdraw {year} ซึ่งทำต่อให้ครบ",
    ),
    error(
        "withdrawn-not-recorded",
        "ข้อความของ{what} ถูกปิดบังแล้ว แต่บันทึกใน announced ยังมีข้อความเดิม",
        "สั่ง {again} แล้ว commit แฟ้ม announced ด้วย",
    ),
)
