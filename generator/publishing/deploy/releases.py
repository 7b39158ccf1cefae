"""A live link and the whole releases that it may lead to: switched by one rename, with a way back.

`live` is a link to a folder in `live.releases/`, which stands beside it:

    live -> live.releases/000042-1a2b3c4d5e6f
    live.releases/000041-…        the release before it, whole
    live.releases/.next-…         one that is being made, or waits to be shown
    live.releases/.taken-back     the names of those that somebody went back from
    live.releases/.withdrawn      the first release without what was withdrawn, and digests of that
    live.releases/.lock           held by whoever publishes; marks the folder as ours

A reader always meets one whole release. A run that is killed, or a disk that is full, leaves at
most a hidden folder, which the next run clears away. Releases share the files that did not change
(decision 38).
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import put_file, sync
from generator.publishing.deploy.errors import DeployError
from generator.publishing.deploy.filling import fill
from generator.publishing.deploy.withdrawn import NAME, NO_WAY_BACK, Withdrawn

KEPT = 10
_RELEASE = re.compile(r"(?P<number>[0-9]{6})-(?P<name>[0-9a-z]{1,40})")
_NEXT = ".next-"
_TAKEN_BACK = ".taken-back"
# A commit's short name says what was published; a day's (`phaen publish`) may name several.
# Beside releases there are only these; `phaen publish` by ssh makes some of them.
RELEASE = "[0-9]{6}-[0-9a-z]{1,40}"
OURS = RELEASE + (
    r"|\.next-[0-9a-z]{1,40}(\.part)?|\.taken-back(\.part)?|\.withdrawn(\.part)?|\.link"
    r"|\.lock|\.drafts\.lock|\.in-[A-Za-z0-9]{6}"
)
_OURS = re.compile(OURS)
_MARK, _MARKED = ".lock", "โฟลเดอร์นี้เป็นของ phaen\n".encode()
_COMMIT = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A release that was shown: its number, counting up, and the name it was given."""

    number: int
    name: str
    folder: Path


class Releases:
    """The releases of one live link. Raises OSError and DeployError; the live site then stays."""

    def __init__(self, live: Path) -> None:
        """Use the link at `live`, which need not exist yet; its name must not end in a slash."""
        if not live.name or live.name == "..":
            guard.refuse_place(live)
            raise guard.FolderRefusedError(live, "ไม่มีชื่อโฟลเดอร์", "ระบุชื่อโฟลเดอร์")
        self.live = live.parent.resolve() / live.name
        self.folder = self.live.with_name(f"{self.live.name}.releases")
        self._withdrawn = Withdrawn(self.folder / NAME)

    def refuse_foreign(self) -> None:
        """Refuse a place where anything is not ours. Raises FolderRefusedError and DeployError.

        The folder of releases is ours by its mark; an earlier release's by the names in it, and by
        the link that leads to one of them: `202401-minutes` may be anybody's.
        """
        if not self.live.is_symlink():
            guard.refuse_place(self.live)
        elif not self._leads_to_ours():
            raise guard.FolderRefusedError(self.live, "เป็นลิงก์ที่ระบบไม่ได้สร้าง", "เลือกชื่ออื่นที่ยังไม่มี")
        guard.refuse_place(self.folder)
        self._check_place()
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            plain = path.is_dir() or path.is_file()
            if (guard.is_link(path) or not plain) and path.name != ".link":
                raise guard.foreign_file(self.folder, path.name)
            if not self._is_marked() and not self._is_earlier(path.name):
                raise guard.foreign_file(self.folder, path.name)

    def _leads_to_ours(self) -> bool:
        target = self.live.readlink()
        there = target.parent == Path(self.folder.name) or target.parent == self.folder
        return there and bool(_RELEASE.fullmatch(target.name))

    def _is_earlier(self, name: str) -> bool:
        shown = _RELEASE.fullmatch(name)
        return self.live.is_symlink() if shown else bool(_OURS.fullmatch(name))

    def _is_marked(self) -> bool:
        """Whether the folder carries our mark, made for this very file: one in a copy is not."""
        mark = self.folder / _MARK
        return mark.is_file() and not mark.is_symlink() and mark.read_bytes() == _marked(mark)

    def _make_folder(self) -> None:
        self.refuse_foreign()
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            self.folder.chmod(0o755)  # the web server looks into it
        # In place: whoever holds the lock holds this very file.
        if not self._is_marked():
            with (self.folder / _MARK).open("ab") as lock:
                lock.truncate(0)
                lock.write(_marked(self.folder / _MARK))

    def possible(self) -> bool:
        """Whether links can be made there: not on Windows, nor on most USB sticks."""
        if os.name == "nt":
            return False
        self.live.parent.mkdir(parents=True, exist_ok=True)
        probe = self.live.with_name(f".{self.live.name}.{secrets.token_hex(8)}")
        try:
            probe.symlink_to("nowhere")
            probe.unlink()
        except OSError:
            return False
        return True

    @contextlib.contextmanager
    def alone(self, lock: str = ".lock", *, wait: bool = True) -> Iterator[bool]:
        """Wait until no other run publishes here, and keep others waiting.

        With a lock of another name, only those who ask for that one wait for one another. Yields
        whether the lock is ours, which without `wait` it may not be.
        """
        import fcntl  # noqa: PLC0415  # there is none on Windows, which has no such links either

        self._make_folder()
        with (self.folder / lock).open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def discard(self) -> None:
        """Remove every release that waits to be shown."""
        self._clear(but=None)

    def all(self) -> list[Release]:
        """Return the releases that were shown and are kept, oldest first."""
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if match := _RELEASE.fullmatch(path.name):
                found.append(Release(int(match["number"]), match["name"], path))
        return sorted(found)

    def current(self) -> Release | None:
        """Return the release that readers see, None where there is none."""
        if not self.live.is_symlink():
            return None
        target = (self.live.parent / self.live.readlink()).resolve()
        return next((one for one in self.all() if one.folder.resolve() == target), None)

    def prepare(self, site: Path, name: str) -> Path:
        """Make a release of `site` that nobody sees yet, durable and with its text packed."""
        if not re.fullmatch("[0-9a-z]{1,40}", name):
            raise DeployError(f"ชื่อ {name!r} ใช้ตั้งชื่อรุ่นไม่ได้")
        self._make_folder()
        ready = self.folder / f"{_NEXT}{name}"
        self._clear(but=ready)
        if ready.exists():
            shutil.rmtree(ready)
        part = self.folder / f"{_NEXT}{name}.part"
        now = self.current()
        fill(part, site, now.folder if now else None)
        part.rename(ready)
        return ready

    def prepared(self, name: str) -> bool:
        """Whether a release of that name waits to be shown."""
        return (self.folder / f"{_NEXT}{name}").is_dir()

    def refuse_earlier(self, withdrawn: Collection[str]) -> None:
        """Refuse a site that tells less withdrawn than was told here, before a copy of it is made.

        Raises DeployError.
        """
        self._withdrawn.refuse_earlier(withdrawn)

    def show(self, name: str, withdrawn: Collection[str] | None = None) -> Release:
        """Let readers see the prepared release from now on, and drop what is older than KEPT.

        `withdrawn` are digests of what the portal tells as withdrawn. Where any is new here, every
        older release may hold it: `forget_older` removes them, and nobody goes back to one. A site
        that tells less than was told here is refused. None asks for nothing of this.
        """
        if withdrawn is not None:
            self._withdrawn.refuse_earlier(withdrawn)
        self._check_place()
        last = self.all()
        number = last[-1].number + 1 if last else 1
        release = Release(number, name, self.folder / f"{number:06}-{name}")
        (self.folder / f"{_NEXT}{name}").rename(release.folder)
        release.folder.chmod(0o755)  # nobody but us saw it until now
        if withdrawn is not None:
            self._withdrawn.grow(withdrawn, number)  # first: were we killed now, none is lost
        self._point_at(release)
        self._prune(release)
        return release

    def back(self) -> Release:
        """Let readers see the release before the one they see now, and remember which that was.

        What was taken back before, and the same commit under another number, is passed over.
        """
        now = self.current()
        if now is None:
            raise DeployError(f"{self.live} ยังไม่เคยเผยแพร่ จึงไม่มีรุ่นให้ย้อน")
        taken = {*self._taken_back(), now.folder.name}
        commits = {name.partition("-")[2] for name in taken}
        since = self._withdrawn.since
        earlier = [
            one
            for one in self.all()
            if since <= one.number < now.number
            and one.folder.name not in taken
            and not (_COMMIT.fullmatch(one.name) and one.name in commits)
        ]
        if not earlier:
            raise DeployError(NO_WAY_BACK if since else "ไม่มีรุ่นก่อนหน้าเหลืออยู่แล้ว")
        self._remember(taken)  # first: were we killed now, nobody would show it again
        self._point_at(earlier[-1])
        return earlier[-1]

    @property
    def withdrew(self) -> bool:
        """Whether the release that readers see is the first without something withdrawn."""
        now = self.current()
        return now is not None and now.number == self._withdrawn.since

    def keep_current(self) -> int:
        """Remove every release but the one that readers see, for good; return how many."""
        self.discard()
        if now := self.current():
            self._withdrawn.begin(now.number)
        return self.forget_older()

    def forget_older(self) -> int:
        """Remove at once every release that may hold what was withdrawn; return how many.

        The one that readers see stays. Call it after `show`; called again it finishes what a killed
        run left.
        """
        since, now = self._withdrawn.since, self.current()
        older = [one for one in self.all() if one.number < since and one != now]
        for one in older:
            shutil.rmtree(one.folder)
        return len(older)

    def taken_back(self, name: str) -> bool:
        """Whether somebody went back from the release of that name."""
        return any(one.partition("-")[2] == name for one in self._taken_back())

    def _taken_back(self) -> list[str]:
        try:
            return (self.folder / _TAKEN_BACK).read_text(encoding="ascii").split()
        except FileNotFoundError:
            return []

    def _remember(self, taken: set[str]) -> None:
        data = "".join(f"{one}\n" for one in sorted(taken)).encode("ascii")
        put_file(self.folder / _TAKEN_BACK, data, durable=True)

    def _check_place(self) -> None:
        """Make room for the link: an empty folder gives way, anything else stays."""
        if self.live.is_symlink() or not self.live.exists():
            return
        if not self.live.is_dir() or any(self.live.iterdir()):
            raise DeployError(f"{self.live} มีไฟล์อื่นอยู่แล้ว ระบบไม่ลบให้ โปรดย้ายออกหรือเลือกที่อื่น")

    def _point_at(self, release: Release) -> None:
        if self.live.is_dir() and not self.live.is_symlink():
            self.live.rmdir()
        link = self.folder / ".link"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(self.folder.name) / release.folder.name)
        sync(self.folder)
        link.rename(self.live)
        sync(self.live.parent)

    def _prune(self, now: Release) -> None:
        for old in self.all()[:-KEPT]:
            if old != now:
                shutil.rmtree(old.folder, ignore_errors=True)

    def _clear(self, but: Path | None) -> None:
        """Remove what a killed run or a refused push left half done."""
        for path in self.folder.glob(f"{_NEXT}*"):
            if path != but and _OURS.fullmatch(path.name) and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


def _marked(mark: Path) -> bytes:
    return _MARKED + f"{mark.stat().st_ino}\n".encode()
