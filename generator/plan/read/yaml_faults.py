"""Why a YAML file cannot be read, as its writer sees it: the line, what is wrong, what to type.

The parser says where it stopped, which is often not where the fault is: a quote that is not closed
is met lines later. So the lines up to there are looked at first, and the parser's own words never
reach anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

_SIGN = "[^\\s:#\"'\\[\\]{}]"
_KEY = re.compile(rf"^(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>{_SIGN}+):(?P<gap>[ ]+|$)(?P<value>.*)$")
_PARENT = re.compile(r"^(?P<lead>[ ]*)# ?(?P<inner>[ ]*)(?P<key>[A-Za-z_]+):[ ]*$")
_OTHER_COLON = re.compile(rf"^[ ]*(?:-[ ]+)?{_SIGN}+?(?P<colon>[：﹕︓∶꞉׃])")
_NO_BLANK = re.compile(r"^[ ]*(?:-[ ]+)?(?P<key>[A-Za-z_][A-Za-z0-9_]*):(?P<value>[^\s/].*)$")
_NO_COLON = re.compile(
    r"^[ ]*(?:-[ ]+)?(?P<key>[A-Za-z_][A-Za-z0-9_]*)(?:[ ]*[=;][ ]*|[ ]+)(?P<value>\S.*)$"
)
_DASH = re.compile(r"^[ ]*-(?P<item>[^\s-].*)$")
_SMART = "“”„‟‘’‚‛«»"
_QUOTES = "\"'"
# What may not begin a value, or means something else to YAML than to whoever typed it.
_SPECIAL = "%@`*&!|>,]}?"
_CLOSING = {"[": "]", "{": "}"}
_QUOTED = 'ครอบข้อความด้วย "…"'


@dataclass(frozen=True, slots=True)
class YamlFault:
    """What is wrong with a file, and what to do, in Thai; `line` 0 means the file as a whole."""

    line: int
    reason: str
    todo: str


@dataclass(frozen=True, slots=True)
class Commented:
    """A key that is still a comment, and the first line under it that is none any more.

    `line` and `child` count from 1; `name` is what that line says, `indent` is the key's own.
    """

    key: str
    line: int
    child: int
    name: str
    indent: int

    @property
    def reason(self) -> str:
        """What is wrong, in Thai."""
        return f"{self.name} น่าจะอยู่ใต้ {self.key}: (บรรทัด {self.line} ยังมี # อยู่)"

    @property
    def todo(self) -> str:
        """What to do, in Thai."""
        return (
            f"ลบ # หน้า {self.key}: ในบรรทัด {self.line} ถ้ายังไม่ใช้ ให้ใส่ # หน้าบรรทัด {self.child} "
            "และบรรทัดที่อยู่ชั้นเดียวกันต่อจากนั้น"
        )


def commented_parents(text: str) -> Iterator[Commented]:
    """Yield every key that is a comment while what belongs under it is none."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not (found := _PARENT.match(line)):
            continue
        indent = len(found["lead"]) + len(found["inner"])
        child = next((n for n in range(number, len(lines)) if _live(lines[n])), None)
        if child is not None and _indent(lines[child]) > indent:
            under = _KEY.match(lines[child])
            name = under["key"] if under else lines[child].strip()
            yield Commented(found["key"], number, child + 1, name, indent)


def explain(text: str, error: Exception) -> YamlFault:
    """Return the fault of a text at which the parser gave up with `error`."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        sign = error.character if isinstance(error.character, int) else ord(error.character)
        reason = f"มีอักขระที่มองไม่เห็นและใช้ไม่ได้ (U+{sign:04X})"
        return YamlFault(line, reason, "พิมพ์บรรทัดนี้ใหม่ทั้งบรรทัด แทนการคัดลอกมา")
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return YamlFault(0, "เขียนซับซ้อนเกินกว่าที่แผนต้องใช้", _USUAL)
    lines = text.split("\n")
    stopped = min(mark.line + 1, len(lines))
    context = getattr(error, "context_mark", None) or mark
    began = min(context.line + 1, stopped)
    at = _Stop(lines, stopped, began, str(getattr(error, "problem", "")))
    for look in _LOOKS:
        if fault := look(at):
            return fault
    return YamlFault(stopped, "อ่านบรรทัดนี้ไม่เข้าใจ", _USUAL)


_USUAL = (
    "ตรวจบรรทัดนี้และบรรทัดก่อนหน้า: เว้นวรรคหลังเครื่องหมาย : เยื้องด้วยช่องว่าง (ไม่ใช้แท็บ) "
    'และครอบข้อความที่มีเครื่องหมายพิเศษด้วย "…"'
)


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped and where what it was reading began, from 1; and its own words."""

    lines: list[str]
    line: int
    began: int
    words: str

    @property
    def text(self) -> str:
        return self.lines[self.line - 1]

    def before(self) -> Iterator[tuple[int, str]]:
        """Yield the lines up to where it stopped that say something, the last one first."""
        for number in range(self.line, 0, -1):
            if _live(self.lines[number - 1]):
                yield number, self.lines[number - 1]

    def upper(self) -> tuple[int, str]:
        """Return the last line above that says something."""
        return next((one for one in self.before() if one[0] < self.line), (0, ""))


def _tab(at: _Stop) -> YamlFault | None:
    for number, line in enumerate(at.lines[: at.line], start=1):
        lead = line[: len(line) - len(line.lstrip())]
        if ("\t" in lead and _live(line)) or (number == at.line and "'\\t'" in at.words):
            todo = f"ลบแท็บในบรรทัด {number} แล้วเคาะช่องว่างแทน ชั้นละสองช่อง"
            return YamlFault(number, "ใช้แท็บแทนช่องว่าง", todo)
    return None


def _colon_of_another_kind(at: _Stop) -> YamlFault | None:
    for number, line in at.before():
        if found := _OTHER_COLON.match(line):
            reason = f"ใช้เครื่องหมาย {found['colon']} (ตัวเต็มความกว้าง) แทนเครื่องหมาย :"
            fixed = line.replace(found["colon"], ": ", 1).split()
            todo = f"เปลี่ยนแป้นพิมพ์เป็นอังกฤษ แล้วพิมพ์ : ใหม่ ตามด้วยช่องว่าง คือ {' '.join(fixed)}"
            return YamlFault(number, reason, todo)
    return None


def _smart_quote(at: _Stop) -> YamlFault | None:
    for number, line in _of_value(at):
        value = _value(line)
        if value and (value[0] in _SMART or (value[0] in "[{" and any(s in value for s in _SMART))):
            todo = f'พิมพ์เครื่องหมาย " แบบตรงแทน คือ {_rewritten(line)}'
            return YamlFault(number, "ใช้เครื่องหมายคำพูดแบบโค้ง (“ ”) ซึ่ง Word พิมพ์ให้", todo)
    return None


def _open_quote(at: _Stop) -> YamlFault | None:
    for number, line in enumerate(at.lines[: at.line], start=1):
        value = _value(line) or line.strip()
        if value[:1] not in tuple(_QUOTES) or not _live(line):
            continue
        sign = value[0]
        inner = value[1:].replace("\\" + sign, "") if sign == '"' else value[1:].replace("''", "")
        if sign not in inner:
            reason = f"เครื่องหมาย {sign} เปิดไว้แต่ไม่ปิด"
            if value[-1] in _SMART:
                return YamlFault(number, reason, f"เปลี่ยน {value[-1]} ท้ายบรรทัด {number} เป็น {sign}")
            return YamlFault(number, reason, f"เติม {sign} ท้ายข้อความในบรรทัด {number}")
        if number == at.line and inner.partition(sign)[2].split("#")[0].strip():
            todo = f"ลบเครื่องหมาย {sign} ที่อยู่กลางข้อความ หรือใช้ “ ” แทน"
            return YamlFault(number, f"มีข้อความต่อท้ายเครื่องหมาย {sign} ที่ปิดแล้ว", todo)
    return None


def _backslash(at: _Stop) -> YamlFault | None:
    if "escape" not in at.words:
        return None
    reason = 'ในเครื่องหมายคำพูด "…" เครื่องหมาย \\ มีความหมายพิเศษ'
    return YamlFault(at.line, reason, "เขียน / แทน \\ เช่น documents/announcement.pdf")


def _open_bracket(at: _Stop) -> YamlFault | None:
    if "expected ',' or" not in at.words and "end of stream" not in at.words:
        return None
    for number in range(at.began, 0, -1):
        value = _value(at.lines[number - 1]) or at.lines[number - 1].strip()
        close = _CLOSING.get(value[:1])
        if close and close not in value:
            reason = f"วงเล็บ {value[0]} เปิดไว้แต่ไม่ปิด"
            return YamlFault(number, reason, f"เติม {close} ท้ายบรรทัด {number}")
    if at.lines[at.began - 1].count('"') % 2:
        return YamlFault(at.began, 'เครื่องหมาย " ในวงเล็บไม่ครบคู่', f"{_QUOTED} ทีละรายการ")
    if re.search(r"\s#", at.lines[at.began - 1]):
        reason = "ข้อความในวงเล็บหลังเครื่องหมาย # หายไป"
        return YamlFault(at.began, reason, f"{_QUOTED} ทีละรายการ")
    return YamlFault(at.began, "ข้อความในวงเล็บมีเครื่องหมายพิเศษ", f"{_QUOTED} ทีละรายการ")


def _special_beginning(at: _Stop) -> YamlFault | None:
    value = _value(at.text)
    if not value or value[0] not in _SPECIAL:
        return None
    todo = f"{_QUOTED} คือ {_rewritten(at.text)}"
    return YamlFault(at.line, f"ข้อความขึ้นต้นด้วย {value[0]} ซึ่งมีความหมายพิเศษ", todo)


def _no_blank(at: _Stop) -> YamlFault | None:
    if "could not find" not in at.words and "mapping values" not in at.words:
        return None
    for number in dict.fromkeys((at.began, at.upper()[0], at.line)):
        line = at.lines[number - 1] if number else ""
        if found := _NO_BLANK.match(line):
            todo = f"เขียน {found['key']}: {found['value'].strip()}"
            return YamlFault(number, f"ไม่ได้เว้นวรรคหลัง {found['key']}:", todo)
        if found := _DASH.match(line):
            todo = f"เขียน - {found['item'].strip()}"
            return YamlFault(number, "ไม่ได้เว้นวรรคหลังเครื่องหมาย -", todo)
    return None


def _no_colon(at: _Stop) -> YamlFault | None:
    if "could not find" not in at.words:
        return None
    line = at.lines[at.began - 1]
    found = _NO_COLON.match(line)
    todo = f"เขียน {found['key']}: {found['value'].strip()}" if found else "เขียน หัวข้อ: ค่า"
    return YamlFault(at.began, "ขาดเครื่องหมาย : หลังชื่อหัวข้อ", todo)


def _colon_in_value(at: _Stop) -> YamlFault | None:
    if "mapping values" not in at.words:
        return None
    value = _value(at.text)
    if not re.search(r":(?: |$)", value):
        return None
    todo = f"{_QUOTED} คือ {_rewritten(at.text)}"
    return YamlFault(at.line, "ข้อความมีเครื่องหมาย : อยู่ข้างใน", todo)


def _uneven(at: _Stop) -> YamlFault | None:
    if "mapping values" not in at.words and "block end" not in at.words:
        return None
    above, upper = at.upper()
    if not above:
        return None
    here, there = _indent(at.text), _indent(upper)
    level = there + _dash(upper)
    if here == there and (not _dash(upper) or _dash(at.text)):
        reason = f"บรรทัด {at.line} กับบรรทัด {above} ไม่ใช่รายการชนิดเดียวกัน"
        return YamlFault(
            at.line, reason, "ให้บรรทัดที่อยู่ชั้นเดียวกันเป็น หัวข้อ: ค่า เหมือนกัน หรือขึ้นต้นด้วย - เหมือนกัน"
        )
    reason = f"เยื้องบรรทัด {at.line} ไม่ตรงกับบรรทัด {above}"
    todo = f"ถ้าอยู่ชั้นเดียวกัน ให้บรรทัด {at.line} {_spaces(level)} เท่ากับบรรทัด {above}"
    outer = [_indent(line) for number, line in at.before() if number < above]
    if near := [one for one in outer if one < min(level, here)]:
        todo += f" ถ้าอยู่ชั้นนอก {_spaces(near[0])}"
    return YamlFault(at.line, reason, todo)


def _spaces(count: int) -> str:
    return f"ขึ้นต้นด้วยช่องว่าง {count} ช่อง" if count else "ชิดซ้าย"


def _commented(at: _Stop) -> YamlFault | None:
    if "mapping values" not in at.words and "block end" not in at.words:
        return None
    for one in commented_parents("\n".join(at.lines)):
        if one.child <= at.line and not any(one.child < n < at.line for n in _outdented(at, one)):
            return YamlFault(at.line, one.reason, one.todo)
    return None


def _outdented(at: _Stop, parent: Commented) -> list[int]:
    return [number for number, line in at.before() if _indent(line) <= parent.indent]


def _two_documents(at: _Stop) -> YamlFault | None:
    if "another document" not in at.words and "document start" not in at.words:
        return None
    todo = "ลบบรรทัด --- หรือ % นี้ ไฟล์หนึ่งมีข้อมูลชุดเดียว"
    return YamlFault(at.line, "มีบรรทัด --- หรือ % ซึ่งแบ่งไฟล์เป็นสองส่วน", todo)


# The surest first.
_LOOKS: tuple[Callable[[_Stop], YamlFault | None], ...] = (
    _tab, _colon_of_another_kind, _backslash, _commented, _two_documents, _smart_quote, _open_quote,
    _special_beginning, _open_bracket, _no_blank, _colon_in_value, _no_colon, _uneven,
)  # fmt: skip


def _of_value(at: _Stop) -> Iterator[tuple[int, str]]:
    """Yield the line where it stopped and the one where what it read began."""
    for number in dict.fromkeys((at.line, at.began)):
        yield number, at.lines[number - 1]


def _live(line: str) -> bool:
    bare = line.strip()
    return bool(bare) and not bare.startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _dash(line: str) -> int:
    """Return how far the key after a `- ` stands from it."""
    found = _KEY.match(line)
    return len(found["lead"]) - _indent(line) if found else 0


def _value(line: str) -> str:
    found = _KEY.match(line)
    return found["value"].strip() if found else ""


def _rewritten(line: str) -> str:
    """Return the line with its value in straight quotes, as it is to be typed."""
    found = _KEY.match(line)
    if not found:
        return '"…"'
    value = found["value"].strip()
    if value[:1] in tuple("[{"):
        return f"{found['key']}: " + re.sub(f"[{_SMART}]", '"', value)
    bare = value.strip(_SMART).replace('"', "'")
    return f'{found["key"]}: "{bare}"'
