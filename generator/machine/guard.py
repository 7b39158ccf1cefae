"""Which folder may be emptied, replaced or written into: one guard for every command.

A place must be nobody else's: no link, no root, no home, no working folder, nothing that is, holds
or lies in a plan, its pages or a repository. What lies there must be ours: each room knows its own
files by a list of theirs, and `foreign` finds the others. A mark alone proves nothing, for it may
be copied; what git keeps came from others.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.machine.layout import ORGANIZATION, PAGES, PLANS, SETTINGS, is_year
from generator.machine.litter import SYSTEM
from generator.machine.os_words import system_words

_REPOSITORY = ("HEAD", "objects", "refs")
# Names that mean something else elsewhere: a shell's words, whose remover removes a home or all
# that lies there, and what Windows takes for another folder, a stream or a device.
_MEANS_MORE = re.compile(
    r"""[-~].*|.*[. ]|.*[*?<>:"|$`\\].*|.*%.*%.*"""
    r"|(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
# Accounts of people, and the one that may do everything; programs' accounts live in odd places.
_FIRST_PERSON, _LAST_PERSON = 1000, 60_000


def means_more(name: str) -> bool:
    """Whether a file's or folder's name means something else to a shell, or to Windows."""
    return bool(_MEANS_MORE.fullmatch(name))


class FolderRefusedError(Exception):
    """A folder is not ours to empty or to write into; nothing was touched. Worded in Thai."""

    def __init__(self, folder: Path, why: str, advice: str) -> None:
        super().__init__(f"ไม่ใช้โฟลเดอร์ {_shown(folder)} เพราะ{why} {advice}")


class KeptFolderError(FolderRefusedError):
    """Git keeps a file of the folder: whatever mark it carries came from others, too."""

    def __init__(self, folder: Path) -> None:
        name = _shown(Path(folder.name))
        Exception.__init__(
            self,
            f"โฟลเดอร์ {name} ถูกเก็บไว้ใน git ผู้อื่นจึงอาจใส่สิ่งที่ไม่ได้มาจากแผน ({_shown(folder)})\n"
            f"สั่ง git rm -r --cached {name} เพิ่มบรรทัด {name}/ ใน .gitignore แล้ว commit "
            "จากนั้นลบโฟลเดอร์นี้แล้วสร้างใหม่",
        )


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """Something below a folder: its path there, with slashes, and whether it is no plain file.

    A link leads elsewhere, and whoever reads a pipe waits for ever.
    """

    path: str
    link: bool


def refuse_place(folder: Path, portal: Path | None = None) -> None:
    """Refuse a place that can never be ours, whatever lies there. Raises FolderRefusedError.

    `portal` is the folder of the plans that the command works for.
    """
    try:
        _refuse_place(folder, portal)
    except (OSError, RuntimeError, ValueError) as error:  # unreadable, a loop of links, a NUL
        raise FolderRefusedError(folder, "เปิดอ่านไม่ได้", f"({error}) เลือกที่อื่น") from error


def refuse_beginning(folder: Path) -> None:
    """Refuse a place where no new portal may begin, whatever lies there. Raises FolderRefusedError.

    It may be where somebody works now, and a repository of git's may have begun there.
    """
    target = Path(os.path.realpath(folder))  # unlike Path.resolve, of a loop of links too
    if is_link(folder) or target.parent == target or any(target == home for home in _homes()):
        why = "เป็นลิงก์ รากของเครื่อง หรือโฟลเดอร์บ้าน"
        raise FolderRefusedError(folder, why, "เลือกโฟลเดอร์ว่าง")
    if why := _in_another(target, None):
        raise FolderRefusedError(folder, why, "เลือกโฟลเดอร์ว่าง")
    _refuse_file(folder, target)


def refuse_repository(folder: Path, own: str) -> None:
    """Refuse a place for a bare repository, in which we keep a folder named `own`.

    It must be absent, empty, or a bare repository. Raises FolderRefusedError.
    """
    target = Path(os.path.realpath(folder))
    for link in (folder, target / own, target / "hooks"):
        if is_link(link):
            raise FolderRefusedError(folder, f"{link.name} เป็นลิงก์", "ระบุโฟลเดอร์จริง")
    _refuse_file(folder, target)
    inside_git = "อยู่ในที่เก็บของ git" if target.name.casefold() == ".git" else ""
    if why := inside_git or _special(target) or _in_another(target.parent, None) or _holds(target):
        raise FolderRefusedError(folder, why, "เลือกโฟลเดอร์ว่าง หรือชื่อใหม่ที่ยังไม่มี")
    if not _is_repository(target):
        refuse_foreign(target, lambda path: path.startswith(f"{own}/"))


def refuse_pair(one: Path, other: Path) -> None:
    """Refuse two folders of which one is, or lies in, the other. Raises FolderRefusedError."""
    a, b = (Path(os.path.realpath(folder)) for folder in (one, other))
    if _within(a, b) or _within(b, a):
        raise FolderRefusedError(one, f"ซ้อนอยู่กับโฟลเดอร์ {_shown(other)}", "เลือกสองโฟลเดอร์ที่ไม่อยู่ในกัน")


def refuse_kept(folder: Path, kept: bool) -> None:
    """Refuse a folder of which git has a file (`kept`, as whoever may run git found).

    A mark of ours in it came with the repository, from anybody. Raises KeptFolderError.
    """
    if kept:
        raise KeptFolderError(folder)


def refuse_foreign(folder: Path, ours: Callable[[str], bool]) -> None:
    """Refuse a folder in which a file is not `ours`, by its path there. Raises FolderRefusedError.

    An absent or empty folder is anybody's; what systems leave behind does not count.
    """
    for entry in entries(folder):
        if entry.link:
            why = f"มี {_shown(Path(entry.path))} ซึ่งเป็นลิงก์ หรือไม่ใช่ไฟล์ธรรมดา"
            raise FolderRefusedError(folder, why, "ย้ายสิ่งนั้นออก แล้วสั่งใหม่")
        if not is_litter(entry.path) and not ours(entry.path):
            raise foreign_file(folder, entry.path)


def foreign_file(folder: Path, path: str) -> FolderRefusedError:
    """Return what to raise for a file that is not ours."""
    return FolderRefusedError(
        folder,
        f"มีไฟล์ {_shown(Path(path))} ที่ระบบไม่ได้สร้าง ระบบไม่ลบให้",
        "ย้ายไฟล์นั้นออก หรือเปลี่ยนชื่อทั้งโฟลเดอร์ หรือเลือกโฟลเดอร์ว่าง แล้วสั่งใหม่",
    )


def entries(folder: Path) -> Iterator[FolderEntry]:
    """Yield every file and link below a folder, looking through no link.

    Raises FolderRefusedError where a part cannot be read.
    """
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as found:
                inside = sorted(found, key=lambda one: one.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise FolderRefusedError(folder, "เปิดอ่านไม่ได้", system_words(error)) from error
        for one in inside:
            path = f"{below}/{one.name}" if below else one.name
            link = one.is_symlink() or _is_junction(one)
            if not link and one.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                yield FolderEntry(path, link or not one.is_file(follow_symlinks=False))


def is_link(path: Path) -> bool:
    """Whether a path is itself a link, a junction of Windows too."""
    return path.is_symlink() or _is_junction(path)


def is_empty(folder: Path) -> bool:
    """Whether nothing but litter lies there; a folder that is absent is empty, too."""
    return all(is_litter(entry.path) and not entry.link for entry in entries(folder))


def is_litter(path: str) -> bool:
    """Whether a file is one that systems leave behind, however they write its name.

    What a program left is somebody's work that was not saved: it is no reason to empty a folder.
    """
    return path.rpartition("/")[2].casefold() in SYSTEM


def _is_junction(path: Path | os.DirEntry[str]) -> bool:
    if os.name != "nt":
        return False
    state = os.lstat(path)
    kind = getattr(state, "st_reparse_tag", 0)
    return bool(kind == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))


def _refuse_place(folder: Path, portal: Path | None) -> None:
    if folder.parts[:1] and folder.parts[0].startswith("~"):
        # No shell read it so after `--site=`; who removes a folder of that name removes a home.
        raise FolderRefusedError(folder, "ขึ้นต้นด้วย ~ ซึ่งที่นี่ไม่ใช่โฟลเดอร์บ้าน", "เขียนทางเต็ม เช่น /srv/www")
    if is_link(folder):
        raise FolderRefusedError(folder, "เป็นลิงก์", "ระบุโฟลเดอร์จริง หรือลบลิงก์นั้น")
    target = folder.resolve()
    if portal and (led := _led_elsewhere(folder, target, portal)):
        raise FolderRefusedError(folder, led, "ลบลิงก์นั้น หรือเลือกโฟลเดอร์อื่น")
    _refuse_file(folder, target)
    why = (
        _special(target)
        or (_of_portal(target, portal.resolve()) if portal else "")
        or _in_another(target, portal.resolve() if portal else None)
        or _holds(target)
    )
    if why:
        raise FolderRefusedError(folder, why, "เลือกโฟลเดอร์ว่าง หรือชื่อใหม่ที่ยังไม่มี")
    if target.exists() and not os.access(target, os.R_OK | os.X_OK):
        raise FolderRefusedError(folder, "เปิดอ่านไม่ได้", "ให้ผู้ดูแลเครื่องแก้สิทธิ์ หรือเลือกโฟลเดอร์อื่น")


def _refuse_file(folder: Path, target: Path) -> None:
    """Refuse a file, what would lie below one, and a new name that would be read otherwise."""
    there = next(one for one in (target, *target.parents) if os.path.lexists(one))
    if not there.is_dir():
        raise FolderRefusedError(folder, "เป็นไฟล์ หรืออยู่ใต้ไฟล์ ไม่ใช่โฟลเดอร์", "เลือกชื่ออื่น")
    for name in target.relative_to(there).parts:  # what we would make
        if _MEANS_MORE.fullmatch(name) or not name.isprintable():
            why = f"ชื่อ {_shown(Path(name))} มีความหมายอื่นในคำสั่งของเครื่อง หรือใน Windows"
            advice = "ใช้ชื่อที่มีเพียงตัวอักษร ตัวเลข และขีดกลาง เช่น site หรือเขียนทางเต็ม"
            raise FolderRefusedError(folder, why, advice)


def _led_elsewhere(folder: Path, target: Path, portal: Path) -> str:
    """Return why a path that is written as lying in the portal does not lie there."""
    written, home = Path(os.path.abspath(folder)), Path(os.path.abspath(portal))  # noqa: PTH100  # resolves no link
    if not written.is_relative_to(home):
        return ""
    straight = portal.resolve() / written.relative_to(home)
    led = os.path.normcase(target) != os.path.normcase(straight)
    return "ทางไปโฟลเดอร์นี้มีลิงก์ซึ่งพาออกไปที่อื่น" if led else ""


def _special(target: Path) -> str:
    """Return why a folder of the system, or of a person, is not used."""
    if target.parent == target or os.path.ismount(target):
        return "เป็นรากของไดรฟ์หรือของเครื่อง"
    if any(_within(home, target) for home in _homes()):
        return "เป็นโฟลเดอร์บ้านของผู้ใช้ หรือมีโฟลเดอร์บ้านอยู่ข้างใน"
    if _within(Path.cwd(), target):
        return "เป็นโฟลเดอร์ที่ท่านอยู่ขณะนี้ หรือมีโฟลเดอร์นั้นอยู่ข้างใน"
    return ""


def _of_portal(target: Path, portal: Path) -> str:
    if _within(portal, target):
        return "เป็นโฟลเดอร์ของแผน หรือมีโฟลเดอร์ของแผนอยู่ข้างใน"
    for name in (PLANS, PAGES, ".git", SETTINGS):
        if _within(target, portal / name):
            return f"อยู่ใน {name} ของแผน"
    return ""


def _in_another(target: Path, portal: Path | None) -> str:
    """Return why a folder that lies in any repository's own, or any portal's, is not used."""
    for above in (target, *target.parents):
        if above.name.casefold() in (".git", "git~1"):
            return "อยู่ในที่เก็บของ git"
        if (above / Path(ORGANIZATION).name).is_file():
            return "เป็นโฟลเดอร์แผน หรืออยู่ในโฟลเดอร์แผน"
        beside = above.parent / ORGANIZATION
        if above.name.casefold() in (PLANS, PAGES) and beside.is_file():
            return f"เป็น หรืออยู่ใน {above.name} ของแผน"
        if _is_repository(above) and not (portal and _within(portal, above)):
            return "เป็นคลัง git หรืออยู่ในคลัง git"
    return ""


def _holds(target: Path) -> str:
    if os.path.lexists(target / ".git"):
        return "มีคลัง git (.git) อยู่ข้างใน"
    plans = target / PLANS
    if (target / ORGANIZATION).is_file() or _has_a_year(plans):
        return "มีโฟลเดอร์แผน (plans) อยู่ข้างใน"
    return ""


def _has_a_year(plans: Path) -> bool:
    return plans.is_dir() and any(is_year(one.name) for one in plans.iterdir())


def _is_repository(folder: Path) -> bool:
    return all((folder / name).exists() for name in _REPOSITORY)


def _homes() -> Iterator[Path]:
    with contextlib.suppress(RuntimeError):  # this account has none
        yield Path.home().resolve()
    try:
        import pwd  # noqa: PLC0415  # there is none on Windows
    except ImportError:
        return
    for person in pwd.getpwall():
        if person.pw_uid == 0 or _FIRST_PERSON <= person.pw_uid < _LAST_PERSON:
            yield Path(person.pw_dir)


def _within(path: Path, folder: Path) -> bool:
    """Whether a path is the folder or lies below it, however either is spelled."""
    try:
        there = folder.stat()
    except OSError:
        there = None
    for above in (path, *path.parents):
        if above == folder:
            return True
        try:
            if there and os.path.samestat(above.stat(), there):
                return True
        except OSError:
            continue
    return False


def _shown(path: Path) -> str:
    """Return a path on one line, without signs that a terminal obeys."""
    text = str(path)
    return text if text.isprintable() else ascii(text)
