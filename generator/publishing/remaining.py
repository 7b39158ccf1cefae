"""What still holds something that was withdrawn, and the step for each, in order."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git_history import History
from generator.machine.git_program import GitError
from generator.machine.git_traces import TracedRepository, Traces
from generator.machine.layout import (
    PAGES,
    PLANS,
    PRIVACY,
    SEALS,
    WITHDRAWN,
    YEAR_PATTERN,
    of_year,
)
from generator.plan.model import WithdrawalKind
from generator.plan.record import day_text
from generator.publishing.hosted import Going, going
from generator.publishing.outdated import outdated
from generator.publishing.withdrawing import Prepared, Request

# Hosts that others run; by what their addresses say.
_GITHUB, _GITLAB = re.compile(r"github\.com[:/]"), re.compile(r"gitlab\.")
_SECRET = re.compile(r"(?<=://)[^/@]*@")
_YEAR = re.compile(f"{PLANS}/({YEAR_PATTERN})/")
_COMMIT = ["git add -A", 'git commit -m "ถอนข้อมูลส่วนบุคคล"']
_MOST = 20
Step = list[str]


@dataclass(frozen=True, slots=True)
class Histories:
    """What holds earlier versions, and of others' hosts which paths go.

    `replaced` are papers of pages that gave way, of which nobody knows what they told.
    """

    traces: Traces | None = None
    gone: Going | None = None
    replaced: tuple[str, ...] = ()


def histories_of(
    portal: Path, environment: Mapping[str, str], request: Request, prepared: Prepared
) -> Histories:
    """Return what git has of what is withdrawn; nothing where the portal is in none."""
    traces = gone = None
    replaced: tuple[str, ...] = ()
    with contextlib.suppress(GitError):
        paths = sorted({of_year(request.year), *prepared.made.files})
        traces = TracedRepository(portal, environment).traces(paths)
        history = History(portal, environment)
        if traces and request.needles and not request.code:
            replaced = outdated(portal, Path(traces.top), history)
        if traces and has_host(traces):
            needles = prepared.made.needles or request.needles
            changed = changed_by(request, prepared)
            gone = going(portal, Path(traces.top), history, changed, needles)
    return Histories(traces, gone, replaced)


def remaining(
    request: Request,
    prepared: Prepared,
    histories: Histories,
    kept: Sequence[str],
    *,
    committed: bool = False,
) -> Iterator[str]:
    """Yield the lines that say what still holds it; `kept` are folders that were not cleared.

    `committed` says that it is a commit already.
    """
    changed, traces = tuple(changed_by(request, prepared)), histories.traces
    gone = histories.gone or Going(changed, (), changed)
    steps = [
        *_by_hand(request, prepared, kept),
        *_judged(request, prepared, histories.replaced),
        *_to_readers(request, prepared, traces, committed=committed),
        *_histories(traces, gone),
        *_COPIES,
    ]
    yield ""
    yield "ข้อความเดิมยังอยู่ในที่ต่อไปนี้ ทำตามลำดับจนครบ"
    for number, (first, *more) in enumerate(steps, start=1):
        yield f"{number}. {first}"
        yield from (f"   {line}" for line in more)


def _command(request: Request, year: str, code: str = "") -> str:
    """Return the command that withdraws the same texts elsewhere."""
    text = "" if code else " --text แฟ้ม"
    return (
        f"phaen withdraw {year}{' ' if code else ''}{code}{text} --reason {_quoted(request.reason)}"
    )


def _quoted(text: str) -> str:
    """Return a text as any shell takes it; what one would read in it is left out."""
    return '"' + re.sub(r"[\"$`\\!%]", "", text) + '"'


def _by_hand(request: Request, prepared: Prepared, kept: Sequence[str]) -> Iterator[Step]:
    """Yield what a person has to change in the portal itself."""
    again = _command(request, request.year)
    if prepared.papers:
        yield [
            "เอกสารที่มีข้อความนั้น ระบบแก้ภายในเอกสารให้ไม่ได้",
            *_listed(prepared.papers, prepared),
            "วางฉบับที่ปิดข้อความแล้วทับชื่อเดิม หรือลบแฟ้มและเอาออกจากรายการใน plan.yml",
            "PDF: ปิดในต้นฉบับ Word หรือในภาพสแกนแล้วทำ PDF ใหม่ แถบดำที่วาดทับยังคัดลอกข้อความได้",
            f"แล้วสั่งอีกครั้ง: {again}",
        ]
    if prepared.named:
        yield [
            "แฟ้มที่ชื่อแฟ้มมีข้อความนั้น (█ คือข้อความนั้น)",
            *_listed(prepared.named, prepared),
            "เปลี่ยนชื่อแฟ้ม และแก้ชื่อใน plan.yml หรือในหน้าที่อ้างถึง",
            f"แล้วสั่งอีกครั้ง: {again}",
        ]
    if prepared.elsewhere:
        yield [
            "แฟ้มอื่นที่ยังมีข้อความนั้น",
            *_listed(prepared.elsewhere, prepared),
            *_of_others(prepared.elsewhere, request),
        ]
    if (listed := of_year(request.year, PRIVACY)) in prepared.made.files:
        yield [f"{listed} มีรายการยกเว้นของข้อความนั้น ซึ่งปิดแล้ว ลบรายการที่เหลือแต่ █"]
    for place in prepared.exempted:
        yield [
            f"{place.words} ยกเว้นข้อความนั้นไว้เป็นรหัส จึงยังแสดงในที่อื่นได้",
            "ลบรายการนั้นทั้งรายการ คือบรรทัด scrypt และ reason",
        ]
    for year, code in prepared.others:
        yield [f"โครงการต่อเนื่องในปี {year} ถ้ามีข้อความนั้น", _command(request, year, code)]
    if kept:
        yield ["เว็บไซต์ตัวอย่างในเครื่องนี้ ซึ่งระบบไม่ลบให้ ลบโฟลเดอร์ด้วยมือ", *kept]


def _judged(request: Request, prepared: Prepared, replaced: Sequence[str]) -> Iterator[Step]:
    """Yield what only a person can judge, and the entry that takes it out of history."""
    if replaced:
        list_file, day = of_year(request.year, WITHDRAWN), day_text(request.day)
        yield [
            f"ภาพและเอกสารใน {PAGES} ที่ถูกแทนหรือลบแล้ว รุ่นเดิมยังอยู่ในประวัติ ระบบอ่านภาพไม่ได้",
            *_listed(replaced, prepared),
            f"แฟ้มที่รุ่นเดิมบอกข้อความนั้น เพิ่มรายการต่อท้าย {list_file} แฟ้มละบรรทัด แฟ้มอื่นข้ามได้",
            "(แฟ้มที่ยังไม่มีรายการ ให้ขึ้นต้นด้วยบรรทัด withdrawn:)",
            f'  - {{kind: {WithdrawalKind.PERSONAL.value}, file: "{PAGES}/ชื่อแฟ้ม", day: {day}, '
            f"reason: {_quoted(request.reason)}}}",
        ]


def _listed(paths: Sequence[str], prepared: Prepared) -> Iterator[str]:
    """Yield paths without the text that a name holds, as many as anybody reads."""
    hidden = prepared.made.needles.covered
    yield from (f"- {hidden(path)}" for path in paths[:_MOST])
    if len(paths) > _MOST:
        yield f"- และอีก {len(paths) - _MOST} แฟ้ม"


def _of_others(paths: Sequence[str], request: Request) -> Iterator[str]:
    years = {found[1] for path in paths if (found := _YEAR.match(path))}
    for year in sorted(years):
        yield f"ปี {year}: {_command(request, year)}"
    if any(path.startswith(f"{PAGES}/") for path in paths):
        yield f"หน้าใน {PAGES}: {_command(request, request.year)}"
    if any(not _YEAR.match(path) and not path.startswith(f"{PAGES}/") for path in paths):
        yield "แฟ้มที่ไม่ใช่ของแผน: ลบ"


def _to_readers(
    request: Request, prepared: Prepared, traces: Traces | None, *, committed: bool
) -> Iterator[Step]:
    """Yield the way to the public: seal, commit, push or publish."""
    if prepared.sealed:
        sign = " --sign กุญแจขององค์กร" if prepared.signed else ""
        yield [
            f"แฟ้มปิดผนึกของปี {request.year} แฟ้มเดิมจะหายไป บรรทัดเดิมยังอยู่ใน {SEALS}",
            f"phaen seal {request.year} --supersede --reason {_quoted(request.reason)}{sign}",
        ]
    remotes = traces.remotes if traces else ()
    yield [
        "เว็บไซต์ที่ประชาชนเห็น และรุ่นก่อนหน้าที่เคยย้อนได้ (ระบบลบรุ่นเหล่านั้นเมื่อเผยแพร่)",
        *(_COMMIT if traces and not committed else []),
        *(f"git push {shlex.quote(name)}" for name, _ in remotes),
        "phaen publish --to ปลายทางเดิม (ทำทุกปลายทางที่เคยเผยแพร่ด้วยคำสั่งนี้)",
    ]


def changed_by(request: Request, prepared: Prepared) -> Iterator[str]:
    """Yield what a withdrawal changes: the year's folder, and the files beside it."""
    folder = f"{of_year(request.year)}/"
    yield folder
    yield from sorted(path for path in prepared.made.files if not path.startswith(folder))


def has_host(traces: Traces) -> bool:
    """Whether others run a host to which the portal goes."""
    return any(map(_is_host, (url for _, url in traces.remotes)))


def _is_host(url: str) -> bool:
    return bool(_GITHUB.search(url) or _GITLAB.search(url))


def _histories(traces: Traces | None, gone: Going) -> Iterator[Step]:
    """Yield each history of git's that holds earlier versions."""
    if traces is None:
        return
    for name, url in traces.remotes:
        told, plain = f"คลัง {name} ({_SECRET.sub('', url)})", shlex.quote(_SECRET.sub("", url))
        if _is_host(url):
            aside = shlex.quote(f"../cleaned-{name.replace('/', '-')}")
            steps = _hosted(plain, aside, gone)
            yield [f"{told} commit เดิมยังเปิดดูได้แม้ push แล้ว", *steps, *_host_asked(url)]
        else:
            yield [
                f"{told} ถ้าเป็นคลังที่ตั้งด้วย phaen receive ให้ผู้ดูแลสั่งบนเครื่องแม่ข่าย",
                "phaen receive คลัง.git --purge (บอกก่อนว่าจะทำอะไร แล้วให้พิมพ์ยืนยัน) "
                "ระบบหาข้อความจากประวัติเอง ถ้าหาไม่ได้จะบอกชื่อแฟ้ม และให้ใช้ --text",
            ]
    if traces.commits or traces.stashes:
        stashes = f" และ git stash {traces.stashes} รายการ" if traces.stashes else ""
        yield [f"ประวัติ git ในเครื่องนี้ {traces.commits} commit{stashes}", *_own(traces)]


def _hosted(plain: str, aside: str, gone: Going) -> Iterator[str]:
    """Yield the steps for a host that is not ours: the histories of all that told it go.

    They are done in `aside`, a folder beside the portal's that no other host's steps use.
    """
    paths = " ".join(
        [
            *(f"--path {shlex.quote(path)}" for path in gone.paths),
            *(f"--path-glob {shlex.quote(glob)}" for glob in gone.globs),
        ]
    )
    yield "ทำหลัง push ข้างบน ด้วยโปรแกรม git-filter-repo รุ่น 2.47 ขึ้นไป ในสำเนาใหม่ข้างโฟลเดอร์นี้"
    yield f"git clone {plain} {aside}"
    yield f"cd {aside}"
    yield f"git filter-repo --sensitive-data-removal --invert-paths {paths}"
    yield "(ถ้าข้อความของ commit หรือป้ายมีข้อความนั้น เพิ่ม --replace-message แฟ้ม ชื่อผู้ commit ใช้ --mailmap)"
    yield "(ถ้าชื่อสาขาหรือป้ายมีข้อความนั้น ตั้งใหม่ด้วย git branch -m หรือ git tag แล้วลบชื่อเดิม ในสำเนานี้)"
    yield f"คัดลอก {', '.join(gone.standing)} จากโฟลเดอร์แผนเดิมมาวางที่เดิมในสำเนานี้"
    yield from _COMMIT
    yield "git push --force --mirror origin"
    yield "(ถ้าสาขาถูกป้องกัน ให้เปิดรับ force push ชั่วคราว เสร็จแล้วลบสำเนานี้)"


def _host_asked(url: str) -> Iterator[str]:
    """Yield what only the host itself can do."""
    if _GITHUB.search(url):
        yield "แจ้ง https://support.github.com/contact ว่า sensitive data removal พร้อมชื่อคลัง"
        yield "ให้ลบ pull request และหน้าที่จำไว้ ผู้ที่ fork ไปต้องลบของตนเอง"
    else:
        yield "Settings → Repository → Repository maintenance → Remove blobs ใส่รหัสที่ filter-repo บอก"


def _own(traces: Traces) -> Iterator[str]:
    if not traces.remotes:
        yield "คลังนี้ไม่มีต้นทาง เริ่มประวัติใหม่ในโฟลเดอร์นี้ ประวัติเดิมจะหายทั้งหมด"
        yield "เปลี่ยนชื่อโฟลเดอร์ .git เป็นชื่ออื่นนอกโฟลเดอร์นี้ แล้วสั่ง"
        yield "git init -b main"
        yield "git add -A"
        yield 'git commit -m "เริ่มประวัติใหม่"'
        yield "ตรวจด้วย phaen check แล้วลบโฟลเดอร์ที่เปลี่ยนชื่อไว้"
        return
    url = shlex.quote(_SECRET.sub("", traces.remotes[0][1]))
    yield "ทำหลังล้างคลังต้นทางข้างบนแล้ว อย่า git pull ในโฟลเดอร์นี้อีก"
    yield f"git clone {url} ../fresh"
    yield "cd ../fresh แล้วสั่ง phaen init"
    yield "คัดลอกแฟ้มที่ไม่ได้อยู่ใน git (ถ้ามี) มาไว้ในโฟลเดอร์ใหม่นี้ แล้วลบโฟลเดอร์เดิมทั้งโฟลเดอร์"


_COPIES: tuple[Step, ...] = (
    [
        "สำเนาที่ให้ไปแล้ว: แฟลชไดรฟ์ แฟ้มที่ส่งทาง LINE หรืออีเมล สำเนาสำรอง ถังขยะ OneDrive แฟ้ม zip ของปี",
        "ลบแล้วคัดลอกใหม่ เครื่องอื่นที่ git clone ไว้ให้สั่ง phaen sync --afresh ในนั้น หลังล้างคลังต้นทาง",
    ],
    [
        "เครื่องมือค้นหา ขอลบสำเนาหลังเผยแพร่แล้ว",
        "Google: https://search.google.com/search-console/remove-outdated-content",
        "Bing: https://www.bing.com/webmasters/tools/contentremoval",
        "Internet Archive: เขียนถึง info@archive.org ระบุที่อยู่ของหน้า",
    ],
)
