"""What the folders and files of a portal are called: the one place that says so.

A new kind of file is known by its entry in `YEAR_PARTS`, or in `PLANS_PARTS`.

    plans/organization.yml · plans/area.geojson · plans/emblem.png
    plans/seals.txt · plans/allowed_signers
    plans/2570/plan.yml · projects.csv · progress.csv · overlap.yml · withdrawn.yml · privacy.yml
    plans/2570/announced/0.csv · amendments/1/plan.yml · sealed/2570.zip
    content/ · mkdocs.yml

Names alone: what stands in the files is the business of `plan`. Paths are written with slashes,
below the portal's folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PLANS, PAGES, SETTINGS = "plans", "content", "mkdocs.yml"
PARTS = (PLANS, PAGES, SETTINGS)  # all that is published, or read for it

# A fiscal year, in Buddhist years, as folders, addresses and project ids begin with it. Without
# braces, which nginx would take for its own.
YEAR_PATTERN = "2[45][0-9][0-9]"

ORGANIZATION_NAME = "organization.yml"
ORGANIZATION = f"{PLANS}/{ORGANIZATION_NAME}"
OUTLINE_NAME = "area.geojson"
OUTLINE = f"{PLANS}/{OUTLINE_NAME}"
# The office's emblem, by any of these names: a picture, and so no `Part`, which are texts.
EMBLEM_NAMES = ("emblem.png", "emblem.jpg", "emblem.jpeg")
SEALS_NAME, SIGNERS_NAME = "seals.txt", "allowed_signers"
SEALS, SIGNERS = f"{PLANS}/{SEALS_NAME}", f"{PLANS}/{SIGNERS_NAME}"

# In a year's folder; an amendment's has the first two as well. A table's name lacks its ending.
PLAN = "plan.yml"
PROJECTS = "projects"
PROGRESS = "progress"
OVERLAP = "overlap.yml"
OVERLAP_TABLE = "overlap"  # its ending as a table's: decided in a spreadsheet
WITHDRAWN = "withdrawn.yml"
# There while files are replaced by `phaen withdraw`; hidden, and so nobody's.
WITHDRAWING = ".withdrawing"
PRIVACY = "privacy.yml"
ANNOUNCED = "announced"
AMENDMENTS = "amendments"
AMENDMENT_FORM = "amendment"  # an amendment's table before it lies in its folder
SEALED = "sealed"
DOCUMENTS = "documents"  # where offices put papers; a plan names each by its path
TABLE_ENDINGS = (".csv", ".xlsx")
SCHEMA_NAME = "plan.schema.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A file or folder that a folder of plans may hold.

    `name` is its name; where there are `endings`, it lacks one of these. `said` is what it holds,
    in Thai. `words` are what an office would call it; `amended` says that an amendment's folder
    may hold it, too.
    """

    name: str
    said: str
    endings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    amended: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is read, the one that we write ourselves first."""
        return tuple(f"{self.name}{one}" for one in self.endings) or (self.name,)

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name if self.endings else self.name.partition(".")[0]


# All that a year's folder may hold beside papers: whatever else lies there is not read.
YEAR_PARTS = (
    Part(PLAN, "การตั้งค่าของปี", words=("ตั้งค่า",), amended=True),
    Part(PROJECTS, "โครงการ", TABLE_ENDINGS, ("โครงการ", "แผน", "ผด", "plan"), amended=True),
    Part(PROGRESS, "รายงานความก้าวหน้า", TABLE_ENDINGS, ("ความก้าวหน้า", "รายงาน", "ติดตาม", "ผลการ")),
    Part(OVERLAP, "คำตัดสินโครงการที่คล้ายกัน", words=("ซ้ำ",)),
    Part(OVERLAP_TABLE, "ตารางคำตัดสินโครงการที่คล้ายกัน", TABLE_ENDINGS, ("คล้ายกัน", "ซ้ำกัน")),
    Part(WITHDRAWN, "รายการที่ถอน", words=("ถอน",)),
    Part(PRIVACY, "ข้อความที่เผยแพร่ได้"),
)
YEAR_FOLDERS = (
    Part(AMENDMENTS, "ฉบับแก้ไข", words=("แก้ไข", "เพิ่มเติม", "เปลี่ยนแปลง")),
    Part(ANNOUNCED, "บันทึกการประกาศ"),
    Part(SEALED, "แฟ้มปิดผนึก"),
)
# In `plans` itself, beside the years.
PLANS_PARTS = (
    Part(ORGANIZATION_NAME, "ข้อมูลองค์กร", words=("องค์กร", "หน่วยงาน")),
    Part(OUTLINE_NAME, "เส้นขอบพื้นที่", words=("ขอบเขต",)),
    Part(SEALS_NAME, "ทะเบียนปิดผนึก"),
    Part(SIGNERS_NAME, "รายชื่อกุญแจ"),
    Part(SCHEMA_NAME, "แบบของโปรแกรมแก้ไข"),
)

_YEAR = re.compile(YEAR_PATTERN)


def is_year(name: str) -> bool:
    """Whether a folder's name is a fiscal year's."""
    return bool(_YEAR.fullmatch(name))


def of_year(label: str | int, *names: str) -> str:
    """Return the path of a year's folder, or of what lies below it by `names`."""
    return "/".join((PLANS, str(label), *names))


def sealed_file(label: str | int) -> str:
    """Return the path of a year's sealed file."""
    return of_year(label, SEALED, f"{label}.zip")


def page_address(path: str) -> str:
    """Return the address, below the site, of a file below `content`: a page's source is `.md`."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def read_as(path: str) -> str:
    """Return the same for any two files below `content` of which a reader may get either.

    An address is also read without its ending, and a folder's without the index in it.
    """
    return page_address(path).removesuffix(".html").removesuffix("/index")


def pattern_of(*names: str) -> re.Pattern[str]:
    """Return the pattern of a path below any year's folder: the group `year`, then `names`.

    `names` are patterns themselves: one with a dot in it is to be escaped.
    """
    return re.compile("/".join((PLANS, f"(?P<year>{YEAR_PATTERN})", *names)), re.ASCII)
