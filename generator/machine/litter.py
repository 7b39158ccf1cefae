"""What systems and programs leave behind in folders, and nobody meant: passed over everywhere."""

from __future__ import annotations

import re

# What systems lay into any folder that somebody looked into, by the name alone. A folder in which
# nothing else lies counts as empty.
SYSTEM = frozenset(
    {
        *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"),
        *(".ds_store", ".directory"),
    }
)
# Folders of systems: a bin, an index, what a Mac packs beside files, a disk station's previews.
_FOLDERS = frozenset({"$recycle.bin", "system volume information", "__macosx", "@eadir"})
# A program's own copy of a file that is open or was being saved: Office's `~$…` and `….tmp`, and
# Excel's name of eight digits, which no ending follows; editors' `…~` and `#…#`. Hidden names are
# LibreOffice's `.~lock.…#`, `.goutputstream-…`, a Mac's `._…`.
_PROGRAM = re.compile(r"\..*|~\$.*|.*\.[Tt][Mm][Pp]|[0-9A-F]{8}|.*~|#.*#", re.DOTALL)
# What programs, ours too, write beside a file for a moment, or keep of it: copies of before, git's
# and editors' (`.orig`, `.rej`, `.bak`); what waits to be moved in its place (`.part`, `…-new`).
_FOR_A_MOMENT = re.compile(
    r".*\.(?:tmp|temp|orig|rej|bak|old|swp|swo|part|crdownload|new|[a-z]+-new|lock)"
    r"|.*\.(?:BACKUP|BASE|LOCAL|REMOTE)[._][0-9]+\..*",
    re.DOTALL | re.IGNORECASE,
)


def is_for_a_moment(path: str) -> bool:
    """Whether a file, by its path, is a copy or a part of another one that nobody meant to keep."""
    return is_litter(path) or bool(_FOR_A_MOMENT.fullmatch(path.rpartition("/")[2]))


def is_litter(path: str) -> bool:
    """Whether a file, by its path with slashes, was left there by a system or a program."""
    *folders, name = path.split("/")
    if name.casefold() in SYSTEM or _PROGRAM.fullmatch(name):
        return True
    return any(one.startswith(".") or one.casefold() in _FOLDERS for one in folders)
