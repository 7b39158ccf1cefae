"""`phaen desk user`: who works at an office's desk, told at the server by whoever runs it."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.commands.common import this_day
from generator.commands.echo import echo
from generator.machine.packaged import DESK_LOCKED, install_command
from generator.publishing import Remote

if TYPE_CHECKING:
    from generator.desk.accounts import Account, Accounts, Role

_T = TypeVar("_T")
_EXTRA = "โต๊ะทำงานในเบราว์เซอร์ต้องติดตั้งส่วนเพิ่มก่อน สั่ง {command} แล้วสั่งใหม่"
_ROLES = {"ผู้จัดทำ": "prepares", "ผู้เผยแพร่": "publishes"}
_PRINTED = "รหัสผ่านของ {name} (แสดงครั้งเดียว ส่งให้เจ้าของบัญชีทางที่ปลอดภัย): {password}"

office_option = click.option(
    "--office",
    "repository",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    metavar="REPOSITORY",
    help="คลังที่สร้างด้วย phaen receive (ปกติคือโฟลเดอร์นี้)",
)
_unit_option = click.option(
    "--unit", "units", multiple=True, help="ให้รายงานได้เฉพาะหน่วยงานนี้ ใส่ซ้ำได้ (ไม่ใส่คือทุกหน่วยงาน)"
)
_printed_option = click.option(
    "--print-password", "printed", is_flag=True, help="สุ่มรหัสผ่านให้แล้วแสดงครั้งเดียว แทนการถาม"
)
_name = click.argument("name", metavar="ชื่อบัญชี")


def needs_desk(error: ImportError) -> click.UsageError:
    """Return what to tell where the extra is not installed; raises a fault of ours as it is."""
    if (error.name or "").partition(".")[0] == "generator":
        raise error
    return click.UsageError(_EXTRA.format(command=install_command(DESK_LOCKED)))


@click.group()
def user() -> None:
    """บัญชีของผู้ใช้โต๊ะทำงานของสำนักงาน (phaen desk --office)."""


@user.command()
@_name
@click.option("--publishes", is_flag=True, help="เป็นผู้เผยแพร่ (ปกติเป็นผู้จัดทำ)")
@_unit_option
@click.option("--called", default="", help="ชื่อที่ปรากฏในประวัติการแก้ไข (ปกติคือชื่อบัญชี)")
@click.option("--email", default="", help="อีเมลที่ปรากฏในประวัติการแก้ไข")
@click.option("--sso", is_flag=True, help="เข้าทางระบบลงชื่อของสำนักงานเท่านั้น ไม่มีรหัสผ่าน")
@_printed_option
@office_option
def add(  # noqa: PLR0913, PLR0917  # one for each option
    name: str,
    publishes: bool,
    units: tuple[str, ...],
    called: str,
    email: str,
    sso: bool,
    printed: bool,
    repository: Path,
) -> None:
    """เพิ่มบัญชี."""
    accounts, role = _accounts(repository)
    kept, told = ("", "") if sso else _password(printed)
    wanted = role("publishes" if publishes else "prepares")
    made = _done(lambda: accounts.add(name, wanted, units, called, email, kept))
    echo(f"เพิ่มบัญชี {_line(made)}")
    _tell(made.name, told)


@user.command(name="list")
@office_option
def list_accounts(repository: Path) -> None:
    """แสดงบัญชีทั้งหมด."""
    accounts, _ = _accounts(repository)
    found = _done(accounts.all)
    for one in found:
        echo(_line(one))
    if not found:
        echo("ยังไม่มีบัญชี เพิ่มด้วย phaen desk user add")


@user.command()
@_name
@click.argument("role", metavar="บทบาท", type=click.Choice([*_ROLES, *_ROLES.values()]))
@_unit_option
@office_option
def role(name: str, role: str, units: tuple[str, ...], repository: Path) -> None:
    """กำหนดบทบาท (ผู้จัดทำ หรือ ผู้เผยแพร่) และหน่วยงานของบัญชีใหม่ ผู้ที่ลงชื่ออยู่ต้องลงชื่อใหม่."""
    accounts, kinds = _accounts(repository)
    wanted = kinds(_ROLES.get(role, role))
    echo(f"เปลี่ยนแล้ว {_line(_done(lambda: accounts.change(name, role=wanted, units=units)))}")


@user.command()
@_name
@_printed_option
@office_option
def password(name: str, printed: bool, repository: Path) -> None:
    """ตั้งรหัสผ่านใหม่ ผู้ที่ลงชื่ออยู่ต้องลงชื่อใหม่."""
    accounts, _ = _accounts(repository)
    if _done(lambda: accounts.of(name)) is None:
        raise click.UsageError(f"ไม่มีบัญชี {name} ดูรายชื่อด้วย phaen desk user list")
    kept, told = _password(printed)
    made = _done(lambda: accounts.change(name, hash=kept))
    echo(f"ตั้งรหัสผ่านใหม่ของ {made.name} แล้ว")
    _tell(made.name, told)


@user.command()
@_name
@office_option
def remove(name: str, repository: Path) -> None:
    """ลบบัญชี ผู้ที่ลงชื่ออยู่ใช้ต่อไม่ได้ทันที ร่างที่ทำค้างไว้ไปรอผู้เผยแพร่."""
    accounts, _ = _accounts(repository)
    # As in `_accounts`.
    from generator.desk.accounts import beside  # noqa: PLC0415
    from generator.desk.handing import DRAFT, HandedOn  # noqa: PLC0415

    removed = _done(lambda: accounts.remove(name))
    echo(f"ลบบัญชี {removed.name} แล้ว")
    folder = beside(repository)
    draft = folder / "people" / removed.id / DRAFT
    if HandedOn(folder / "handed").take(draft, removed, this_day()):
        echo(f"ร่างที่ {removed.name} ทำค้างไว้ อยู่ในรายการรอเผยแพร่แล้ว")


def _accounts(repository: Path) -> tuple[Accounts, type[Role]]:
    """Return the accounts beside a repository that receives. Raises DeployError for another."""
    try:
        # Only these commands need what the extra brings.
        from generator.desk.accounts import Role, accounts_of  # noqa: PLC0415
    except ImportError as error:
        raise needs_desk(error) from None
    Remote(repository, os.environ)  # says so where it is none
    return accounts_of(repository), Role


def _password(printed: bool) -> tuple[str, str]:
    """Return the hash of a new password, and the password where it was drawn for them."""
    from generator.desk.accounts import Passwords  # noqa: PLC0415  # as above

    drawn = "-".join(secrets.token_hex(2) for _ in range(5)) if printed else ""
    typed = drawn or click.prompt(
        "รหัสผ่านใหม่ (ไม่แสดงบนจอ)",
        hide_input=True,
        confirmation_prompt="พิมพ์อีกครั้ง",
    )
    return _done(lambda: Passwords().hashed(str(typed))), drawn


def _done(change: Callable[[], _T]) -> _T:
    from generator.desk.accounts import AccountsError  # noqa: PLC0415  # as above

    try:
        return change()
    except AccountsError as error:
        raise click.UsageError(str(error)) from None


def _line(one: Account) -> str:
    parts: list[Any] = [one.name, one.role.thai, *one.units]
    if one.called != one.name:
        parts.append(one.called)
    if not one.hash:
        parts.append("เข้าทางระบบลงชื่อของสำนักงาน")
    return " · ".join(parts)


def _tell(name: str, drawn: str) -> None:
    if drawn:
        echo(_PRINTED.format(name=name, password=drawn))
        sys.stdout.flush()
