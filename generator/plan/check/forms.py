"""How numbers of persons are grouped, and the words before them that decide in doubt.

Lists and patterns for `generator.plan.check.numbers`, which reads by them.
"""

import re

# Ten digits with no more between them than a number may have, or nine from a nought on, which
# may be typed as a letter: the least that is looked at.
_SIGN = "[^0-9A-WYZa-wyzก-๛]"  # no letter but an x, which is written for ×
_MORE = rf"{_SIGN}{{0,5}}[0-9]"
MANY = re.compile(rf"[0Oo](?:{_MORE}){{8}}|[0-9](?:{_MORE}){{9}}")
DIGITS = re.compile(r"[0-9]+")
JOINS = re.compile(r"\s{0,2}[-./]?\s{0,2}")
# Between the groups of a whole layout anything may stand: 1,2345,67890,12,1 and (1)(2345)….
ODD_JOINS = re.compile(rf"{_SIGN}{{1,5}}")
# Whatever may stand between two groups of one number.
WIDEST = 6
NEAR = re.compile(rf"{_SIGN}{{1,{WIDEST}}}")
PHONE_JOINS = re.compile(r"\s{0,2}[-.()/]{0,2}\s{0,2}")
# Letters typed for digits: at the head of a number, and one or two inside a telephone's.
LETTER_O = re.compile(r"(?<![A-Za-z0-9])[oO](?=[2-9][0-9]?[-. ]?[0-9])")
LOOKALIKE = re.compile(r"[0-9](?:[oOlI|][-. ]?[0-9]|[-. ][oOlI|][0-9]{2})")
TYPED = re.compile(r"(?<![A-Za-z0-9])0[0-9oOlI|](?:[-. ]?[0-9oOlI|]){7,8}(?![A-Za-z0-9])")
LETTERS = str.maketrans("oOlI|", "00111")
# A digest in hexadecimal signs: whatever its digits look like, they are nobody's.
DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")

ID_LAYOUTS = {(13,), (1, 4, 5, 2, 1), (1,) * 13}
# Groupings that a table of years could make with blanks: only with dashes.
# Those that hardly any table has, so blanks do.
ID_BLANKED = {(1, 12), (1, 4, 5, 3), (4, 4, 5)}
ID_ODD = {(1, 4, 5, 2, 1)}
ODD_HEAD = (1, 4)
PHONE_ODD = {(3, 3, 4), (3, 7), (2, 4, 4)}
# What parts the cells of a table or a list: three of those make no telephone.
CELLS = frozenset({"|", ",", ";"})
PHONE_HEADS = {one[:2] for one in PHONE_ODD}
ID_DASHED = {(1, 12), (1, 4, 8), (1, 4, 5, 3), (1, 4, 4, 4), (3, 4, 6), (3, 5, 5), (4, 4, 5)}
MOBILE = {(10,), (3, 7), (3, 3, 4), (2, 4, 4), (3, 4, 3), (1, 4, 5), (4, 6), (4, 3, 3), (2, 8)} | {
    *(
        (1, 2, 3, 4),
        (1, 2, 7),
        (3, 3, 2, 2),
        (3, 2, 5),
        (2, 3, 5),
        (3, 2, 2, 3),
        (3, 3, 1, 3),
        (1, 9),
        (5, 5),
    )
}
LANDLINE = {
    (9,),
    (3, 6),
    (3, 3, 3),
    (2, 7),
    (2, 3, 4),
    (1, 4, 4),
    (1, 2, 3, 3),
    (1, 2, 6),
    (3, 2, 4),
}
PAIRS = {(2, 2, 2, 2, 2), (3, 2, 2, 2)}  # with blanks these may be a table's
SLASHED = {(3, 7), (3, 3, 4)}
ONES = {(1,) * 10, (1,) * 9}
ANY_PHONE = MOBILE | LANDLINE | PAIRS | ONES
OF_BANK = {(3, 1, 5, 1), (3, 1, 6), (3, 2, 6, 1), (3, 2, 5, 1)}
ACCOUNT = OF_BANK | {
    (10,),
    (11,),
    (12,),
    (15,),
    (3, 7),
    (3, 3, 4),
    (4, 4, 4),
    (2, 4, 4, 2),
    (3, 3, 3, 3),
    (4, 3, 3),
}

CARD = re.compile(
    r"(?:บัตร|สิทธิ|เบี้ยยังชีพ|ประจำตัว|ป\.?\s?ช\.?\s?ช|ปปช|บ\.?ป\.?ช|หลัก|(?<![A-Za-z])ID)[^0-9]{0,60}$"
)
CARD_AFTER = re.compile(r"[^0-9\n]{0,12}(?:บัตร|ประจำตัว|ปชช|ปปช)")
FOREIGNER = re.compile(
    "(?:ต่างด้าว|ไม่มีสัญชาติ|ไม่มีสถานะ|ไร้สถานะ|ไม่มีทะเบียน|ประจำตัว(?:บุคคล|ผู้|แรงงาน)|ลี้ภัย|หนีภัย|แรงงาน|ไร้สัญชาติ|สีชมพู|บัตรหัว|บุคคลบนพื้นที่สูง|ประชาชน)[^0-9]{0,40}$"
)
BOOK = re.compile(
    r"(?:บัญชี|บ/ช"
    r"|(?<![A-Za-z])(?:[Aa]cc(?:t|ount)?\.?\s?(?:[Nn]o|number)|ACC(?:OUNT)? NO|[Aa]/[Cc])"
    r"|(?<![ก-๎])บช\.|(?:โอน|ธกส|ธ\.ก\.ส|ธอส|กรุงไทย|กสิกร|ไทยพาณิชย์|ออมสิน|กรุงศรี(?!อยุธยา)|ทหารไทย|SCB|KTB|KBANK|BBL|GSB|BAAC|TTB)"
    r"(?![^0-9]{0,30}(?:โทร|เบอร์|มือถือ|ติดต่อ)))(?!ราคากลาง|แยกประเภท|แนบท้าย|รายการ|ครุภัณฑ์|นวัตกรรม)[^0-9]{0,40}$"
)
ANY_BANK = re.compile(
    "บ(?:ัญชี|/ช|ช\\.)|โอน|ธ(?:กส|\\.|อส|นาคาร)|กรุง|กสิกร|ไทยพ|ออมสิน|ทหารไทย|SCB|K(?:TB|BANK)|BBL|GSB|BAAC|TTB"
    "|พร้อมเพย์|อิสลาม|[Aa][Cc][Cc]|[Aa]/[Cc]"
)
BANK = re.compile(r"(?:ธนาคาร|ธกส|พร้อมเพย์|อิสลาม|กรุงเทพ(?!ม)|ธ\.(?!\s?ค))[^0-9]{0,60}$")
CODE = re.compile(
    r"(?:รหัส(?:โครงการ|งบประมาณ|แผน|งาน|กิจกรรม|บัญชี|สินทรัพย์|ทรัพย์สิน|ครุภัณฑ์|พัสดุ|สินค้า|แหล่ง)"
    r"|เลข(?:ที่)?(?:โครงการ|สัญญา|คุมสัญญา|ครุภัณฑ์|พัสดุ|สินทรัพย์)|ครุภัณฑ์เลขที่"
    r"|บัญชี(?:ราคากลาง|แยกประเภท)|e-?\s?(?:GP|plan|LAAS|bidding)|ISBN|บาร์โค้ด|พิกัด)[^0-9\n,;]{0,12}$",
    re.IGNORECASE,
)
LABEL_REACH = 100
# What a computer adds to an amount (702.2999999999999), and a row's number with a dot.
UNIT = re.compile(r"\s?(?:บาท|ไร่|คน|ราย|ครัวเรือน|ตร|เมตร|ม\.)")
NOISE = re.compile("0{6}|9{6}")
ROW = 3
YEAR = re.compile("25[0-9]{2}")
# The country's digits without a plus; a project's number of e-GP goes on with a month: 6612….
COUNTRY = re.compile(r"66(?:[-. ]?\(0\)|[-. ]0|[-. ])?[689][0-9](?:[-. ]?[0-9]){7}(?![0-9])")
PLUS = re.compile(r"(?<![0-9])\+\s?$")
