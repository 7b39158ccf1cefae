"""What one of two covered stays covered, and what commands wrote is united without a question."""

from __future__ import annotations

import datetime
import random
from collections import Counter

import pytest

from generator.archive import Chain, Seal, read_chain
from generator.archive.chain import written
from generator.machine.git_program import GitError
from generator.plan.merge import covered_in, merge_entries, merge_records, merge_table
from generator.plan.merge.covering import both_covered
from generator.plan.record import read_record, record_bytes
from generator.plan.withdraw import entries_of
from generator.problems import Place
from generator.publishing.uniting import SealedTwiceError, Uniting

RECORD, REPORTS = "plans/2570/announced/0.csv", "plans/2570/announced/progress.csv"
WITHDRAWN, PRIVACY = "plans/2570/withdrawn.yml", "plans/2570/privacy.yml"
DAY = datetime.date(2026, 10, 15)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "column", "found"),
    [
        ("บ้านยายพร้อม ซอย 3", "บ้าน█ ซอย 3", "บ้านยายพร้อม ซอย 3", "name", "บ้าน█ ซอย 3"),
        ("บ้านยายพร้อม ซอย 3", "บ้าน█ ซอย 3", "บ้านยายพร้อม ซอย 4", "name", "บ้าน█ ซอย 4"),
        ("บ้านยายพร้อม ซอย 3", "บ้าน█ ซอย 3", "บ้านหลังใหม่", "name", "บ้าน█ ซอย 3"),
        ("ยายพร้อม กับ ลุงเขียว", "█ กับ ลุงเขียว", "ยายพร้อม กับ █", "note", "█ กับ █"),
        ("ยายพร้อมลุงเขียว", "█ลุงเขียว", "ยายพร้อม█", "note", "█"),
        ("ยายพร้อม กับ ลุงเขียว", "█", "ยายพร้อม กับ █", "note", "█"),
        ("บ้านยายพร้อม", "โครงการ █", "บ้าน█", "name", "โครงการ █"),
        ("ก █ ข ลุงเขียว", "ก █ ข █", "ก █ ข ลุงเขียว", "note", "ก █ ข █"),
        ("ยายพร้อม", "อื่น █", "█ อีก", "note", "█"),
        ("ยายพร้อม", "อื่น █", "█ อีก", "name", "โครงการ █"),
        ("ยายพร้อม", "ยายพร้อมมาก", "ยายพร้อมน้อย", "note", None),
        ("ก █ ข", "ก █ ค", "ก █ ข", "note", None),
    ],
)
def test_what_either_covered_is_covered(
    base: str, ours: str, theirs: str, column: str, found: str | None
) -> None:
    assert both_covered(base, ours, theirs, column) == found
    assert both_covered(base, theirs, ours, column) == found


def test_what_was_covered_is_told_piece_by_piece() -> None:
    assert covered_in("ยายพร้อม กับ ลุงเขียว", "█ กับ █") == ("ยายพร้อม", "ลุงเขียว")
    assert covered_in("ยายพร้อม", "คำอื่น █") == ("ยายพร้อม",)
    assert covered_in("ยายพร้อม", "ลุงเขียว") == ()


HEAD = "รหัสโครงการ,ยุทธศาสตร์,โครงการ,งบประมาณ,หน่วยงาน\n"


@pytest.mark.parametrize("turned", [True, False])
@pytest.mark.parametrize("added", [True, False], ids=["both added", "both had"])
def test_a_cell_of_a_table_stays_covered_and_the_lost_edit_is_told(
    added: bool, turned: bool
) -> None:
    base = f"{HEAD}2570-001,1,บ้านยายพร้อม,1000,กองช่าง\n"
    cover, edit = base.replace("ยายพร้อม", "█"), base.replace("บ้านยายพร้อม", "เรือนยายพร้อม คำปา")
    edit = edit if added else base.replace("บ้านยายพร้อม", "ถนน")
    sides = (edit, cover) if turned else (cover, edit)
    ours, theirs = (one.encode() for one in sides)
    was = None if added else base.encode()
    found = merge_table("plans/2570/projects.csv", was, ours, theirs)
    assert found.conflicts == ()
    assert (found.data or b"").decode() == cover
    assert added or any("2570-001" in note for note in found.notes)


# Records


def random_side(
    chance: random.Random, base: dict[str, dict[str, str]], mark: str
) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, str]]]:
    rows = {code: dict(row) for code, row in base.items()}
    lines = []
    for _ in range(chance.randint(0, 4)):
        code, column = chance.choice([*rows]), chance.choice(["name", "note"])
        words = rows[code][column].split(" ")
        at = chance.randrange(len(words))
        if words[at] != "█":
            words[at] = "█"
            rows[code][column] = " ".join(words)
            lines.append(("withdrawn", f"{code} {column}", f"2569-11-24 {mark}"))
    for number in range(chance.randint(0, 2)):
        code = f"2570-{mark}{number}"
        rows[code] = {"id": code, "name": f"ใหม่ {mark}", "note": "", "date": "2569-11-20"}
    return rows, lines


@pytest.mark.parametrize("path", [RECORD, REPORTS])
def test_random_records_are_united_row_by_row_and_line_by_line(path: str) -> None:
    for seed in range(150):
        chance = random.Random(seed)
        base = {
            f"2570-{n}": {
                "id": f"2570-{n}", "name": f"บ้าน ยาย{n} ลุง{n} ซอย", "note": f"จด ก{n} ข{n}",
                "date": "2569-11-01",
            }
            for n in range(chance.randint(1, 4))
        }  # fmt: skip
        one, two = (random_side(chance, base, mark) for mark in ("a", "b"))
        before = record_bytes(DAY, base.values())
        files = [record_bytes(DAY, rows.values(), lines or None) for rows, lines in (one, two)]
        found = merge_records(path, before, *files)
        assert found, seed
        record = read_record(found.data, Place(path))
        rows = {row.values["id"]: row.values for row in record.rows}
        assert rows.keys() == {*one[0], *two[0]}, seed
        for code, row in rows.items():
            for column in ("name", "note"):
                texts = [side[0][code][column] for side in (one, two) if code in side[0]]
                pairs = zip(*(text.split(" ") for text in texts), strict=True)
                wanted = " ".join("█" if "█" in words else words[0] for words in pairs)
                assert folded(row[column]) == folded(wanted), seed
        told = Counter((fact.what, fact.name, fact.value) for fact in record.stated)
        assert told == Counter([*one[1], *two[1]]), seed
        assert rows_of(merge_records(path, before, *reversed(files)), path) == rows, seed


def folded(text: str) -> str:
    """Masks beside each other are one."""
    return "█".join(part.strip() for part in text.split("█") if part.strip()) + str("█" in text)


def rows_of(found: object, path: str) -> dict[str, object]:
    record = read_record(found.data, Place(path))  # type: ignore[attr-defined]
    return {row.values["id"]: row.values for row in record.rows}


def test_a_cell_that_both_covered_alike_is_told_twice_only_where_it_was_covered_twice() -> None:
    def record(text: str) -> bytes:
        line = [("withdrawn", "2570-1 name", "2569-11-24 ขอ")] if "█" in text else None
        return record_bytes(DAY, [{"id": "2570-1", "name": text}], line)

    alike = merge_records(RECORD, record("ก ยาย ลุง"), record("ก █ ลุง"), record("ก █ ลุง"))
    other = merge_records(RECORD, record("ก ยาย ลุง"), record("ก █ ลุง"), record("ก ยาย █"))
    assert alike and other
    assert (len(read_record(alike.data, Place("")).stated), alike.again) == (1, ())
    assert len(read_record(other.data, Place("")).stated) == 2
    assert [(one.edition, one.id, one.column) for one in other.again] == [(0, "2570-1", "name")]


def test_records_of_both_that_nobody_had_before_tell_what_was_sent_first() -> None:
    ours = record_bytes(DAY, [{"id": "2570-1", "name": "ถนน ก"}], [("title", "", "แผน")])
    theirs = record_bytes(DAY, [{"id": "2570-1", "name": "ถนน ข"}])
    found = merge_records(RECORD, None, ours, theirs.replace(b"\n", b"\r\n"))
    assert found
    assert b"\r\n" in found.data
    record = read_record(found.data, Place(RECORD))
    assert record.rows[0].values["name"] == "ถนน ข"
    assert [one.value for one in record.stated] == ["แผน"]
    assert merge_records(RECORD, None, ours, theirs.replace("ข".encode(), b"x")) is None
    with pytest.raises(GitError, match="git restore"):
        Uniting().merged(RECORD, None, ours, b"x")


# Lists and seals


def entry(code: str, reason: str = "ขอ") -> str:
    return (
        f"  - kind: ข้อมูลส่วนบุคคล\n    edition: 0\n    id: {code}\n    column: name\n"
        f"    day: 2569-11-24\n    reason: {reason}\n"
    )


@pytest.mark.parametrize("base", ["", "# ของสำนักงาน\nwithdrawn:\n" + entry("2570-009")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_withdrawals_of_both_are_all_there_once(base: str, end: str) -> None:
    head = base or "withdrawn:\n"
    ours, theirs = head + entry("2570-001"), head + entry("2570-002") + "# ท้าย\n"
    both = [one.replace("\n", end).encode() for one in (ours, theirs)]
    found = merge_entries(WITHDRAWN, base.encode() or None, *both)
    assert found
    assert [one.id for one in entries_of(found, Place(""))][-2:] == ["2570-002", "2570-001"]
    assert all(line in found.decode() for line in theirs.splitlines())
    again = merge_entries(WITHDRAWN, base.encode() or None, found, both[1])
    assert again == found
    gone = merge_entries(WITHDRAWN, both[0], head.encode(), both[0] + entry("2570-005").encode())
    assert gone and "2570-001" in gone.decode()  # what was taken back stays so


def test_exceptions_are_united_under_one_salt_and_asked_about_under_two() -> None:
    salt, one, two = (f'"{sign * 32}"' for sign in "abc")
    head = f"salt: {salt}\nallow:\n"
    ours, theirs = (
        f"{head}  - scrypt: {hashed}\n    reason: เบอร์กลาง\n".encode() for hashed in (one, two)
    )
    found = merge_entries(PRIVACY, None, ours, theirs)
    assert found and one.strip('"') in found.decode() and two.strip('"') in found.decode()
    assert merge_entries(PRIVACY, None, ours, theirs.replace(b"aaaa", b"dddd")) is None
    assert merge_entries(PRIVACY, ours, head.encode(), theirs) is None  # one was taken out


def test_seals_of_two_years_are_one_chain_and_of_one_year_are_refused() -> None:
    def seal(year: str, sign: str, day: int = 20, reason: str = "") -> Seal:
        return Seal(year, sign * 64, datetime.date(2026, 11, day), reason, "phaen-0.1.0")

    first = Chain((seal("2567", "a", 18),))
    ours, theirs = first.with_seal(seal("2568", "b", 19)), first.with_seal(seal("2569", "c", 21))
    files = [written(one) for one in (first, ours, theirs)]
    found = Uniting().merged("plans/seals.txt", *files)
    assert found and found.data
    chain = read_chain(found.data)
    assert (chain.broken, [one.year for one in chain.seals]) == (0, ["2567", "2569", "2568"])
    twice = written(first.with_seal(seal("2569", "d", 21)))
    with pytest.raises(SealedTwiceError) as refused:
        Uniting().merged("plans/seals.txt", files[0], twice, files[2])
    said = str(refused.value.refusal("f" * 40))
    assert "git restore --source=ffffffffffff -- plans/seals.txt plans/2569/sealed" in said
