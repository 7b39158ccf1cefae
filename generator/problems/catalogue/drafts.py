"""Drafts: what is not announced yet."""

from generator.problems.catalogue.kind import error

KINDS = (
    error(
        "draft-unknown",
        "ไม่รู้จักคำตอบ “{value}” ของ draft ใน plan.yml",
        "เขียน draft: publish ถ้าให้ประชาชนเห็นร่างที่ยังไม่ประกาศ (มีคำว่าร่างกำกับทุกหน้า) "
        "หรือ draft: omit ถ้าไม่เผยแพร่ หรือลบบรรทัดนี้ ซึ่งหมายถึงไม่เผยแพร่",
    ),
)
