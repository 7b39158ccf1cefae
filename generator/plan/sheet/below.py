"""Words of lines under the rows of a table that are no part of the row above them."""

from __future__ import annotations

import re

_COUNT = r"[0-9๐-๙]{1,4}\s*โครงการ"
_AMOUNT = r"[0-9๐-๙][0-9๐-๙,.]*(?:\s*บาท|\.-|\.–)"
# Totals that do not begin as most do: `สรุป … 2 โครงการ`, `ทั้งหมด 2 โครงการ`, `เป็นเงิน 200,000 บาท`.
_TOTAL_OF_NAMES = re.compile(
    rf"^\(?\s*(?:สรุป.*|ทั้งหมด|ทั้งสิ้น|จำนวน(?:โครงการ|ทั้งหมด|ทั้งสิ้น|รวม)*)\s*[:：]?\s*{_COUNT}"
    rf"|^\(?\s*(?:คิด)?(?:รวม)?เป็นเงิน(?:ทั้งสิ้น|ทั้งหมด|รวม)?\s*[:：]?\s*{_AMOUNT}"
)
_TOTAL_OF_DETAILS = re.compile(
    rf"^(?:ยอด)?รวม(?:เป็นเงิน|จำนวน)*(?:ทั้งสิ้น|ทั้งหมด)?\s*{_COUNT}"
    r"|^(?:ยอด)?รวม(?:เป็น)?(?:เงิน)?(?:งบประมาณ)?(?:แผนงาน|ยุทธศาสตร์)"
    r"|^(?:ยอด)?รวม(?:เป็นเงิน|งบประมาณ)?ทั้งสิ้น$"
)
# An amount in words, a check, what goes on overleaf, a note.
_OF_NO_ROW = re.compile(
    r"^\(?\s*[ก-๙]+(?:บาทถ้วน|สตางค์)\s*\)?$"
    r"|^\(?\s*(?:ได้)?(?:ตรวจ(?:สอบ|ทาน)?(?:แล้ว|ถูกต้อง)|ถูกต้อง|รับรองว่า|รับรองถูกต้อง)"
    r"|^\(?\s*(?:มี)?ต่อ(?:หน้า|แผ่น|ด้านหลัง)|^/\s*[0-9๐-๙ก-ฮ].*(?:\.{2,}|…)\s*$"
    r"|^\*{2,}"
)


def totals_below(text: str, *, of_names: bool) -> bool:
    """Whether a line of its own, among names or among details, is a total of the rows above it."""
    return bool((of_names and _TOTAL_OF_NAMES.search(text)) or _TOTAL_OF_DETAILS.search(text))


def is_of_no_row(text: str) -> bool:
    """Whether a line of its own is no row's: an amount in words, a check, what comes overleaf."""
    return bool(_OF_NO_ROW.search(text))
