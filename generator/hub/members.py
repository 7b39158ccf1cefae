"""hub.yml → the members: whose portals are gathered, and where each is found.

What is read here decides which programs run and which machines are asked: nothing is taken as
meant that is not exactly what it may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.hub.member import Member, Way
from generator.plan.parse.sections import Section
from generator.plan.read import YamlMap, read_yaml
from generator.plan.urls import is_site_address
from generator.problems import Place, Report

FILE = "hub.yml"
_PUBLISHED = ("search", "dataset")
_KEYS = ("name", "host", "portals_url", *_PUBLISHED, "members")
_HOST = "host"
_HOSTING = "host: true"
_DESCRIPTION = ".json"  # how the file ends that describes a dataset
# Where a hosted portal's code stands in the address; else it is the last folder.
_CODE_IN = "CODE"
_YES = {"true": True, "false": False, "": None}
_PLACES = {"district": ("อำเภอ", "เมือง"), "province": ("จังหวัด", "พะเยา")}
_CODE = re.compile(r"[0-9]{7,8}", re.ASCII)
# It becomes the name of a folder, `province=พะเยา`, on every system.
_NAME = re.compile(r"[A-Za-zก-ฮะ-ฺเ-๎]+(?: [A-Za-zก-ฮะ-ฺเ-๎]+)*")
_BRANCH = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|\.lock$|/$|@\{))[A-Za-z0-9._/-]{1,200}", re.ASCII)
_SSH = re.compile(
    r"ssh://(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:/[A-Za-z0-9~._-]+)+/?",
    re.ASCII,
)
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}/(?:[A-Za-z0-9_-]+/)*", re.ASCII)
_TODO = {
    "git": "เขียนที่อยู่ของคลังเป็น https:// หรือ ssh:// หรือแฟ้ม .bundle หรือโฟลเดอร์ของคลังในเครื่องนี้ "
    "โดยไม่มีรหัสผ่านในที่อยู่",
    "folder": "เขียนโฟลเดอร์ในเครื่องนี้ที่มี plans/ เช่น ../portal-b",
    "site": "เขียนที่อยู่ของเว็บไซต์ที่ขึ้นต้นด้วย https:// ไม่มี ? # @ หรือช่องว่าง เช่น https://plan.example.go.th/",
    "search": "เขียนที่อยู่ที่เปิด phaen hub serve ไว้ ขึ้นต้นด้วย https:// เช่น https://search.example.go.th/",
    "dataset": "เขียนที่อยู่ของโฟลเดอร์ที่มี datapackage.json โดยไม่มีชื่อแฟ้ม ขึ้นต้นด้วย https:// "
    "เช่น https://hub.example.go.th/dataset/",
    "branch": "เขียนชื่อสาขาของคลัง เช่น main ใช้กับ git เท่านั้น",
}
_OWN_SITE = "สมาชิกแบบ site มีเว็บไซต์ของตนเองแล้ว ลบ host ของบรรทัดนี้"
_NO_ADDRESS = (
    "เขียน portals_url: ไว้เหนือ members เป็นที่อยู่ https:// ของโฟลเดอร์ portals เช่น "
    "https://plans.example.go.th/portals/ หรือมีคำว่า CODE ตรงที่เป็นรหัส เช่น https://CODE.example.go.th/"
)
_TRUE_OR_FALSE = "เขียน true ถ้าให้ศูนย์รวมแสดงเว็บไซต์แทน หรือ false ถ้าไม่"
_TWICE = "ที่มานี้เป็นของสมาชิกในบรรทัด {0} แล้ว สมาชิกหนึ่งรายมีบรรทัดเดียว ลบบรรทัดหนึ่ง หรือแก้ที่มาให้ถูก"


@dataclass(frozen=True, slots=True)
class Hub:
    """What hub.yml says: whose hub it is, and its members by their codes.

    `search` and `dataset` are where readers find `phaen hub serve` and the files of the dataset,
    each with a slash behind it; empty where nobody says so.
    """

    name: str
    members: tuple[Member, ...]
    search: str = ""
    dataset: str = ""


def read_members(file: Path, report: Report, *, loopback: bool = False) -> Hub:
    """Return the hub of a file, its members in the order of their codes; problems in `report`.

    Paths are taken from the file's folder. `loopback` lets sites of this very machine in by http:
    tests have no certificates. Raises OSError.
    """
    place = Place(file.name)
    tree = read_yaml(file.read_bytes(), place, report, long_list=True)
    root = Section(tree or YamlMap((), place), report, _KEYS)
    reader = _Reader(file.parent, root, loopback=loopback)
    keys = ("code", *_PLACES, *(one.value for one in Way), "branch", _HOST)
    found = [reader.member(one) for one in root.sections("members", keys)] if tree else []
    if tree and not root.items("members"):
        report.add("hub-empty", root.at("members"))
    members = sorted((one for one in found if one), key=lambda one: one.code)
    places = {key: reader.published(root, key) for key in _PUBLISHED}
    return Hub(root.required("name") if tree else "", tuple(members), **places)


class _Reader:
    """Reads one member after the other, and knows the codes that were there before."""

    def __init__(self, home: Path, root: Section, *, loopback: bool) -> None:
        self._home, self._report, self._loopback = home, root.report, loopback
        self._hosts_all = self._flag(root)
        self._address_told = False
        self._portals = self._portals_url(root)
        self._codes: dict[str, int] = {}
        self._sources: dict[tuple[str, str], int] = {}

    def member(self, section: Section) -> Member | None:
        before = len([*self._report.errors])
        code = self._code(section)
        places = {key: self._place(section, key) for key in _PLACES}
        way, address = self._source(section)
        branch = section.text("branch")
        if branch and (way is not Way.GIT or not _BRANCH.fullmatch(branch)):
            self._report.add("hub-address", section.at("branch"), branch, todo=_TODO["branch"])
        if way is not None and address:
            self._one_office(section, way, (_place_of(way, address.rstrip("/")), branch))
        hosted = self._hosted(section, code, way)
        if way is None or len(self._report.errors) > before:
            return None
        return Member(code, **places, way=way, address=address, branch=branch, hosted=hosted)

    def _hosted(self, section: Section, code: str, way: Way | None) -> str:
        """Return where the hub shows the portal of a member; a site has a place of its own."""
        told = self._flag(section)
        if way is Way.SITE:
            if told:
                self._report.add("hub-host", section.at(_HOST), _HOSTING, todo=_OWN_SITE)
            return ""
        if not (self._hosts_all if told is None else told):
            return ""
        if not self._portals and not self._address_told:
            self._address_told = True  # one fault, however many members there are
            self._report.add("hub-host", section.at(_HOST), _HOSTING, todo=_NO_ADDRESS)
        return self._portals.replace(_CODE_IN, code)

    def _flag(self, section: Section) -> bool | None:
        text = section.text(_HOST)
        if text not in _YES:
            self._report.add("hub-host", section.at(_HOST), text, todo=_TRUE_OR_FALSE)
        return _YES.get(text)

    def _portals_url(self, root: Section) -> str:
        """Return the address of hosted portals, with a place for the code; empty where wrong."""
        text = root.text("portals_url")
        if not text:
            return ""
        whole = text if text.endswith("/") else f"{text}/"
        whole = whole if _CODE_IN in whole else f"{whole}{_CODE_IN}/"
        sample = whole.replace(_CODE_IN, "6560101")
        if (
            whole.count(_CODE_IN) > 1
            or not text.startswith("https://")
            or not is_site_address(sample)
        ):
            shown = without_password(text)
            self._report.add("hub-host", root.at("portals_url"), shown, todo=_NO_ADDRESS)
            self._address_told = True
            return ""
        return whole

    def published(self, root: Section, key: str) -> str:
        """Return where something of the hub's own is published, empty where nobody says so."""
        text = root.text(key)
        address = self._address(Way.SITE, text) if text else ""
        if text and (not address or text.endswith(_DESCRIPTION)):
            shown = without_password(text)
            self._report.add("hub-address", root.at(key), shown, todo=_TODO[key])
            return ""
        return address

    def _code(self, section: Section) -> str:
        code, at = section.required("code"), section.at("code")
        if code and not _CODE.fullmatch(code):
            self._report.add("hub-code", at, code)
        elif code in self._codes:
            self._report.add("hub-code-twice", at, code, other=self._codes[code])
        elif code:
            self._codes[code] = at.row
        return code

    def _place(self, section: Section, key: str) -> str:
        text = section.required(key)
        what, example = _PLACES[key]
        if text and (not _NAME.fullmatch(text) or len(text) > 60 or text.startswith(what)):
            self._report.add("hub-place", section.at(key), text, what=what, example=example)
        return text

    def _source(self, section: Section) -> tuple[Way | None, str]:
        told = [one for one in Way if one.value in section.values]
        if len(told) != 1:
            self._report.add("hub-source", section.place, str(len(told)))
            return None, ""
        way = told[0]
        text = section.required(way.value)
        address = self._address(way, text) if text else ""
        if text and not address:
            at, shown = section.at(way.value), without_password(text)
            self._report.add("hub-address", at, shown, todo=_TODO[way.value])
        return way, address

    def _one_office(self, section: Section, way: Way, source: tuple[str, str]) -> None:
        """Two codes for one portal would count it twice where its plan tells no code."""
        at = section.at(way.value)
        if source in self._sources:
            shown = without_password(section.text(way.value))
            self._report.add("hub-address", at, shown, todo=_TWICE.format(self._sources[source]))
        self._sources.setdefault(source, at.row)

    def _address(self, way: Way, text: str) -> str:
        """Return where it leads, empty where it may not lead there."""
        if way is Way.SITE:
            sound = text.startswith("https://") and is_site_address(text)
            sound = sound or (self._loopback and bool(_LOOPBACK.fullmatch(text)))
            return (text if text.endswith("/") else f"{text}/") if sound else ""
        if way is Way.GIT and "://" in text:
            sound = text.startswith("https://") and is_site_address(text)
            return text if sound or _SSH.fullmatch(text) else ""
        # `ext::sh`, `host:path` and options are nobody's folder.
        if text.startswith("-") or ":" in text or not text.isprintable():
            return ""
        return str((self._home / text).resolve())


def _place_of(way: Way, address: str) -> str:
    """Return an address as every spelling of it has it: a repository by https is the one by ssh."""
    if way is not Way.GIT or "://" not in address:
        return address
    host, slash, path = address.partition("://")[2].partition("/")
    return f"git:{host.rpartition('@')[2].lower()}{slash}{path.removesuffix('.git')}"


def without_password(text: str) -> str:
    """Return an address without what stands before its host: it may be a password."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "…"
    before, at, host = parts.netloc.rpartition("@")
    return text.replace(f"{before}@", "…@", 1) if at and host else text
