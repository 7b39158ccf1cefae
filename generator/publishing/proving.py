"""A seal that was never live is proven where it first comes in: the server makes the year again.

Sealing is deterministic: from the commit that added a seal's line, the same release makes the same
bytes. Where it does not, a signature by a key that the server knows vouches; nothing else does.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from generator import archive
from generator.archive import (
    DamagedSealError,
    Judgement,
    KeptSeal,
    Seal,
    SealRefusedError,
)
from generator.archive.facts import ClosedYear
from generator.closing import RELEASE, remade
from generator.machine.git import Repository
from generator.machine.layout import (
    EMBLEM_NAMES,
    ORGANIZATION,
    OUTLINE,
    PLANS,
    SEALED,
    SEALS,
    pattern_of,
    sealed_file,
)
from generator.plan.check import find_personal
from generator.problems import Place
from generator.publishing.memory import Known
from generator.publishing.standing import taken_back
from generator.publishing.superseding import changes
from generator.publishing.trees import Refusal, Tree, lines_of
from generator.site.builder import SiteError
from generator.site.gate import thorough
from generator.thai.fiscal import FiscalYear

Say = Callable[[str], None]
_MOST_TOLD = 20
_OF_YEAR = pattern_of("")
_BESIDE_YEARS = {ORGANIZATION, OUTLINE, *(f"{PLANS}/{name}" for name in EMBLEM_NAMES)}
_KNOW_KEYS = "ให้ผู้ดูแลสั่ง phaen receive ซ้ำพร้อม --signers แฟ้มที่มีทั้งกุญแจเดิมและกุญแจใหม่"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where seals are proven: the repository, a folder for one tree, keys that count, a word.

    `portal` is the pushed tree, written out already; `undo` says how to have the chain as it was,
    with the years `sealed` in it.
    """

    repository: Repository
    portal: Path
    aside: Path
    signers: Path
    environment: Mapping[str, str]
    undo: str
    sealed: frozenset[str]
    today: datetime.date
    say: Say


@dataclass(frozen=True, slots=True)
class Vouched:
    """What is known now of the seals of a push, and what nobody vouches for."""

    known: Known
    refused: tuple[Refusal, ...] = ()


class PushedChain:
    """The chain of a push: which lines are new, and which trees were live before it."""

    def __init__(self, tree: Tree, live: Sequence[Tree], standing: int) -> None:
        """`standing` counts the first lines that stood before, the heading included."""
        self.tree = tree
        self.live = live
        self.lines = tree.chain()
        self.new = self.lines[max(standing, 1) :]

    def moved(self) -> bool:
        """Whether any seal or signature is not as it was live."""
        return bool(self.new) or any(
            self._signatures(one) != self._signatures(self.tree) for one in self.live
        )

    @staticmethod
    def _signatures(tree: Tree) -> dict[str, str]:
        return {path: oid for path, oid in tree.files.items() if path.endswith(".zip.sig")}


def vouched(chain: PushedChain, known: Known, bench: Bench) -> Vouched:
    """Prove the new seals of a push; return what is known then. Raises GitError and OSError."""
    if not chain.moved():
        return Vouched(known)
    signed = known.signed | _signed_live(chain, bench)
    found, refused = Known(known.proven, signed, known.trusted), [*_retold(chain, bench)]
    for line, commit in () if refused else _added(chain, bench):
        outcome = _proven(line, commit, found, bench)
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            found = found.and_also(outcome)
    refused += _unsigned(chain, found.signed, bench)
    return Vouched(found, tuple(refused))


def _retold(chain: PushedChain, bench: Bench) -> Iterator[Refusal]:
    """Yield what new seals change of the years that they seal anew."""
    again = {line[:4] for line in chain.new}
    now: dict[str, ClosedYear] = {}
    for tree in chain.live if again else ():
        lines = [line for line in tree.chain() if line[:4] in again]
        if not lines:
            continue
        bench.repository.write_to(tree.commit, bench.aside)
        was = _closed(bench.aside, again)
        now = now or _closed(bench.portal, again)
        for year in sorted(was.keys() & now.keys()):
            for told in islice(changes(was[year], now[year]), _MOST_TOLD):
                yield Refusal(
                    Place(SEALS),
                    f"ผนึกใหม่ของปี {year}: {told}",
                    "แผนที่ปิดผนึกแล้วเปลี่ยนได้เพียงปิดข้อมูลส่วนบุคคลด้วย █ แก้แฟ้มต้นทางกลับ แล้ว"
                    f"{_again(year, bench)}",
                )


def _closed(root: Path, years: set[str]) -> dict[str, ClosedYear]:
    """Return what the standing seals of some years tell."""
    found = {}
    for year, one in archive.chain_of(root).standing.items():
        kept = archive.kept_seal(root, one) if year in years else None
        if kept and kept.whole:
            with contextlib.suppress(DamagedSealError, ValueError):  # checked before
                found[year] = archive.closed_in(kept.path)
    return found


def _added(chain: PushedChain, bench: Bench) -> Iterator[tuple[str, str]]:
    """Yield each new line with the commit to prove it from, as they were added.

    That is the commit that added it, where whatever it says of what is told stood as it is to
    stand; else the push as a whole: a seal is not made from a past that nobody was shown.
    """
    whole = {chain.tree.commit: True}
    for line, commit in _first(chain, bench.repository):
        then = Tree(bench.repository, commit)
        if commit not in whole:
            whole[commit] = not any(
                taken_back(before, after, bench.today)
                for before, after in (*((one, then) for one in chain.live), (then, chain.tree))
            )
        same = whole[commit] and _told_before(then, line[:4]) == _told_before(chain.tree, line[:4])
        yield line, commit if same else chain.tree.commit


def _told_before(tree: Tree, year: str) -> dict[str, str]:
    """Return what a seal is made from besides what is written by hand: names, and past years."""
    return {
        path: oid
        for path, oid in tree.files.items()
        if path in _BESIDE_YEARS
        or ((of := _OF_YEAR.match(path)) and of["year"] <= year and f"/{SEALED}/" not in path)
    }


def _first(chain: PushedChain, repository: Repository) -> Iterator[tuple[str, str]]:
    wanted = list(chain.new)
    since = [one.commit for one in chain.live]
    for commit in repository.changing(SEALS, chain.tree.commit, since) if wanted else ():
        there = set(lines_of(repository.text_at(commit, SEALS)))
        for line in [one for one in wanted if one in there]:
            wanted.remove(line)
            yield line, commit
    for line in wanted:  # the histories that came do not tell: as the push leaves it
        yield line, chain.tree.commit


def _proven(line: str, commit: str, known: Known, bench: Bench) -> Known | Refusal:
    """Return what is known of the seal of one line, or why nobody vouches for it."""
    year = line[:4]
    place = Place(SEALS)
    bench.repository.write_to(commit, bench.aside)
    chain = archive.chain_of(bench.aside)
    one = next((seal for seal in chain.seals if _says(line, seal)), None)
    if one is None or chain.standing.get(one.year) != one:
        return Refusal(
            place,
            f"บรรทัดของปี {year} ไม่ใช่ผนึกล่าสุดของปีนั้นใน commit {commit[:12]} จึงพิสูจน์ไม่ได้",
            f"{_again(year, bench)} ปิดผนึกครั้งเดียวต่อหนึ่ง commit",
        )
    if any(find_personal(one.reason)):
        return Refusal(
            place,
            f"บรรทัดของปี {year} มีข้อมูลส่วนบุคคลในเหตุผล ซึ่งจะอยู่ในบัญชีปิดผนึกตลอดไป",
            f"เขียนเหตุผลโดยไม่ระบุตัวบุคคล แล้วทำใหม่: {_again(year, bench)}",
        )
    if one.digest in known.proven:
        return Known()
    kept = archive.kept_seal(bench.aside, one)
    if not kept.whole:
        kept = archive.kept_seal(bench.portal, one)
    if not kept.whole:
        said = f"ไม่พบแฟ้มปิดผนึกของปี {year} ใน commit ที่เพิ่มบรรทัดนี้"
        return Refusal(place, said, f"commit แฟ้ม plans/{year}/sealed/{year}.zip พร้อมกับ {SEALS}")
    return _made_again(one, kept, bench)


def _made_again(one: Seal, kept: KeptSeal, bench: Bench) -> Known | Refusal:
    """Make the year again; where it is not the same, a signature that counts may vouch for it."""
    year = one.year
    bench.say(f"กำลังสร้างปี {year} ขึ้นใหม่จากแฟ้มต้นทาง เพื่อพิสูจน์ว่าตรงกับที่ปิดผนึก อาจใช้เวลาหนึ่งถึงสองนาที")
    why = _difference(one, kept.path, bench)
    who = archive.judged(kept.path, kept.signature, bench.signers)
    signed = frozenset({one.digest} if who.judgement is Judgement.VALID else ())
    if not why:
        bench.say(f"ปี {year} ตรงกับที่ปิดผนึก")
        return Known(frozenset({one.digest}), signed)
    if not signed:
        return Refusal(Place(SEALS), f"ปี {year}: {why}", _way(one, bench))
    # What was made again was looked through while it was made; this was not.
    leaks = [leak for leak in archive.leaks_of(kept.path, bench.aside, thorough) if leak.is_error]
    if not leaks:
        return Known(signed=signed)
    said = f"ปี {year}: แฟ้มปิดผนึกมีข้อมูลส่วนบุคคล {len(leaks)} แห่ง"
    return Refusal(Place(SEALS), said, f"ปิดข้อความนั้นด้วย █ แล้วทำใหม่: {_again(year, bench)}")


def _says(line: str, one: Seal) -> bool:
    return line.split(" ")[:3] == [one.year, one.digest, one.day.isoformat()]


def _difference(one: Seal, sealed: Path, bench: Bench) -> str:
    """Return why the year made again is not the sealed one; empty where it is, byte for byte."""
    try:
        digest = remade(bench.aside, FiscalYear(int(one.year)), sealed, bench.environment)
    except (SealRefusedError, DamagedSealError, SiteError) as error:
        return f"สร้างขึ้นใหม่จากแฟ้มต้นทางไม่ได้ ({error})"
    if digest == one.digest and one.release not in ("", RELEASE):
        return f"บรรทัดบอกว่าปิดผนึกด้วย {one.release} แต่แฟ้มเป็นของ {RELEASE}"
    return "" if digest == one.digest else "สร้างขึ้นใหม่จากแฟ้มต้นทางใน commit นั้นแล้วไม่ตรงกับแฟ้มที่ปิดผนึก"


def _way(one: Seal, bench: Bench) -> str:
    if one.release and one.release != RELEASE:
        return (
            f"ปีนี้ปิดผนึกด้วย {one.release} แต่เครื่องแม่ข่ายใช้ {RELEASE} ติดตั้ง {RELEASE} แล้วทำใหม่: "
            f"{_again(one.year, bench)} หรือลงลายเซ็นด้วยกุญแจที่เครื่องแม่ข่ายรู้จัก "
            f"(phaen seal {one.year} --sign กุญแจ)"
        )
    if not one.release:  # lines of the first releases name none
        return (
            "บรรทัดนี้ไม่บอกรุ่นที่ปิดผนึก ถ้าเป็นผนึกเดิมที่เผยแพร่มาก่อนมีเครื่องแม่ข่ายนี้ ให้ผู้ดูแลสั่ง phaen receive "
            f"ซ้ำพร้อม --trust-chain ค่า SHA-256 ของ {SEALS} ที่เชื่อถือ แล้ว push ใหม่ ถ้าไม่ใช่ ให้ทำใหม่: "
            f"{_again(one.year, bench)}"
        )
    return _again(one.year, bench)


def _again(year: str, bench: Bench) -> str:
    if year in bench.sealed:  # a seal of that year is live: it comes back, and is replaced
        return (
            f"{bench.undo} plans/{year}/sealed แล้วสั่ง phaen seal {year} --supersede --reason "
            '"เหตุผล" ถ้ายังต้องปิดผนึกแทน commit ทั้งโฟลเดอร์ plans แล้ว push ใหม่'
        )
    return (
        f"{bench.undo} ลบโฟลเดอร์ plans/{year}/sealed แล้วสั่ง phaen seal {year} "
        "commit ทั้งโฟลเดอร์ plans แล้ว push ใหม่"
    )


# Signatures


def _signed_live(chain: PushedChain, bench: Bench) -> frozenset[str]:
    """Return the live seals that a key which the server knows has signed."""
    found: set[str] = set()
    for tree in chain.live if bench.signers.is_file() else ():
        bench.repository.write_to(tree.commit, bench.aside)
        found |= {one.digest for one, who in _judged(bench.aside, bench.signers).items() if who}
    return frozenset(found)


def _unsigned(chain: PushedChain, signed: frozenset[str], bench: Bench) -> Iterator[Refusal]:
    """Once seals are signed, those that come are too, and those that stand stay so."""
    live = {line.split(" ")[1] for one in chain.live for line in one.chain()[1:] if " " in line}
    now = _judged(bench.portal, bench.signers)
    for one, who in now.items():
        if one.digest in live and not who and _signed_anew(chain, one.year):
            yield Refusal(
                Place(f"{sealed_file(one.year)}.sig"),
                f"ลายเซ็นของปี {one.year} ซึ่งเผยแพร่ไปแล้วถูกแทนด้วยลายเซ็นที่เครื่องแม่ข่ายไม่รู้จักกุญแจ",
                f"กู้แฟ้มลายเซ็นเดิมจาก git ถ้าเปลี่ยนกุญแจ {_KNOW_KEYS}",
            )
    for one in archive.unsigned_again(signed, now, live):
        yield Refusal(
            Place(SEALS),
            f"ปี {one.year} ไม่มีลายเซ็นของกุญแจที่เครื่องแม่ข่ายรู้จัก ทั้งที่องค์กรลงลายเซ็นปีที่ปิดผนึกแล้ว",
            f"สั่ง phaen seal {one.year} --sign กุญแจ แล้ว commit plans/{one.year}/sealed และ push ใหม่ "
            f"ถ้าเปลี่ยนกุญแจ {_KNOW_KEYS}",
        )


def _signed_anew(chain: PushedChain, year: str) -> bool:
    """Whether the year's signature is another one than was live, however its lines end."""
    path = f"{sealed_file(year)}.sig"
    was = {tuple(data.split()) for one in chain.live if (data := one.read(path)) is not None}
    return bool(was) and tuple((chain.tree.read(path) or b"").split()) not in was


def _judged(root: Path, signers: Path) -> dict[Seal, str]:
    """Return who signed each standing seal of a portal, empty where nobody known did."""
    found = {}
    for one in archive.chain_of(root).standing.values():
        kept = archive.kept_seal(root, one)
        who = archive.judged(kept.path, kept.signature, signers) if kept.whole else None
        found[one] = who.signer if who and who.judgement is Judgement.VALID else ""
    return found
