"""privacy.yml may keep a slow hash instead of a name or number: it lets through the same texts."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from canary import IDENTITY, NAME, PHONE
from generator.cli import phaen
from generator.machine.slow_hash import new_salt, slow_hash
from generator.plan.check import bare_form
from generator.plan.mend import append_entries
from generator.plan.starter import next_year_files
from portals import built, checked, codes, csv_table, make_row, portal_folder, tree

REASON = "เจ้าของยินยอมแล้ว"
PRIVACY = "plans/2570/privacy.yml"
PERSONAL = {"phone-number", "person-name", "person-possible", "privacy-unused"}


def hashed(*texts: str) -> str:
    salt = new_salt()
    lines = [f"salt: {salt}", "allow:"]
    for text in texts:
        lines += [f"  - scrypt: {slow_hash(bare_form(text), salt)}", f"    reason: {REASON}"]
    return "\n".join([*lines, ""])


def portal(folder: Path, note: str, privacy: str | None) -> Path:
    table = csv_table([make_row(note=note)])
    listed = {PRIVACY: privacy} if privacy else {}
    return portal_folder(folder, {"plans/2570/projects.csv": table, **listed})


def personal(folder: Path) -> set[str]:
    return PERSONAL & set(codes(folder))


def add(folder: Path, text: str, *more: str) -> Result:
    line = ["privacy", "add", "2570", "--reason", REASON, "--portal", str(folder), *more]
    return CliRunner().invoke(phaen, line, input=text)


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        (PHONE, "โทร ๐๘๑ ๒๓๔ ๕๖๗๘"),
        (PHONE, "โทร +66 81-234-5678"),
        ("0812345678", "ติดต่อ (081) 234-5678"),
        (NAME, "โดยนางสาวสมศรี  รักเรียน"),
        ("สมศรี รักเรียน", "มอบให้ นางสาวสมศรี รักเรียน"),
    ],
)
def test_every_spelling_of_a_hashed_text_is_let_through(
    tmp_path: Path, listed: str, written: str
) -> None:
    assert personal(portal(tmp_path / "without", written, None)), "nothing is found without it"
    assert not personal(portal(tmp_path / "with", written, hashed(listed)))


def test_another_text_is_not(tmp_path: Path) -> None:
    folder = portal(tmp_path, "โทร 081-234-5679", hashed(PHONE))
    assert personal(folder) == {"phone-number", "privacy-unused"}


def test_an_identity_number_is_let_through_by_no_hash(tmp_path: Path) -> None:
    assert "identity-number" in codes(portal(tmp_path, f"เลข {IDENTITY}", hashed(IDENTITY)))


def test_what_a_hash_lets_through_passes_the_exit_too(tmp_path: Path) -> None:
    folder = portal(tmp_path, f"ผู้บริจาคที่ดินคือ{NAME} {'ยาวมาก ' * 40}", hashed(NAME))
    assert built(folder).pages


@pytest.mark.parametrize("damage", ["scrypt: 12", "scrypt: xyz", "scrypt: ''"])
def test_a_damaged_hash_lets_nothing_through(tmp_path: Path, damage: str) -> None:
    listed = f"salt: {new_salt()}\nallow:\n  - {damage}\n    reason: {REASON}\n"
    found = set(codes(portal(tmp_path, f"โทร {PHONE}", listed)))
    assert "phone-number" in found and found & {"privacy-hash-damaged", "key-missing"}


def test_a_hash_without_salt_lets_nothing_through(tmp_path: Path) -> None:
    listed = hashed(PHONE).split("\n", 1)[1]
    found = set(codes(portal(tmp_path, f"โทร {PHONE}", listed)))
    assert {"phone-number", "privacy-hash-damaged"} <= found


def test_the_command_writes_no_text_and_is_idempotent(tmp_path: Path) -> None:
    folder = portal(tmp_path, f"โทร {PHONE} {NAME}", "allow:\n- text: อื่น\n  reason: เดิม # ไว้\n")
    for text in (PHONE, NAME, PHONE):
        assert add(folder, text).exit_code == 0
    data = (folder / PRIVACY).read_bytes()
    told = yaml.safe_load(data)
    assert [set(one) for one in told["allow"]] == [{"text", "reason"}] + 2 * [{"scrypt", "reason"}]
    assert "- text: อื่น\n  reason: เดิม # ไว้\n".encode() in data
    # A hash may hold any few of its digits by chance.
    for needle in (b"0812345678", b"081-234", "สมศรี".encode(), "รักเรียน".encode()):
        assert needle not in b"".join(tree(folder / "plans/2570").values()).replace(
            (folder / "plans/2570/projects.csv").read_bytes(), b""
        )
    assert personal(folder) == {"privacy-unused"}  # of the entry that was there


@pytest.mark.parametrize("text", ["", IDENTITY, f"โทรหา {NAME} ได้ที่", f"{PHONE}\n{NAME}"])
def test_what_is_no_whole_name_or_number_is_not_added(tmp_path: Path, text: str) -> None:
    folder = portal(tmp_path, "ก", None)
    refused = add(folder, text)
    assert refused.exit_code == 2
    assert not (folder / PRIVACY).exists()


def test_the_text_is_never_an_argument() -> None:
    known = {one.name for one in phaen.commands["privacy"].commands["add"].params}  # type: ignore[attr-defined]
    assert known == {"year", "reason", "file", "portal"}


def test_the_next_year_takes_hashed_exceptions_with_it(tmp_path: Path) -> None:
    folder = portal(tmp_path, f"โทร {PHONE}", hashed(PHONE))
    plan = checked(folder).portal.plans[-1]
    files = {one.path: one.data for one in next_year_files(plan, 2571, continuing=True)}
    assert yaml.safe_load(files["plans/2571/privacy.yml"]) == yaml.safe_load(
        (folder / PRIVACY).read_bytes()
    )


ENTRIES = st.lists(st.text("กขคabc:#\"'- []{}", min_size=1).map(str.strip).filter(bool), max_size=4)


@given(before=ENTRIES, added=ENTRIES, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_an_entry_more_changes_no_byte_that_was_there(
    before: list[str], added: list[str], end: str, last: bool
) -> None:
    lines = ["# ก่อน", "allow:"]
    for one in before:
        lines += [f"  - text: {yaml.dump(one, allow_unicode=True).splitlines()[0]!s}", "    # ไว้"]
    data = (end.join(lines) + (end if last else "")).encode()
    for one in added:
        longer = append_entries(data, "allow", [{"text": one, "reason": "เหตุ"}])
        if longer is None:  # YAML of more lines than one: left to a person
            return
        kept = iter(longer)
        assert all(byte in kept for byte in data), "the old file is a subsequence of the new one"
        data = longer
    if added:
        told = [one["text"] for one in yaml.safe_load(data)["allow"]]
        assert told[len(told) - len(added) :] == added


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (NAME, f"ญาติของ{NAME} ยินยอม"),
        (NAME, f"{NAME.split()[-1]} ยินยอมแล้ว"),
        ("สมศรี รักเรียน", "น.ส.สม-ศรี ยินยอม"),
        (PHONE, f"เบอร์ {PHONE} ของศูนย์"),
        (PHONE, "เบอร์ ๐๘๑ ๒๓๔ ๕๖๗๘ ของศูนย์"),
        (NAME, "นายทองคำ มีสุข ผู้เป็นบิดายินยอม"),
    ],
)
def test_a_reason_that_tells_anybody_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    folder = portal(tmp_path, text, None)
    done = add(folder, text, "--reason", reason)
    assert done.exit_code == 2
    assert text not in done.output
    assert not (folder / PRIVACY).exists()


@pytest.mark.parametrize(
    ("listed", "written", "asked"),
    [
        (PHONE, "โทร ๐๘๑ ๒๓๔ ๕๖๗๘", PHONE),
        ("0812345678", f"โทร {PHONE}", "081 234 5678"),
        pytest.param(NAME, f"มอบให้ {NAME}", NAME, marks=pytest.mark.long),
        ("นางสาวสมศรี รักเรียน", "มอบให้ นางสาวสมศรี รักเรียน", "สมศรี รักเรียน"),
        pytest.param(
            "สมศรี รักเรียน", "มอบให้ นางสาวสมศรี รักเรียน", "สมศรี รักเรียน", marks=pytest.mark.long
        ),
        pytest.param(PHONE, f"โทร {PHONE}", "", marks=pytest.mark.long),
        (NAME, f"มอบให้ {NAME}", ""),
    ],
)
def test_the_hashed_exception_of_what_is_withdrawn_is_told(
    tmp_path: Path, listed: str, written: str, asked: str
) -> None:
    folder = portal(tmp_path, written, hashed("081-999-0000", listed))
    more = ("--text", "-") if asked else ("2570-001", "--column", "note")
    line = ["withdraw", "2570", *more, "--reason", "มีผู้ขอ", "--portal", str(folder)]
    done = CliRunner().invoke(phaen, [*line, "--today", "2569-11-24"], input=asked or None)
    assert done.exit_code == 0, done.output
    told = [one for one in done.output.splitlines() if "ยกเว้นข้อความนั้นไว้เป็นรหัส" in one]
    assert len(told) == 1
    assert f"{PRIVACY} แถว 5" in told[0] or f"{PRIVACY} บรรทัด 5" in told[0]


def test_an_exception_of_somebody_who_stays_is_not_told(tmp_path: Path) -> None:
    folder = portal(tmp_path, f"โทร {PHONE} หรือ ศรีนวลคำแปง", hashed(PHONE))
    line = ["withdraw", "2570", "--text", "-", "--reason", "มีผู้ขอ", "--portal", str(folder)]
    done = CliRunner().invoke(phaen, [*line, "--today", "2569-11-24"], input="ศรีนวลคำแปง")
    assert done.exit_code == 0, done.output
    assert "เป็นรหัส" not in done.output


@pytest.mark.parametrize(("text", "kind"), [(PHONE, "phone-number"), (NAME, "person-name")])
def test_a_hash_lets_nothing_through_in_its_own_reason(
    tmp_path: Path, text: str, kind: str
) -> None:
    privacy = hashed(text)
    assert personal(portal(tmp_path / "without", f"ติดต่อ {text}", privacy)) == set()
    told = privacy.replace(REASON, f"{text} ยินยอม")
    assert personal(portal(tmp_path / "with", f"ติดต่อ {text}", told)) == {kind}
