"""`phaen hub build`, readable from top to bottom: ask, harvest what changed, write what changed."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
import importlib.metadata
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.hub.asked import ask
from generator.hub.dataset.describing import package_of
from generator.hub.dataset.partitions import (
    Partition,
    is_whole,
    partitions_of,
    remove_others,
    task_of,
)
from generator.hub.dataset.schemas import members_schema
from generator.hub.dataset.told import State, members_json
from generator.hub.dataset.writing import write_partition
from generator.hub.fetching.bounds import CERTIFICATES
from generator.hub.keeping import moved_portal, without_portal
from generator.hub.member import Member
from generator.hub.member_task import forks_of_threads, harvest_member
from generator.hub.members import Hub
from generator.hub.portals import PORTALS, Portals
from generator.hub.store import STATE, Good, Kept, Store
from generator.hub.work import Cluster
from generator.machine.disk import replace_file
from generator.machine.packaged import code_digest

Step = Callable[[str, int, int], None]
# What a worker needs to know of the machine where the run began.
_ENVIRONMENT = (
    "PATH", "HOME", "SSH_AUTH_SOCK", "TMPDIR", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY",
    CERTIFICATES,
)  # fmt: skip
_FELL = "งานของสมาชิกนี้ทำไม่จบ เครื่องที่ทำงานให้ล้มหรือพื้นที่ดิสก์เต็ม ระบบจะลองใหม่ในการสร้างครั้งถัดไป"

_OTHER_HUB = (
    "โฟลเดอร์นี้เป็นของศูนย์รวม “{0}” ซึ่งมีสมาชิก {1} รายที่ไม่อยู่ใน hub.yml นี้ เช่น {2} จึงยังไม่เปลี่ยนอะไร "
    "ถ้าเป็นคนละศูนย์รวม ให้ใช้โฟลเดอร์อื่นใน --to ถ้าเปลี่ยนชื่อศูนย์รวม ให้สั่งครั้งหนึ่งก่อนลบสมาชิกออก"
)
_OTHER_DISK = (
    f"{PORTALS}/ อยู่คนละดิสก์กับ {STATE}/ จึงเปลี่ยนเว็บไซต์ของสมาชิกในขั้นเดียวไม่ได้ "
    "ให้ทั้งโฟลเดอร์ที่บอกใน --to อยู่ในดิสก์เดียวกัน แล้วสั่งใหม่"
)
_NO_PORTAL = "ศูนย์รวมจึงยังไม่มีเว็บไซต์ของรายนี้"
_CLOSED = "ศูนย์รวมปิดเว็บไซต์ของรายนี้แล้ว เพราะหลังสร้างครั้งสุดท้ายมีการถอนข้อมูล จะเปิดใหม่เมื่อแก้แล้ว"


class HubError(Exception):
    """The dataset could not be finished; what stands there is that of the run before, or newer."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of a run: each member's state, tasks that were done, partitions written anew.

    `gone` are the codes of whom the last finished run had rows, and who are no members any more.
    """

    states: tuple[State, ...]
    tasks: int
    written: int
    partitions: int
    gone: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Its numbers by their names."""
        return {"tasks": self.tasks, "written": self.written, "partitions": self.partitions}


def build_hub(
    hub: Hub,
    to: Path,
    today: datetime.date,
    environment: Mapping[str, str],
    *,
    scheduler: str = "",
    workers: int = 1,
    step: Step = lambda _name, _done, _all: None,
) -> Gathered:
    """Gather every member of `hub` into the dataset below `to`.

    `scheduler` is the address of a cluster whose workers see `to` by the same path; without it
    `workers` processes of this machine do the work. A member that gives nothing keeps its last
    good state and has a reason. Raises HubError and OSError.
    """
    store = Store(to / STATE)
    kept_of = {name: environment[name] for name in _ENVIRONMENT if name in environment}
    to.mkdir(parents=True, exist_ok=True)
    beside = Cluster(scheduler, workers, to / STATE / "dask")
    with alone(to / STATE), beside as cluster, forks_of_threads():
        notes = store.partitions()
        gone = _gone(notes, hub)
        portals = _portals(to, hub)
        store.sweep(one.code for one in hub.members)
        gathering = _Gathering(store, portals, hub.members, today, kept_of, step)
        states = gathering.states(cluster, notes.get("members", {}))
        good = {one.member: one.good for one in states if one.good}
        portals.settle({one.code: kept.portal for one, kept in good.items() if kept.portal})
        files = _partitions(to, good, notes.get("partitions", {}), cluster, step)
        told = {name: {k: one[k] for k in ("key", "files")} for name, one in sorted(files.items())}
        listed = {path: one for each in told.values() for path, one in each["files"].items()}
        remove_others(to, listed)
        _write(to / "schemas" / "members.json", members_schema())
        _write(to / "datapackage.json", package_of(hub.name, listed))
        _write(to / "members.json", members_json(hub, states, today.isoformat()))
        keys = {member.code: _known(one) for member, one in good.items()}
        store.note({"name": hub.name, "members": keys, "partitions": told})
        written = sum(one.get("new", False) for one in files.values())
        return Gathered(tuple(states), cluster.submitted, written, len(told), gone)


class _Gathering:
    """Asks the members, and has harvested what is not known yet."""

    def __init__(
        self,
        store: Store,
        portals: Portals,
        members: tuple[Member, ...],
        today: datetime.date,
        environment: Mapping[str, str],
        step: Step,
    ) -> None:
        self._store, self._members, self._step = store, members, step
        self._portals = portals
        self._today, self._environment = today.isoformat(), dict(environment)
        self._program = code_digest()

    def states(self, cluster: Cluster, before: Mapping[str, str]) -> list[State]:
        """Return the state of every member, in the order of their codes."""
        asked = self._asked(cluster)
        reasons = {code: one["reason"] for code, one in asked.items() if "reason" in one}
        keys = {
            one.code: self._key(one, asked[one.code]["source"])
            for one in self._members
            if one.code not in reasons
        }
        fell = self._harvested(cluster, keys)
        found = []
        for member in self._members:
            code = member.code
            kept = self._shown(member, self._store.kept(code))
            reason = reasons.get(code) or _why(kept, keys[code]) or fell.get(code, "")
            reason = _with_portal(member, kept, reason)
            found.append(State(member, kept.good, reason, _known(kept.good), before.get(code, "")))
        return found

    def _asked(self, cluster: Cluster) -> dict[str, dict[str, str]]:
        """Return what members have; what is to work for new ones gets ready meanwhile."""
        members, found, new = {one.code: one for one in self._members}, {}, 0
        for code, told in ask(self._members, self._environment):
            found[code] = told
            member = members[code]
            if "source" in told and not self._is_known(member, self._key(member, told["source"])):
                new += 1
                cluster.expect(new)
            self._step("ถามสมาชิกว่ามีอะไรใหม่", len(found), len(members))
        return found

    def _harvested(self, cluster: Cluster, keys: Mapping[str, str]) -> dict[str, str]:
        """Have harvested whatever is new; return the codes of what could not be, with a reason."""
        told = {
            one.code: self._task(one, keys[one.code])
            for one in self._members
            if one.code in keys and not self._is_known(one, keys[one.code])
        }
        fell = {}
        for done, (code, facts) in enumerate(cluster.done(harvest_member, told), start=1):
            self._step("อ่านและตรวจแผนของสมาชิก", done, len(told))
            if facts is None:
                fell[code] = _FELL
        return fell

    def _is_known(self, member: Member, key: str) -> bool:
        kept = self._store.kept(member.code)
        if (
            kept.good
            and member.hosted
            and not kept.tried
            and not self._portals.has(kept.good.portal)
        ):
            return False
        tried = kept.tried == key and kept.day == self._today
        return tried or (not kept.tried and bool(kept.good and kept.good.holds(key, self._today)))

    def _shown(self, member: Member, kept: Kept) -> Kept:
        """Return what is known of a member, led to where its portal is, if it may be there."""
        good = kept.good
        if not good or not good.portal:
            return kept
        if not (member.hosted and self._portals.has(good.portal)):
            shown = without_portal(self._store, member.code, good)
        elif good.office["site_url"] != member.hosted:
            shown = moved_portal(self._store, member.code, good, member.hosted)
        else:
            return kept
        now = dataclasses.replace(kept, good=shown)
        self._store.keep(member.code, now)
        return now

    def _task(self, member: Member, key: str) -> dict[str, Any]:
        return {
            "state": str(self._store.home.resolve()), "member": member.to_json(), "key": key,
            "today": self._today, "environment": self._environment,
        }  # fmt: skip

    def _key(self, member: Member, source: str) -> str:
        """Return what names a harvest: by which program, of which member, of what it had."""
        told = json.dumps([self._program, member.to_json(), source], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


def _gone(notes: Mapping[str, Any], hub: Hub) -> tuple[str, ...]:
    """Return who is no member any more; raises HubError where they are another hub's."""
    codes = {one.code for one in hub.members}
    gone = tuple(sorted({*notes.get("members", {})} - codes))
    name = notes.get("name", hub.name)
    if gone and name != hub.name:
        raise HubError(_OTHER_HUB.format(name, len(gone), ", ".join(gone[:3])))
    return gone


def _portals(to: Path, hub: Hub) -> Portals:
    """Return the portals that are shown, without those of others. Raises HubError."""
    portals = Portals(to / PORTALS)
    if name := portals.foreign():
        raise HubError(
            f"{PORTALS}/{name} ไม่ใช่สิ่งที่ phaen hub build วางไว้ ย้ายออกจากโฟลเดอร์ {PORTALS} แล้วสั่งใหม่"
        )
    hosted = frozenset(one.code for one in hub.members if one.hosted)
    here = portals.home
    if hosted and here.is_dir() and here.stat().st_dev != (to / STATE).stat().st_dev:
        raise HubError(_OTHER_DISK)
    portals.sweep(hosted)
    return portals


def _with_portal(member: Member, kept: Kept, reason: str) -> str:
    """Return a reason with what became of the portal that the hub shows for a member."""
    if not reason or not member.hosted or (kept.good and kept.good.portal):
        return reason
    return f"{reason} · {_CLOSED if kept.closed else _NO_PORTAL}"


def _why(kept: Kept, key: str) -> str:
    return kept.reason if kept.tried == key else ""


def _known(good: Good | None) -> str:
    """Return what names a harvest and its day: what the next run calls unchanged."""
    return f"{good.key} {good.day}" if good else ""


def _wanted(good: Mapping[Member, Good]) -> list[Partition]:
    return partitions_of(good, f"{code_digest()} {importlib.metadata.version('pyarrow')}")


def _partitions(
    to: Path,
    good: Mapping[Member, Good],
    noted: Mapping[str, Any],
    cluster: Cluster,
    step: Step,
) -> dict[str, Any]:
    """Have written what changed; return what is noted of every partition. Raises HubError."""
    members = {one.code: (one, kept) for one, kept in good.items()}
    found: dict[str, Any] = {}
    told: dict[str, dict[str, Any]] = {}
    for one in _wanted(good):
        before = noted.get(one.name, {})
        if before.get("key") == one.key and is_whole(to, before):
            found[one.name] = {**before, "new": False}
        else:
            told[one.name] = task_of(one, to.resolve(), members)
    for done, (name, facts) in enumerate(cluster.done(write_partition, told), start=1):
        step("เขียนชุดข้อมูล", done, len(told))
        if facts is None:
            raise HubError(f"เขียนชุดข้อมูลส่วน {name} ไม่สำเร็จ พื้นที่ดิสก์อาจเต็ม ตรวจแล้วสั่งใหม่")
        found[name] = {"key": facts["key"], "files": facts["files"], "new": True}
    return found


def _write(path: Path, value: object) -> None:
    data = json.dumps(value, ensure_ascii=False, indent=1)
    replace_file(path, f"{data}\n".encode())


@contextlib.contextmanager
def alone(state: Path) -> Iterator[None]:
    """Let one run at a time work in a folder, until it ends however it ends. Raises HubError."""
    import fcntl  # noqa: PLC0415  # Windows has it not, nor what bounds members there

    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("wb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise HubError(
                "มี phaen hub build หรือ phaen hub site อื่นทำงานในโฟลเดอร์นี้อยู่ รอให้จบก่อน"
            ) from error
        yield
