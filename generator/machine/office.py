"""LibreOffice, where this machine has it: one file in, the same file in another format out.

It runs as a guest: with a profile and a home of its own that go with it, without macros, links and
a network that it could reach, in a group of processes that is ended whole when its time is up. Any
number may run at once.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.machine.programs import end_with_all, found_program

#: Seconds; its first start on a slow machine takes twenty.
PATIENCE = 90
_MOST_BYTES = 100_000_000
_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_OWN_FOLDERS = ("/opt",)  # where the makers' packages go, one folder a version
# `soffice.com` waits for its end and shows no window; `.exe` does not.
_WINDOWS = ("LibreOffice/program/soffice.com", "LibreOffice/program/soffice.exe")
_PROGRAMS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")
_IS_WINDOWS = os.name == "nt"
_KEPT = ("SYSTEMROOT", "WINDIR", "COMSPEC", "PATH")
# Whatever would reach out finds a port where nobody answers.
_NOWHERE = "http://127.0.0.1:9"
_ENTRY = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
)


class NoOfficeError(Exception):
    """There is no LibreOffice where one usually is."""


class OfficeFailedError(Exception):
    """LibreOffice made nothing of the file; `slow` tells that its time was up."""

    def __init__(self, *, slow: bool = False) -> None:
        super().__init__("slow" if slow else "failed")
        self.slow = slow


def found_office(environment: Mapping[str, str]) -> str:
    """Return where LibreOffice is. Raises NoOfficeError."""
    for name in _NAMES:
        try:
            return found_program(name, environment)
        except FileNotFoundError:
            continue
    for path in _usual(environment):
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    raise NoOfficeError


def _usual(environment: Mapping[str, str]) -> Iterator[Path]:
    for key in _PROGRAMS:
        if _IS_WINDOWS and environment.get(key):
            yield from (Path(environment[key], *own.split("/")) for own in _WINDOWS)
    yield from map(Path, _USUAL)
    for folder in _OWN_FOLDERS:
        # The newest version first.
        yield from sorted(Path(folder).glob("libreoffice*/program/soffice"), reverse=True)


def converted_file(
    data: bytes,
    ending: str,
    wanted: str,
    environment: Mapping[str, str],
    seconds: float = PATIENCE,
) -> bytes:
    """Return the bytes of a file in the format of another ending (`doc` → `docx`).

    Raises NoOfficeError and OfficeFailedError. Leaves no file and no process behind.
    """
    office = found_office(environment)
    with tempfile.TemporaryDirectory(prefix="phaen-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        given, made = folder / f"form.{ending}", folder / "made" / f"form.{wanted}"
        given.write_bytes(data)
        profile = folder / "profile"
        _settle(profile)
        command = [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible",
            "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
            "--convert-to", wanted, "--outdir", str(made.parent), str(given),
        ]  # fmt: skip
        _run(command, _guest(environment, folder), folder, seconds)
        if not made.is_file() or not 0 < made.stat().st_size <= _MOST_BYTES:
            raise OfficeFailedError
        return made.read_bytes()


def _settle(profile: Path) -> None:
    """Write the settings of a profile before its first start."""
    user = profile / "user"
    user.mkdir(parents=True)
    entries = "\n".join(
        _ENTRY.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{entries}\n</oor:items>\n',
        encoding="utf-8",
    )


def _guest(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return what the program sees of the environment: nothing of the person."""
    kept = {key: environment[key] for key in _KEPT if key in environment}
    home = str(folder)
    own = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "TMPDIR", "TMP", "TEMP"), home)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    return {**kept, **own, **proxies, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _run(command: list[str], environment: Mapping[str, str], folder: Path, seconds: float) -> None:
    """Run to its end, or end it with all that it started."""
    process = subprocess.Popen(  # noqa: S603  # an argument list of ours
        command, env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise OfficeFailedError(slow=True) from None
    finally:
        end_with_all(process, environment)
