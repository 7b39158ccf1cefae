"""`phaen receive`, and what git calls on a push (`hook`)."""

from __future__ import annotations

import contextlib
import datetime
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.commands.common import (
    FINE,
    PLAN_HAS_ERRORS,
    print_problems,
    this_day,
    today_option,
    verdict,
)
from generator.commands.drafts import DRAFT_LEFT_OUT
from generator.commands.echo import echo, echo_lines
from generator.commands.key import own_proof
from generator.commands.purging import (
    bundle_option,
    purge_option,
    refuse_without_purge,
    tell_what_is_left,
    tell_what_is_open,
    text_option,
)
from generator.commands.purging import purge as purge_history
from generator.commands.refusals import print_refusals
from generator.publishing import HOOKS, PushVerdict, Remote, Update, work_within
from generator.publishing.bounds import MOST_MEMORY, TO_CHECK, TO_PUBLISH
from generator.publishing.deploy import Release
from generator.publishing.pushlog import NAME as PUSH_LOG
from generator.publishing.pushlog import PushLine, log_pushes
from generator.publishing.showing import named


@click.command()
@click.argument("repository", type=click.Path(path_type=Path))
@click.option("--live", type=click.Path(path_type=Path), help="ที่ที่เว็บเซิร์ฟเวอร์อ่าน")
@click.option("--branch", default="main", help="สาขาที่เผยแพร่ (ปกติคือ main)")
@click.option("--server-name", default="_", help="ชื่อเครื่องในการตั้งค่า nginx เช่น plan.example.go.th")
@click.option("--listen", default="80", help="ช่องทางในการตั้งค่า nginx (ปกติคือ 80)")
@click.option(
    "--signers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="แฟ้มกุญแจสาธารณะของผู้ลงลายเซ็นปีที่ปิดผนึก (แบบ allowed_signers ของ ssh)",
)
@click.option(
    "--trust-chain",
    metavar="DIGEST",
    default="",
    help="รับปีที่ปิดผนึกไว้ก่อนมีคลังนี้ ค่าคือ SHA-256 ของแฟ้ม plans/seals.txt ที่ท่านเชื่อถือ",
)
@purge_option
@text_option
@bundle_option
@today_option
def receive(  # noqa: PLR0913, PLR0917  # one for each option
    repository: Path,
    live: Path | None,
    branch: str,
    server_name: str,
    listen: str,
    signers: Path | None,
    trust_chain: str,
    purge: bool,
    text_file: str | None,
    keep_bundle: Path | None,
    today: datetime.date | None,
) -> None:
    """เตรียมคลัง git บนเครื่องแม่ข่าย ที่ตรวจทุกครั้งที่ push แล้วเผยแพร่เอง."""
    day = today or this_day()
    if purge:
        _purge(repository, text_file, keep_bundle, day)
        return
    refuse_without_purge(text_file, keep_bundle)
    if live is None:
        raise click.UsageError("ระบุ --live คือโฟลเดอร์ที่เว็บเซิร์ฟเวอร์อ่าน")
    # -P: nothing that lies in the repository's folder is taken for a part of Phaen.
    command = [sys.executable, "-P", "-m", "generator"]
    remote = Remote.set_up(repository, live, branch, command, os.environ)
    remote.proof = own_proof(live, instead=remote.own_folder)
    if signers:
        remote.know_signers(signers.read_bytes())
    if trust_chain:
        echo(_TRUSTED if remote.trust_chain(trust_chain) else _WILL_TRUST)
    file = remote.write_nginx(server_name, listen)
    echo(f"พร้อมรับ push ที่ {repository.resolve()} (สาขา {branch})")
    echo(f"การตั้งค่า nginx: {file}")
    _show_tip(remote, day)


def _show_tip(remote: Remote, day: datetime.date) -> None:
    if shown := remote.after(day, _say):
        echo(f"เผยแพร่{named(shown)}แล้ว")
    else:
        _print_not_shown(remote)


def _purge(
    repository: Path, text_file: str | None, bundle: Path | None, day: datetime.date
) -> None:
    """Take withdrawn text out of history, and show the same site under its commit's new name."""
    remote = Remote(repository, os.environ)
    remote.proof = own_proof(remote.releases.live, instead=remote.own_folder)
    purged = purge_history(remote, repository.resolve().name, text_file, bundle)
    _show_tip(remote, day)
    remote.forget_purged()
    if purged.done:
        tell_what_is_left(remote, bundle)
    if purged.open:
        tell_what_is_open(purged)
        sys.exit(PLAN_HAS_ERRORS)


_TRUSTED = "รับลำดับของปีที่ปิดผนึกซึ่งอยู่ในคลังแล้ว"
_WILL_TRUST = "จะรับลำดับของปีที่ปิดผนึกที่มีค่า SHA-256 นี้ ใน push แรก ลำดับอื่นจะไม่รับ"

_FORGOT = (
    "push นี้ถอนข้อมูลส่วนบุคคล จึงลบรุ่นก่อนหน้าทุกรุ่นและแฟ้มที่สร้างค้างไว้ในเครื่องนี้แล้ว ย้อนไปรุ่นเก่ากว่านี้ไม่ได้",
    "ข้อความเดิมยังอยู่ในประวัติ git ของคลังนี้ ให้ผู้ดูแลเครื่องแม่ข่ายสั่ง phaen receive คลัง.git --purge",
)

_STILL_HELD = "commit ล่าสุดของสาขาที่เผยแพร่ถูกย้อนกลับไว้ ประชาชนยังเห็นรุ่นก่อนหน้า จนกว่าจะ push commit ใหม่"


@click.command(hidden=True)
@click.argument("name", type=click.Choice(HOOKS))
def hook(name: str) -> None:
    """ตรวจ push หรือเผยแพร่สิ่งที่รับแล้ว: git เรียกคำสั่งนี้เองในคลัง."""
    remote, day = Remote(Path(), os.environ, own_hook=True), this_day()
    updates = [Update.parse(line) for line in sys.stdin]
    publishes = any(remote.publishes(update) for update in updates)
    let_in = name == "post-receive"
    if let_in and not publishes:
        _log(remote, _let_in(remote, updates))
        return
    unsaid = _let_in(remote, updates) if let_in else dict.fromkeys(updates, "failed")
    seconds = TO_PUBLISH if publishes else TO_CHECK
    try:
        remote.proof = own_proof(instead=remote.own_folder)
        ended = work_within(seconds, MOST_MEMORY)
    except BaseException:
        _log(remote, unsaid)
        raise
    if ended is None:
        sys.exit((_show if let_in else _judge)(remote, updates, day))
    if ended < 0:
        echo(_why_ended(-ended, seconds))
        unsaid = unsaid if let_in else dict.fromkeys(updates, "ended")
    if ended not in (FINE, PLAN_HAS_ERRORS):  # whatever was to tell the log did not get so far
        _log(remote, unsaid)
    sys.exit(ended if ended >= 0 else PLAN_HAS_ERRORS)


def _judge(remote: Remote, updates: Sequence[Update], day: datetime.date) -> int:
    """Judge a push before git lets it in; what is let in the next hook logs. Return the code."""
    verdicts = remote.before(updates, day, _say)
    tags = {one.tag for one in updates if one.tag}
    for one in verdicts:
        if not (one.accepted and one.branch in tags):  # of a tag that may come there is no word
            _print_verdict(one)
    if all(one.accepted for one in verdicts):
        return FINE
    _log(remote, dict.fromkeys(updates, "refused"))  # git takes all of a push or nothing
    return PLAN_HAS_ERRORS


def _show(remote: Remote, updates: Sequence[Update], day: datetime.date) -> int:
    """Show what git let in. Return the code."""
    shown = remote.after(day, _say)
    _log(remote, _let_in(remote, updates, "published" if shown else "not-shown"), shown)
    with contextlib.suppress(BrokenPipeError):  # whoever pushed has gone: it is shown all the same
        if shown:
            echo(f"เผยแพร่แล้ว ขณะนี้ประชาชนเห็น{named(shown)}")
            echo_lines(_FORGOT if remote.forgot else ())
        else:
            _print_not_shown(remote)
    return FINE


def _let_in(
    remote: Remote, updates: Sequence[Update], of_ours: str = "not-shown"
) -> dict[Update, str]:
    """Return what became of each reference that git let in, `of_ours` that which is published."""

    def outcome(one: Update) -> str:
        if one.deletes:
            return "deleted"
        if remote.publishes(one):
            return of_ours
        return "tag" if one.tag else "draft"

    return {one: outcome(one) for one in updates}


def _log(remote: Remote, outcomes: Mapping[Update, str], shown: Release | None = None) -> None:
    """Tell the operator's log; a push does not fail for it."""
    now, who = datetime.datetime.now().astimezone(), _who(os.environ)
    try:
        log_pushes(
            remote.own_folder,
            (
                PushLine(
                    now,
                    who,
                    one.old if one.deletes else one.new,
                    one.branch or one.tag or one.reference,
                    outcome,
                    shown.folder.name if shown and remote.publishes(one) else "",
                )
                for one, outcome in outcomes.items()
            ),
        )
    except OSError:
        echo(f"เขียนบันทึกการ push ({PUSH_LOG}) ไม่ได้ ให้ผู้ดูแลเครื่องแม่ข่ายตรวจ push นี้ไม่กระทบ")


def _who(environment: Mapping[str, str]) -> str:
    """Return the account that this process runs under, as the system says, not the environment.

    A web server's account pushes for many; whom the server let in it says by CGI. Anybody may say
    the same of himself, but only beside his own account.
    """
    import pwd  # noqa: PLC0415  # there is none on Windows, which receives no pushes

    try:
        account = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may know no name
        account = f"uid {os.getuid()}"
    user = environment.get("REMOTE_USER") if "GATEWAY_INTERFACE" in environment else None
    return f"{account} (web: {user})" if user else account


def _say(words: str) -> None:
    """Tell the pusher at once: it is said before something that takes long."""
    echo(words)
    sys.stdout.flush()


def _print_not_shown(remote: Remote) -> None:
    if remote.refused:
        _print_verdict(remote.refused)
    elif remote.held():
        echo(_STILL_HELD)


def _why_ended(number: int, seconds: int) -> str:
    if number == signal.SIGXCPU:
        reason = f"ใช้เวลาเกิน {seconds} วินาที มีแฟ้มหรือข้อความที่ใหญ่หรือซับซ้อนผิดปกติ"
    else:
        reason = f"ระบบของเครื่องหยุดการตรวจ (สัญญาณ {number}) หน่วยความจำอาจไม่พอ"
    return f"ไม่รับ push นี้: {reason} เว็บไซต์เดิมยังอยู่ครบ"


_TAKES_BACK = "ไม่รับ push นี้ เพราะถอนหรือเปลี่ยนสิ่งที่เผยแพร่ไปแล้ว หรือพิสูจน์ปีที่ปิดผนึกไม่ได้ เว็บไซต์เดิมยังอยู่ครบ"

_HISTORY = "ไม่รับ push นี้ เพราะมี commit ที่มีสิ่งซึ่งต้องไม่อยู่ในประวัติ เว็บไซต์เดิมยังอยู่ครบ"

_UNRECORDED = (
    "ปี {year} ประกาศแล้วแต่ยังบันทึกไม่ครบทุกฉบับ ระบบจึงยังกันการแก้ย้อนหลังไม่ได้ "
    "สั่ง phaen announce {year} แล้ว commit และ push"
)


def _print_verdict(one: PushVerdict) -> None:
    if one.refused:
        echo_lines(f"ไม่รับ: {one.refused}".split("\n"))
        return
    print_refusals((*one.taken_back, *one.history))
    if one.taken_back or one.history:
        echo(_TAKES_BACK if one.taken_back else _HISTORY)
        return
    print_problems(one.report)
    for year in one.unrecorded:
        echo(_UNRECORDED.format(year=year))
    for folder in one.drafts:
        echo(DRAFT_LEFT_OUT.format(folder=folder))
    echo(f"สาขา {one.branch}: {verdict(one.report)}")
    if not one.accepted:
        echo("ไม่รับ push นี้ เว็บไซต์เดิมยังอยู่ครบ แก้ตามข้อความข้างบน commit แล้ว push ใหม่")
    elif not one.publishes:
        echo("สาขานี้เป็นฉบับร่าง ไม่เผยแพร่")


COMMANDS = (receive, hook)
