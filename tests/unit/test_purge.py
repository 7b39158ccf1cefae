"""History without what was withdrawn: every kind of file and object, and nothing else changed."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.machine.git_history import History
from generator.machine.git_pack import Pack
from generator.machine.git_program import GitError
from generator.machine.git_writing import Writing
from generator.plan.record import read_record
from generator.problems import Place
from generator.publishing.deploy import Releases
from generator.publishing.memory import PURGED, Memory
from generator.publishing.purge import purging as order
from generator.publishing.purge.covering import NOTICE
from generator.publishing.purge.purging import PurgeRefusedError
from histories import ENTRY, NAME, PHONE, PROJECTS, RECORD, WITHDRAWN, Case, begun, record, table
from tables import csv_of, workbook
from uploads import archive, pdf
from uploads import office as paper


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "wait_for_those_let_in", lambda: None)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return begun(tmp_path)


def _code(sign: str) -> str:
    return f"\\u{ord(sign):04x}"


# What says it, by path; each is there in one commit and gone in the next.
SAYING: dict[str, str | bytes] = {
    PROJECTS: table(f"ซ่อมบ้าน {NAME} โทร {PHONE}"),
    "plans/2570/crlf.csv": table(f"ซ่อมบ้าน {NAME}").replace("\n", "\r\n"),
    "plans/2570/cp874.csv": table(f"ซ่อมบ้าน {NAME}").encode("cp874"),
    "plans/2570/wide.csv": table(f"ซ่อมบ้าน {NAME}").encode("utf-16"),
    "plans/2570/cells.csv": "ชื่อ,สกุล\nนายสมศักดิ์,ทองดีเลิศ\n",
    "plans/2570/parted.csv": f"a\n{NAME.replace('ดี', 'ดี ').replace(' ', chr(0xA0))}\n",
    "plans/2570/lines.csv": 'a\n"นายสมศักดิ์\nทองดีเลิศ"\n',
    "plans/2570/digits.csv": "a\nโทร ๐๘๑ ๒๓๔ ๕๖๗๘\n",
    "plans/2570/country.csv": "a\n+66 81 234 5678\n",
    "plans/2570/book.xlsx": workbook([["id", "name"], ["1", f"ซ่อมบ้าน {NAME}"], ["2", PHONE]]),
    RECORD: record(f"ซ่อมบ้าน {NAME}"),
    "plans/2570/announced/9.csv": record(NAME).replace(b"2570-003", b"2570-004"),
    "content/news.md": f"# ข่าว\n\nมอบบ้านให้ **{NAME}** แล้ว\n",
    "content/link.md": f"[a](news.md?q={quote(NAME)})\n",
    "plans/2570/note.yml": f'note: "ให้ {NAME}"\n# {PHONE}\n',
    "plans/2570/escaped.yml": f'note: "{"".join(map(_code, NAME))}"\n',
    "plans/2570/documents/a.docx": paper("docx", f"ให้ {NAME}"),
    "plans/2570/documents/a.pdf": pdf("paper", author=NAME),
    f"plans/2570/documents/{NAME}.txt": "a",
    "plans/2567/sealed/2567.zip": archive({"data/a.csv": f"{NAME}".encode()}),
    "plans/2567/all.csv.gz": gzip.compress(NAME.encode()),
    "รายชื่อ.txt": NAME,
}


def test_a_text_is_gone_from_every_kind_of_file_and_everything_else_stays(case: Case) -> None:
    first = case.git("rev-parse", "HEAD")
    before = case.contents()
    told = case.commit({**SAYING, "content/other.md": "# อื่น\n"})
    was = case.contents()
    case.git("rm", "-qr", ".")
    tip = case.commit(dict(before))
    case.bring()
    case.purge(NAME, PHONE)
    case.clean(NAME, PHONE, "สมศักดิ์")
    there = case.git("rev-parse", "main^{tree}", "main~2", at=case.bare).split()
    assert there == [case.git("rev-parse", f"{tip}^{{tree}}"), first]
    now = case.files("main~1")
    assert {name for name in was if now.get(name) != was[name]} == set(SAYING)
    assert len(now) == len(was)
    fields = "--format=%an%ae%ad%cn%ce%cd%B"
    was_said = [case.git("log", "-1", fields, one) for one in (told, tip)]
    assert was_said == [case.git("log", "-1", fields, n, at=case.bare) for n in ("main~1", "main")]
    noticed = {name for name in now if now[name] == NOTICE}
    assert noticed == {
        "plans/2570/announced/9.csv", "plans/2570/documents/a.docx",
        "plans/2570/documents/a.pdf", "plans/2567/sealed/2567.zip", "plans/2567/all.csv.gz",
    }  # fmt: skip
    assert now["plans/2570/cells.csv"].decode() == "ชื่อ,สกุล\n█,\n"
    assert read_record(now[RECORD], Place(RECORD)).rows[1].values["name"] == "ซ่อมบ้าน █"


def test_only_the_text_of_a_row_is_covered(case: Case) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME} หมู่ 3")})
    case.commit({PROJECTS: table("ถนน สาย 2")})
    case.bring()
    survey = case.purge(NAME)
    assert case.blob("main~1", PROJECTS).decode() == table("ซ่อมบ้าน █ หมู่ 3")
    assert survey.rewriting.account.columns == {PROJECTS: {2}}


def test_what_entries_withdrew_is_found_in_history_cell_by_cell(case: Case) -> None:
    """The entry names a row, never the text; it is gone from messages and other files, too."""
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}"), RECORD: record(f"ซ่อมบ้าน {NAME}")})
    case.commit({"content/news.md": f"มอบให้ {NAME}\n"}, f"ข่าวของ{NAME}")
    case.commit({
        PROJECTS: table("ซ่อมบ้าน █"), RECORD: record("ซ่อมบ้าน █"), WITHDRAWN: ENTRY,
        "content/news.md": "มอบแล้ว\n",
    })  # fmt: skip
    case.bring()
    survey = case.purge()
    assert survey.asked.entries == 1
    case.clean(NAME, "สมศักดิ์")
    assert case.blob("main~2", RECORD) == record("ซ่อมบ้าน █")
    assert case.git("log", "-1", "--format=%s", "main~1", at=case.bare) == "ข่าวของ█"


def test_messages_people_tags_and_branches_are_covered_and_merges_stay_merges(case: Case) -> None:
    case.commit({}, f"ตามคำขอของ {NAME}", author=NAME)
    case.git("checkout", "-qb", "draft/สมศักดิ์ทองดีเลิศ")
    case.commit({"content/a.md": f"{NAME}\n"})
    side = case.commit({"content/a.md": "ไม่มี\n"})
    case.git("checkout", "-q", "main")
    case.commit({"content/b.md": "b\n"})
    case.git("merge", "-q", "--no-ff", "-m", "รวม", side)
    case.git("tag", "-a", "-m", f"ฉบับของ {NAME}", "v1")
    case.git("tag", "light", side)
    case.git("tag", "-a", "-m", "ของป้าย", "v2", "v1")
    case.bring("refs/heads/*", "refs/tags/*")
    survey = case.purge(NAME)
    case.clean(NAME, "สมศักดิ์")
    account = survey.rewriting.account
    assert (account.messages, account.people, account.names) == (2, 1, 1)
    names = case.git("for-each-ref", "--format=%(refname)", at=case.bare).split()
    assert names == [
        "refs/heads/draft/█", "refs/heads/main", "refs/tags/light", "refs/tags/v1", "refs/tags/v2",
    ]  # fmt: skip
    parents = case.git("log", "-1", "--format=%p", "main", at=case.bare).split()
    assert len(parents) == 2
    assert (
        case.git("rev-parse", "v2^{}", "v1^{}", at=case.bare).split()
        == [case.git("rev-parse", "main", at=case.bare)] * 2
    )


def test_what_the_last_version_still_tells_is_refused_and_nothing_changes(case: Case) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    case.bring()
    before = case.git("for-each-ref", at=case.bare)
    with pytest.raises(PurgeRefusedError, match=r"projects\.csv.*phaen withdraw"):
        case.purge(NAME)
    assert case.git("for-each-ref", at=case.bare) == before
    assert not (case.bare / "phaen" / PURGED).exists()


def test_a_cell_that_was_emptied_goes_and_what_an_edition_changed_before_stays(case: Case) -> None:
    """Where a whole cell is covered, only that column's earlier texts were withdrawn."""
    heads = ["id", "name", "detail", "place", "budget"]

    def lines(detail: str, place: str, budget: str) -> str:
        return csv_of([heads, ["2570-002", "ถนน", detail, place, budget]])

    case.commit({PROJECTS: lines("ยายมีบ้านสวนกล้วย", "ตรงข้ามวัด", "478300")})
    case.commit({PROJECTS: lines("ยายมีบ้านสวนกล้วย", "หน้าวัด", "478400")})
    case.commit({
        PROJECTS: lines("█", "หน้าวัด", "478500"),
        "plans/2570/amendments/1/projects.csv": lines("", "", ""),
        WITHDRAWN: ENTRY.replace("column: name", "column: detail"),
    })  # fmt: skip
    case.bring()
    case.purge()
    case.clean("ยายมีบ้านสวนกล้วย")
    assert case.blob("main~2", PROJECTS).decode() == lines("█", "ตรงข้ามวัด", "478300")


def test_whom_a_text_named_that_is_covered_whole_is_looked_for_everywhere(case: Case) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")}, f"ข่าวของ{NAME}")
    case.commit({"content/news.md": f"มอบให้ {NAME}\n"})
    case.commit({
        PROJECTS: table("โครงการ █"), WITHDRAWN: ENTRY, "content/news.md": "มอบแล้ว\n",
    })  # fmt: skip
    case.bring()
    case.purge()
    case.clean(NAME, "สมศักดิ์")


@pytest.mark.parametrize("listed", [False, True])
def test_a_name_that_the_plan_may_tell_elsewhere_stays_and_any_other_is_refused(
    case: Case, listed: bool
) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}"), "content/news.md": f"ผู้ลงนาม {NAME}\n"})
    privacy = "allow:\n  - {text: นายสมศักดิ์ ทองดีเลิศ, reason: ผู้ลงนาม}\n" if listed else "allow: []\n"
    case.commit({
        PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY, "plans/2570/privacy.yml": privacy,
    })  # fmt: skip
    case.bring()
    if not listed:
        with pytest.raises(PurgeRefusedError, match=r"content/news\.md"):
            case.purge()
        return
    survey = case.purge()
    assert survey.asked.left == 1
    assert case.blob("main~1", PROJECTS).decode() == table("ซ่อมบ้าน █")


def test_words_that_are_told_elsewhere_stay_there_and_go_in_their_own_cell(case: Case) -> None:
    """An entry covered more than a person: what the plan says elsewhere was not withdrawn."""
    case.commit({PROJECTS: table(f"ซ่อมบ้าน สายที่ 4 {NAME}")})
    masked = table("ซ่อมบ้าน █").replace("สายที่ 5", "สายที่ 4 ของ")
    case.commit({PROJECTS: masked, WITHDRAWN: ENTRY})
    case.bring()
    case.purge()
    case.clean(NAME)
    assert (
        b"\xe0\xb8\xaa\xe0\xb8\xb2\xe0\xb8\xa2\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88 4"
        in case.blob("main~1", PROJECTS)
    )


def test_signatures_of_what_changes_fall_away_and_others_stay(case: Case) -> None:
    raw = case.git("cat-file", "commit", "HEAD")
    signed = raw.replace("\n\n", "\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END\n\n", 1)
    (case.folder / "raw").write_text(signed + "\n", encoding="utf-8")
    first = case.git("hash-object", "-t", "commit", "-w", str(case.folder / "raw"))
    case.git("reset", "-q", "--hard", first)
    case.commit({"content/a.md": f"{NAME}\n"})
    case.commit({"content/a.md": "b\n"})
    raw = case.git("cat-file", "commit", "HEAD")
    signed = raw.replace("\n\n", "\ngpgsig -----BEGIN SSH SIGNATURE-----\n BBBB\n -----END\n\n", 1)
    (case.folder / "raw").write_text(signed + "\n", encoding="utf-8")
    case.git(
        "reset",
        "-q",
        "--hard",
        case.git("hash-object", "-t", "commit", "-w", str(case.folder / "raw")),
    )
    case.bring()
    survey = case.purge(NAME)
    assert survey.rewriting.account.signatures == 1
    assert case.git("rev-parse", "main~2", at=case.bare) == first
    assert "BBBB" not in case.git("cat-file", "commit", "main", at=case.bare)


KILLED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "before it is stored": lambda patch: patch.setattr(Writing, "take", lambda *_: 1 / 0),
    "before git looked": lambda patch: patch.setattr(Writing, "check", lambda *_: 1 / 0),
    "before references move": lambda patch: patch.setattr(Writing, "move", lambda *_: 1 / 0),
    "before ids are remembered": lambda patch: patch.setattr(
        Memory, "remember_purged", lambda *_: 1 / 0
    ),
    "before releases go": lambda patch: patch.setattr(Releases, "keep_current", lambda *_: 1 / 0),
    "before objects go": lambda patch: patch.setattr(Writing, "forget", lambda *_: 1 / 0),
    "before it is looked at": lambda patch: patch.setattr(Writing, "everything", lambda *_: 1 / 0),
}


EVERY_DAY = ("before references move", "before releases go", "before objects go")


@pytest.mark.parametrize(
    "when",
    [one if one in EVERY_DAY else pytest.param(one, marks=pytest.mark.long) for one in KILLED],
)
def test_a_run_that_is_killed_leaves_old_references_or_new_ones_and_the_next_ends_it(
    case: Case, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    tip = case.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    case.git("branch", "draft", "HEAD~1")
    case.bring("main", "draft")
    old = case.git("for-each-ref", "--format=%(objectname)", at=case.bare)
    case.purging._memory.shown = tip
    with monkeypatch.context() as patch:
        KILLED[when](patch)
        with pytest.raises(ZeroDivisionError):
            case.purge()
    refs = case.git("for-each-ref", "--format=%(objectname)", at=case.bare)
    moved = list(KILLED).index(when) > list(KILLED).index("before references move")
    assert (refs == old) is not moved
    assert case.purging.unfinished() == (moved or when == "before references move")
    if moved:
        assert case.purging.moved()
        case.purging.end(case.releases)
        with case.purging as again:
            assert not again.survey([], case.releases).any
    else:
        case.purge()
    case.clean(NAME)
    assert not case.purging.unfinished()
    assert case.purging._memory.shown == case.git("rev-parse", "main", at=case.bare)
    case.purging.end(case.releases)


def test_whatever_else_lies_in_the_repository_goes_too(case: Case) -> None:
    """Loose and packed, unreachable, kept packs, reflogs, remains of pushes, caches, old logs."""
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    case.bring()
    case.git("repack", "-adq", at=case.bare)
    for pack in (case.bare / "objects/pack").glob("*.pack"):
        pack.with_suffix(".keep").touch()
    case.git("commit-graph", "write", "--reachable", at=case.bare)
    case.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    case.bring()
    loose = case.folder / "loose.txt"
    loose.write_text(NAME, encoding="utf-8")
    case.git("hash-object", "-w", str(loose), at=case.bare)
    for left in ("objects/tmp_objdir-incoming-abc/aa/bb", "phaen/build/.pieces", "phaen/draft/a",
                 "objects/pack/tmp_pack_abc", "logs/refs/heads/gone", "ORIG_HEAD"):  # fmt: skip
        (case.bare / left).parent.mkdir(parents=True, exist_ok=True)
        (case.bare / left).write_text(NAME, encoding="utf-8")
    log = case.bare / "phaen/pushes.log"
    tip = case.git("rev-parse", "main", at=case.bare)
    log.write_text(
        f"time\twho\tcommit\nnow\tstaff\t{tip}\tงานของ{NAME}\tdraft\t\n", encoding="utf-8"
    )
    case.purge()
    case.clean(NAME)
    assert case.git("rev-parse", "main", at=case.bare) in log.read_text(encoding="utf-8")
    assert "งานของ█" in log.read_text(encoding="utf-8")


def test_purged_objects_are_remembered_and_new_ones_are_not(case: Case) -> None:
    told = case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    case.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    case.bring()
    case.purge()
    purged = Memory(case.bare / "phaen", "main").purged()
    assert {
        told,
        case.git("rev-parse", f"{told}:{PROJECTS}"),
        case.git("rev-parse", "HEAD"),
    } <= purged
    there = History(case.bare, os.environ, bare=True)
    assert not purged.intersection(Writing(case.bare, os.environ, bare=True).everything())
    assert case.git("rev-parse", "HEAD^{tree}") not in purged
    assert there.came_with_push() == []


@pytest.mark.parametrize("what", ["mode", "when", "where"])
def test_history_that_differs_in_anything_else_is_not_taken(
    case: Case, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever may be wrong in how it is written: references stay where they were."""
    case.commit({"content/a.md": f"{NAME}\n"})
    case.commit({"content/a.md": "a\n"})
    case.bring()
    before = case.git("for-each-ref", at=case.bare)
    wrong: dict[str, Callable[[bytes], bytes]] = {
        "mode": lambda data: data.replace(b"100644 a.md", b"100755 a.md"),
        "when": lambda data: data.replace(b" +0000\n", b" +0700\n", 1),
        "where": lambda data: data.replace(b"100644 a.md", b"100644 b.md"),
    }
    add = Pack.add
    monkeypatch.setattr(Pack, "add", lambda self, kind, data: add(
        self, kind, wrong[what](data) if kind in ("tree", "commit") else data
    ))  # fmt: skip
    with pytest.raises(GitError, match="เปลี่ยนสิ่งอื่น"):
        case.purge(NAME)
    assert case.git("for-each-ref", at=case.bare) == before
    assert not case.purging.unfinished()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("objects/info/alternates", "alternates"),
        ("shallow", "shallow"),
        ("worktrees/a/HEAD", "worktree"),
    ],
)
def test_a_repository_that_shares_its_objects_is_refused(case: Case, path: str, said: str) -> None:
    case.bring()
    (case.bare / path).parent.mkdir(parents=True, exist_ok=True)
    (case.bare / path).write_text("", encoding="utf-8")
    with pytest.raises(GitError, match=said):
        case.purge(NAME)


@pytest.mark.parametrize("packed", [False, True])
def test_a_version_that_stood_for_its_own_cover_stands_for_nothing_afterwards(
    case: Case, packed: bool
) -> None:
    """Git reads nothing any more that stands for itself."""
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    case.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    case.bring()
    old, new = (case.git("rev-parse", f"{one}:{PROJECTS}") for one in ("main~1", "main"))
    case.git("replace", new, old, at=case.bare)
    if packed:
        case.git("pack-refs", "--all", at=case.bare)
    case.purge(NAME)
    case.clean(NAME)
    assert "ซ่อมบ้าน █" in case.git("show", f"main:{PROJECTS}", at=case.bare)


ODD = ["signed tag", "note", "tag of a tag", "tag of a blob", "merged tag", "other", "octopus"]


@pytest.mark.parametrize(
    "kind", [*ODD[:2], *(pytest.param(one, marks=pytest.mark.long) for one in ODD[2:])]
)
def test_it_goes_from_wherever_a_repository_may_lead_to_it(case: Case, kind: str) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    case.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    old, tree = case.git("rev-parse", "main~1"), case.git("rev-parse", "main^{tree}")
    tag = (
        f"object {old}\ntype commit\ntag v1\ntagger {NAME} <a@b.c> 1700000000 +0700\n\nรุ่น\n"
        "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    )
    who = f"{NAME} <a@b.c> 1700000001 +0700"
    if kind in ("signed tag", "merged tag"):
        case.git("update-ref", "refs/tags/v1", made(case, "tag", tag))
    elif kind == "tag of a tag":
        case.git("tag", "-a", "v0", "-m", "x", old)
        case.git("tag", "-a", "v1", "-m", NAME, "v0")
    elif kind == "tag of a blob":
        case.git("tag", "v1", case.git("rev-parse", f"{old}:{PROJECTS}"))
    elif kind == "note":
        case.git("notes", "add", "-m", f"ของ{NAME}", old)
    elif kind == "other":
        case.git("update-ref", "refs/pull/1/head", old)
    if kind in ("merged tag", "octopus"):
        parents = ["main", *([] if kind == "merged tag" else ["main~1", "main~2"])]
        lines = "".join(f"parent {case.git('rev-parse', one)}\n" for one in parents)
        merged = f"mergetag {tag.rstrip().replace(chr(10), chr(10) + ' ')}\n"
        head = merged if kind == "merged tag" else ""
        whole = f"tree {tree}\n{lines}author {who}\ncommitter {who}\n{head}\nรวม\n"
        case.git("update-ref", "refs/heads/main", made(case, "commit", whole))
    case.bring(*case.git("for-each-ref", "--format=%(refname)").split())
    case.purge(NAME)
    case.clean(NAME)


def made(case: Case, kind: str, text: str) -> str:
    """Write an object as git would; return its name."""
    (case.folder / "raw").write_text(text, encoding="utf-8")
    return case.git("hash-object", "-t", kind, "-w", str(case.folder / "raw"))


def test_git_that_tidies_up_and_somebody_elses_repository_are_refused(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.bring()
    (case.bare / "gc.pid").write_text(f"{os.getpid()} here\n", encoding="ascii")
    with pytest.raises(GitError, match="git gc"):
        case.purge(NAME)
    (case.bare / "gc.pid").write_text("", encoding="ascii")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(PurgeRefusedError, match="sudo -u"):
        case.purge(NAME)


def test_a_push_between_the_look_and_the_doing_changes_nothing(case: Case) -> None:
    case.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    case.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    case.bring()
    with case.purging as purging:
        survey = purging.survey([], case.releases)
        tip = case.commit({"content/a.md": "a\n"})
        case.bring()
        with pytest.raises(PurgeRefusedError, match="push"):
            purging.run(survey, case.releases, None)
    assert case.git("rev-parse", "main", at=case.bare) == tip
