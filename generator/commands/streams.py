"""What the command line writes to: a screen, a file or another program, each in signs it can read.

A screen takes UTF-8. On Windows a file gets the byte order mark by which Notepad and Excel know
UTF-8, and a pipe what its reader takes: PowerShell, also where it writes `> out.txt`, reads the
signs of the console's code page. Programs that ask for JSON get ASCII, which is the same in all.
Signs without Thai (LANG=C, Latin-1) are of a machine that was never set up: it gets UTF-8. A
stream that nobody reads any more, or that was never there, drops what is told: the work goes on,
and how it ended counts.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import stat
import sys
from collections.abc import Mapping
from typing import TextIO

_UTF_8 = "utf-8"
# What a Thai code page lacks, by signs that it has; anything else is shown as a question mark.
_PLAIN = str.maketrans({
    "█": "#", "✓": "/", "·": "-", "⟨": "<", "⟩": ">", "␣": "_", "⏎": "|", "→": ">", "░": ".",
    "←": "<",
})  # fmt: skip


def encoding_of(*, windows: bool, screen: bool, file: bool, code_page: int, stated: str) -> str:
    """Return in what a stream is written.

    `code_page` is that of the console, 0 where there is none; `stated` is what the environment says
    that whoever reads expects, empty where it says nothing.
    """
    if stated:
        return codecs.lookup(stated).name if _holds_thai(stated) else _UTF_8
    if not windows or screen:
        return _UTF_8
    if file:
        return "utf-8-sig"
    # Without a console nobody is there whose code page counts: a service, a hook, a workflow.
    return f"cp{code_page}" if code_page not in (0, 65001) else _UTF_8


def _holds_thai(encoding: str) -> bool:
    try:
        return bool("ก".encode(encoding))
    except UnicodeError:
        return False


def set_up(environment: Mapping[str, str]) -> None:
    """Have all streams there, and what is written readable; what a stream lacks is replaced."""
    # A number that is free would be the next file's, and what is told would be written into that.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nothing, mode, encoding=_UTF_8, closefd=False))
    windows = os.name == "nt"
    said = "PYTHONIOENCODING" in environment or environment.get("PYTHONUTF8") == "1"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = encoding_of(
                windows=windows,
                screen=stream.isatty(),
                file=_is_file(stream),
                code_page=_code_page(),
                stated=stream.encoding if said or not windows else "",
            )
            stream.reconfigure(encoding=encoding, errors="replace")


def let_go(stream: TextIO, why: OSError) -> None:
    """Have what is written from now on dropped. Raises `why` where it is not that nobody reads.

    Nobody answers either what nobody reads: each question from now on finds its answers at an end.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, stream.fileno())
    # Windows calls a pipe whose reader went an invalid argument.
    if why.errno != errno.EPIPE and not (os.name == "nt" and why.errno == errno.EINVAL):
        raise why
    if stream is sys.stdout:
        os.dup2(nothing, 0)


def in_signs_of(text: str, encoding: str) -> str:
    """Return a text with signs that a code page lacks put by signs it has, where any are known."""
    return text if encoding.lower().startswith(_UTF_8) else text.translate(_PLAIN)


def takes_all_signs() -> bool:
    """Whether the output is UTF-8 without a mark before it, as programs expect."""
    return (getattr(sys.stdout, "encoding", None) or _UTF_8).lower() == _UTF_8


def for_programs() -> None:
    """Have the output begin without a mark: what follows is for a program."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.encoding == "utf-8-sig":
        sys.stdout.reconfigure(encoding=_UTF_8)


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def _code_page() -> int:
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415  # Windows alone needs it

    return int(ctypes.windll.kernel32.GetConsoleOutputCP())
