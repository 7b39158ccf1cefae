"""The closed vocabularies of the forms: code name for addresses, Thai name as staff write it.

The Thai names are read from the files and written to them, so readers see those same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# What two columns say in words; other spellings of them are read.
NO_BUDGET = "ไม่ใช้งบประมาณ"
EVERYWHERE = "ทั้งตำบล"


class Named(Enum):
    """A member's value is its code name; `thai` is what readers see."""

    thai: str

    def __new__(cls, code: str, thai: str) -> Named:
        """Keep the Thai name beside the code."""
        member = object.__new__(cls)
        member._value_ = code
        member.thai = thai
        return member

    @property
    def slug(self) -> str:
        """The ASCII code name, used in addresses and data files."""
        return str(self.value)


class Owner(Named):
    """Whose project it is: the plan gathers every agency's work in the area (ข้อ 26 (1))."""

    OWN = "own", "ดำเนินการเอง"
    CENTRAL = "central", "ราชการส่วนกลาง"
    REGIONAL = "regional", "ราชการส่วนภูมิภาค"
    STATE_ENTERPRISE = "state-enterprise", "รัฐวิสาหกิจ"
    PAO = "pao", "องค์การบริหารส่วนจังหวัด"
    OTHER = "other", "หน่วยงานอื่น"


class Form(Named):
    """The form on which a row is printed."""

    PD02 = "pd02", "ผด.02"
    PD02_1 = "pd02-1", "ผด.02/1"


class Status(Named):
    """How far a project is, as last reported; no report at all is not one of these."""

    NOT_STARTED = "not-started", "ยังไม่ดำเนินการ"
    UNDER_WAY = "under-way", "อยู่ระหว่างดำเนินการ"
    DONE = "done", "แล้วเสร็จ"
    CANCELLED = "cancelled", "ยกเลิก"
    CARRIED_OVER = "carried-over", "กันเงิน"


class Change(Named):
    """What an amendment does to a row."""

    ADD = "add", "เพิ่ม"
    ALTER = "alter", "แก้ไข"
    CANCEL = "cancel", "ยกเลิก"


class Origin(Named):
    """Where a value comes from, so that what was read from text is marked as read."""

    STATED = "stated", "ระบุในแผน"
    READ = "read", "อ่านจากข้อความ"
    ABSENT = "absent", "ไม่ระบุ"


@dataclass(frozen=True, slots=True)
class Programme:
    """One of the twelve แผนงาน of local budgets, grouped by ด้าน."""

    slug: str
    name: str
    area: str


PROGRAMMES: tuple[Programme, ...] = (
    Programme("general-administration", "แผนงานบริหารงานทั่วไป", "ด้านบริหารทั่วไป"),
    Programme("internal-peace", "แผนงานการรักษาความสงบภายใน", "ด้านบริหารทั่วไป"),
    Programme("education", "แผนงานการศึกษา", "ด้านบริการชุมชนและสังคม"),
    Programme("public-health", "แผนงานสาธารณสุข", "ด้านบริการชุมชนและสังคม"),
    Programme("social-welfare", "แผนงานสังคมสงเคราะห์", "ด้านบริการชุมชนและสังคม"),
    Programme("housing-community", "แผนงานเคหะและชุมชน", "ด้านบริการชุมชนและสังคม"),
    Programme("community-strength", "แผนงานสร้างความเข้มแข็งของชุมชน", "ด้านบริการชุมชนและสังคม"),
    Programme("religion-culture", "แผนงานการศาสนา วัฒนธรรม และนันทนาการ", "ด้านบริการชุมชนและสังคม"),
    Programme("industry-works", "แผนงานอุตสาหกรรมและการโยธา", "ด้านการเศรษฐกิจ"),
    Programme("agriculture", "แผนงานการเกษตร", "ด้านการเศรษฐกิจ"),
    Programme("commerce", "แผนงานการพาณิชย์", "ด้านการเศรษฐกิจ"),
    Programme("central-fund", "แผนงานงบกลาง", "ด้านการดำเนินงานอื่น"),
)

#: How a name of what is paid to persons by law begins, for Python and JavaScript alike.
ALLOWANCE = (
    r"^(?:โครงการ|การ|จ่าย|เงิน|ค่า|สนับสนุน|สงเคราะห์|อุดหนุน|\s)*"
    r"(?:เบี้ยยังชีพ|เบี้ยความพิการ|เบี้ยผู้สูงอายุ|เบี้ยผู้พิการ)"
)


def is_allowance(name: str) -> bool:
    """Whether `name` is of what is paid to persons by law: เบี้ยยังชีพ and its like."""
    return re.match(ALLOWANCE, name) is not None
