"""What a command line is told in Thai: what is wrong, how it is written, and what there is."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from generator.commands.echo import inert

# As click says it, and the value that it quotes.
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
_QUOTED = re.compile(r"^(?:\w+ )?'(.*?)' (?:does not|is )", re.DOTALL)


_HELP = {
    "Options": "ตัวเลือก",
    "Commands": "คำสั่ง",
    "Show this message and exit.": "แสดงข้อความนี้",
    "Show the version and exit.": "แสดงรุ่นของ Phaen",
}
_PIECES = {"[OPTIONS]": "[ตัวเลือก]", "COMMAND [ARGS]...": "คำสั่ง …"}


class ThaiHelp(click.HelpFormatter):
    """A page of help with Thai words around what the commands say of themselves."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is typed."""
        super().write_usage(prog, _in_thai(args), prefix or "วิธีใช้: ")

    def write_heading(self, heading: str) -> None:
        """Write what the lines below are."""
        super().write_heading(_HELP.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, each with what it does."""
        told = [(term, _HELP.get(text, text)) for term, text in rows]
        super().write_dl(told, col_max, col_spacing)


def _in_thai(pieces: str) -> str:
    for word, thai in _PIECES.items():
        pieces = pieces.replace(word, thai)
    return pieces


def misused(error: click.ClickException) -> str:
    """Return what to tell of a command line that was not understood."""
    said = inert(_what(error))
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    pieces = _in_thai(" ".join(context.command.collect_usage_pieces(context)))
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
    extra = _EXTRA.match(error.format_message())
    return f"มีคำเกินมา: {extra[1]}" if extra else error.format_message()


def _close(possibilities: list[str] | None) -> str:
    return f" หมายถึง {' หรือ '.join(sorted(possibilities))} หรือไม่" if possibilities else ""


def _names(error: click.BadParameter) -> str:
    """Return what the parameter is called where it is typed."""
    param = error.param
    if isinstance(param, click.Option):
        return " / ".join(param.opts)
    if param is not None:
        return str(param.make_metavar(error.ctx) if error.ctx else param.name).strip("[]")
    return str(error.param_hint or "")


def _unfit(error: click.BadParameter) -> str:
    """Return what is wrong with a value: in our own words, or for click's kinds what they take."""
    wanted = _wanted(error.param)
    if not wanted:
        return error.message
    value = _QUOTED.search(error.message)
    return f"“{value[1]}” {wanted}" if value else wanted


def _wanted(param: click.Parameter | None) -> str:
    """Return what a parameter of click's own kinds takes; empty for another kind."""
    kind = param.type if param else None
    match kind:
        case click.IntRange():
            return f"ต้องเป็นจำนวนเต็ม {kind.min} ถึง {kind.max}"
        case click.Choice():
            return f"เลือกได้เพียง {' '.join(map(str, kind.choices))}"
        case click.Path():
            what = "โฟลเดอร์" if kind.dir_okay and not kind.file_okay else "แฟ้มหรือโฟลเดอร์"
            return f"ไม่พบ{what}นั้น หรือเปิดไม่ได้"
    return ""
