"""What a wrong command line is told: in Thai, what is wrong and how it is written."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.commands.echo import inert
from generator.commands.helping import in_thai

_THAI = re.compile("[ก-๙]")
# As click says it, and the value that it quotes.
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
# How click ends what it says of a path, and what to say instead.
_PATHS = (
    (" is a file", "เป็นแฟ้ม ไม่ใช่โฟลเดอร์ ระบุโฟลเดอร์ที่แฟ้มนั้นอยู่"),
    (" is a directory", "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม เติมชื่อแฟ้มต่อท้าย"),
    (" is not ", "เปิดไม่ได้ เพราะไม่มีสิทธิ์ หรือโปรแกรมอื่นเปิดอยู่"),
)
_QUOTED = re.compile(r"^(?:\w+ )?'(.*?)' (?:does not|is )", re.DOTALL)


def misused(error: click.ClickException) -> str:
    """Return what to tell of a command line that was not understood."""
    said = inert(_what(error))
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    pieces = in_thai(" ".join(context.command.collect_usage_pieces(context)))
    path = context.command_path
    return f"{said}\nวิธีใช้: {path} {pieces}\nดูตัวเลือกทั้งหมด: {path} --help"


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"ไม่รู้จักตัวเลือก {error.option_name}{_close(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"ไม่รู้จักคำสั่ง {error.command_name}{_close(error.possibilities)}"
        case click.MissingParameter():
            return f"ยังไม่ได้ระบุ {_names(error)}"
        case click.BadParameter():
            return f"ค่าของ {_names(error)} ใช้ไม่ได้: {_unfit(error)}"
        case click.BadOptionUsage():
            wants = "ต้องมีค่าตามหลัง" if "requires" in error.message else "ไม่รับค่า"
            return f"ตัวเลือก {error.option_name} {wants}"
    return _otherwise(error.format_message()) + _path_meant(error)


def _otherwise(said: str) -> str:
    if extra := _EXTRA.match(said):
        return f"มีคำเกินมา: {extra[1]}"
    return said if _THAI.search(said) else "คำสั่งนี้เขียนไม่ถูกแบบ"


def _path_meant(error: click.ClickException) -> str:
    """Return how to name a folder, where a path stands that the command does not take."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    extra = _EXTRA.match(error.message)
    takes_portal = context and any(one.name == "portal" for one in context.command.params)
    if not (extra and takes_portal):
        return ""
    path = Path(extra[1])
    if path.is_dir():
        return f" ถ้าเป็นคลังของแผน เขียน --portal {extra[1]}"
    return " คำสั่งนี้อ่านทั้งคลัง ไม่ต้องระบุแฟ้ม" if path.is_file() else ""


def _close(possibilities: list[str] | None) -> str:
    return f" หมายถึง {' หรือ '.join(sorted(possibilities))} หรือไม่" if possibilities else ""


def _names(error: click.BadParameter) -> str:
    """Return what the parameter is called where it is typed."""
    param = error.param
    if isinstance(param, click.Option):
        return " / ".join(param.opts)
    if param is not None:
        name = param.make_metavar(error.ctx) if error.ctx else param.name
        return in_thai(str(name).strip("[]"))
    return str(error.param_hint or "")


def _unfit(error: click.BadParameter) -> str:
    """Return what is wrong with a value: in our own words, or for click's kinds what they take."""
    wanted = _wanted(error.param, error.message)
    if not wanted:
        return error.message
    value = _QUOTED.search(error.message)
    return f"“{value[1]}” {wanted}" if value else wanted


def _wanted(param: click.Parameter | None, said: str) -> str:
    """Return what a parameter of click's own kinds takes; empty for another kind."""
    kind = param.type if param else None
    match kind:
        case click.IntRange():
            return f"ต้องเป็นจำนวนเต็ม {kind.min} ถึง {kind.max}"
        case click.Choice():
            return f"เลือกได้เพียง {' '.join(map(str, kind.choices))}"
        case click.Path():
            what = "โฟลเดอร์" if kind.dir_okay and not kind.file_okay else "แฟ้มหรือโฟลเดอร์"
            return next((words for end, words in _PATHS if end in said), f"ไม่พบ{what}นั้น")
    return ""
