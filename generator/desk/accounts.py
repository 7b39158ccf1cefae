"""Who works at an office's desk: accounts in one file beside the repository, for its owner alone.

A password is kept as Argon2id says it, never itself. Whatever changes about an account gives it a
new stamp, by which sessions that were begun before are known to be over.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from generator.machine.disk import put_file

SHORTEST, LONGEST = 12, 200
_LONGEST_NAME = 60
_NEVER = '<>"/\\|:*?'
_OTHERS = 0o077
_NAME = (
    f"ชื่อบัญชีใช้ไม่ได้: ใช้ตัวอักษร ตัวเลข จุด ขีด หรือเว้นวรรค ไม่เกิน {_LONGEST_NAME} ตัว ห้ามมี {' '.join(_NEVER)}"
)
_THERE = "มีบัญชี {name} อยู่แล้ว"
_NONE = "ไม่มีบัญชี {name} ดูรายชื่อด้วย phaen desk user list"
_SHORT = f"รหัสผ่านต้องยาว {SHORTEST} ถึง {LONGEST} ตัว ใช้วลีที่จำได้หลายคำติดกันก็ได้"
_OPEN = "ผู้อื่นในเครื่องอ่านหรือแก้แฟ้มบัญชี {path} ได้ จึงไม่ใช้ สั่ง chmod 600 แล้วเปลี่ยนรหัสผ่านทุกบัญชี"
_BROKEN = "อ่านแฟ้มบัญชี {path} ไม่ได้ กู้จากสำเนาสำรอง หรือลบแล้วเพิ่มบัญชีใหม่"


class AccountsError(Exception):
    """An account cannot be what was asked, or the file may not be used; worded in Thai."""


class Role(Enum):
    """What a person may do with what was prepared."""

    PREPARES = "prepares"
    PUBLISHES = "publishes"

    @property
    def thai(self) -> str:
        """The role as staff call it."""
        return {"prepares": "ผู้จัดทำ", "publishes": "ผู้เผยแพร่"}[self.value]


@dataclass(frozen=True, slots=True, repr=False)  # a hash is no message
class Account:
    """A person: the name to sign in by, how commits tell of them, and what they may do.

    `units` limit them to these units' own progress; none limits nothing. `id` names their folder,
    so that who is called the same later finds nothing of theirs. Without a `hash` only the office's
    single sign-on lets them in.
    """

    name: str
    called: str
    email: str
    role: Role
    units: tuple[str, ...]
    id: str
    stamp: str
    hash: str = ""

    @property
    def may_publish(self) -> bool:
        """Whether they publish."""
        return self.role is Role.PUBLISHES


class Passwords:
    """Makes and tries the hashes of passwords, few at a time: each try takes memory."""

    def __init__(self) -> None:
        """Take the costs that RFC 9106 advises where memory is not plenty."""
        self._hasher = PasswordHasher()
        # What is tried where there is no such account: it takes as long as with one.
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(16))
        self._one_at_a_time = Lock()

    def hashed(self, password: str) -> str:
        """Return what is kept of a password. Raises AccountsError for one that is too short."""
        told = _plain(password)
        if not SHORTEST <= len(told) <= LONGEST:
            raise AccountsError(_SHORT)
        return self._hasher.hash(told)

    def is_right(self, account: Account | None, password: str) -> bool:
        """Whether a password opens an account; as slow where there is none."""
        kept = account.hash if account else ""
        with self._one_at_a_time:
            try:
                return self._hasher.verify(kept or self._nobodys, _plain(password[:LONGEST])) and (
                    bool(kept) and len(password) <= LONGEST
                )
            except (VerificationError, InvalidHashError):
                return False


class Accounts:
    """The accounts in a file, which the owner alone may read. Raises AccountsError and OSError."""

    def __init__(self, file: Path) -> None:
        """Use a file, which is made with the first account; its folder is closed to others."""
        self._file = file
        self._lock = Lock()
        self._seen: tuple[int, ...] = ()
        self._known: Mapping[str, Account] = {}

    def all(self) -> tuple[Account, ...]:
        """Return every account by its name's order, as the file has them at this moment."""
        return tuple(sorted(self._read().values(), key=lambda one: one.name))

    def of(self, name: str) -> Account | None:
        """Return the account of a name, however it was typed; None where there is none."""
        return self._read().get(account_key(name))

    def add(
        self, name: str, role: Role, units: tuple[str, ...], called: str, email: str, kept: str
    ) -> Account:
        """Add an account; `kept` is what `Passwords` made, empty for single sign-on alone."""
        name = unicodedata.normalize("NFC", name).strip()
        for told in (name, called or name, email or name):
            _refuse_name(told)
        person = Account(
            name,
            called or name,
            email or f"{name.replace(' ', '.')}@desk.invalid",
            role,
            units,
            secrets.token_hex(16),
            secrets.token_hex(16),
            kept,
        )

        def added(known: dict[str, Account]) -> None:
            if account_key(name) in known:
                raise AccountsError(_THERE.format(name=name))
            known[account_key(name)] = person

        self._change(added)
        return person

    def change(self, name: str, **parts: Any) -> Account:
        """Change parts of an account; who is signed in by it is so no more."""
        found = self._need(name)

        def changed(known: dict[str, Account]) -> None:
            now = known.get(account_key(name))
            if now is None:
                raise AccountsError(_NONE.format(name=name))
            known[account_key(name)] = replace(now, **parts, stamp=secrets.token_hex(16))

        self._change(changed)
        return self.of(name) or found

    def remove(self, name: str) -> Account:
        """Take an account away, and return what it was."""
        found = self._need(name)
        self._change(lambda known: known.pop(account_key(name), None))
        return found

    def _need(self, name: str) -> Account:
        if found := self.of(name):
            return found
        raise AccountsError(_NONE.format(name=name))

    def _read(self) -> Mapping[str, Account]:
        with self._lock:
            try:
                state = self._file.lstat()
            except FileNotFoundError:
                return {}
            if os.name == "posix" and state.st_mode & _OTHERS:
                raise AccountsError(_OPEN.format(path=self._file))
            seen = (state.st_ino, state.st_mtime_ns, state.st_size)
            if seen != self._seen:
                self._known, self._seen = self._told(), seen
            return self._known

    def _told(self) -> dict[str, Account]:
        try:
            said = json.loads(self._file.read_bytes())
            told = [_account(one) for one in said["accounts"]]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise AccountsError(_BROKEN.format(path=self._file)) from None
        return {account_key(one.name): one for one in told}

    def _change(self, change: Callable[[dict[str, Account]], object]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(self._file.with_suffix(".lock")):
            known = dict(self._read())
            change(known)
            rows = [asdict(one) | {"role": one.role.value} for one in known.values()]
            data = json.dumps({"accounts": rows}, ensure_ascii=False, indent=1).encode()
            put_file(self._file, data, durable=True, mode=0o600)


def _account(said: Any) -> Account:
    texts = {part: str(said[part]) for part in ("name", "called", "email", "id", "stamp", "hash")}
    if not texts["id"].isalnum():  # it names a folder
        raise ValueError(texts["id"])
    return Account(**texts, role=Role(said["role"]), units=tuple(map(str, said["units"])))


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Keep whoever else changes accounts waiting."""
    import fcntl  # noqa: PLC0415  # there is none on Windows, where no office has its server

    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def account_key(name: str) -> str:
    """Return the same for a name however it is typed: by this one account is known, and counted."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _plain(password: str) -> str:
    """Return a password the same from every keyboard."""
    return unicodedata.normalize("NFC", password)


def _refuse_name(name: str) -> None:
    """Refuse what cannot stand in a commit, or in a folder's or a person's list."""
    odd = not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable()
    if odd or any(sign in name for sign in _NEVER):
        raise AccountsError(_NAME)


def beside(repository: Path) -> Path:
    """Return the folder of the desk beside a repository that receives."""
    whole = repository.resolve()
    return whole.parent / f"{whole.name.removesuffix('.git')}.desk"


def accounts_of(repository: Path) -> Accounts:
    """Return the accounts of the desk beside a repository."""
    return Accounts(beside(repository) / "accounts.json")
