"""The desk of an office: nobody without an account gets in, and nobody acts for another."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from e2e.desks import (
    NAME,
    PASSWORD,
    PEOPLE,
    Asker,
    Told,
    account,
    copied_office,
    opened_office,
    person,
    shared_office,
)
from e2e.remotes import Office, free_port
from generator.cli import phaen
from generator.desk.accounts import Passwords, Role, accounts_of
from generator.desk.doors import DOORS
from photographs import photo

HEADER = "X-Remote-User"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return shared_office(tmp_path_factory.mktemp("attacked") / "office")


@pytest.fixture(scope="module")
def spare(made: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return copied_office(made, tmp_path_factory.mktemp("spare") / "office")


@pytest.fixture(scope="module")
def where(made: Office, spare: Office) -> Iterator[str]:
    """The desk's socket, which no test leaves with a change."""
    at = made.folder / "desk.sock"
    with opened_office(made, "--socket", str(at), "--sso-header", HEADER) as told:
        assert at.stat().st_mode & 0o777 == 0o660
        yield told


def doors() -> list[tuple[str, str]]:
    found = [
        ("POST" if door.changes else "GET", re.sub("{[a-z]+(:path)?}", "2570", door.path))
        for door in DOORS
    ]
    return [
        *found,
        ("GET", "/sign-in"),
        ("POST", "/sign-out"),
        ("POST", "/password"),
        ("GET", "/none"),
        ("PUT", "/draft"),
    ]


def test_a_stranger_finds_the_sign_in_page_at_every_address_and_nothing_else(where: str) -> None:
    for cookie in ("", "made.up.cookie"):
        stranger = Asker(where, cookie)
        for method, path in doors():
            told = stranger.ask(method, path, "" if method == "POST" else None)
            assert told.is_sign_in, (method, path, told.status)
    assert "frame-ancestors 'none'" in told.headers["content-security-policy"]  # clickjacking
    assert (told.headers["x-frame-options"], told.headers["cache-control"]) == ("DENY", "no-store")


def test_a_session_is_told_by_a_cookie_that_only_this_site_can_set_and_nobody_reads(
    where: str,
) -> None:
    given = Asker(where).signs_in("มานะ").headers["set-cookie"]
    flags = {one.lower() for one in given.split("; ")[1:]}
    assert given.startswith("__Host-")
    assert {"httponly", "secure", "samesite=strict", "path=/"} <= flags
    assert not any(one.startswith("domain") for one in flags)


def test_a_session_that_somebody_else_chose_is_never_taken(where: str) -> None:
    """Session fixation: a cookie that was planted before does not become the person's."""
    planted = person(where, "ปิติ").cookie
    asker = Asker(where, planted)
    assert asker.signs_in("มานะ").status == 303
    assert asker.cookie != planted
    assert Asker(where, planted).ask("GET", "/draft").is_sign_in  # and is over


def test_a_cookie_that_was_kept_is_worth_nothing_once_one_signed_out(where: str) -> None:
    asker = person(where, "มานะ")
    forged = [f"{asker.cookie}x", asker.cookie[:-1], asker.cookie.partition(".")[0]]
    assert all(Asker(where, one).ask("GET", "/").is_sign_in for one in forged)
    told = asker.sends("/sign-out", {})
    assert told.status == 303 and "Max-Age=0" in told.headers["set-cookie"]
    assert asker.ask("GET", "/draft").is_sign_in


def test_a_session_ends_with_the_account_and_with_any_change_of_it(
    made: Office, where: str
) -> None:
    accounts, kept = accounts_of(made.remote), Passwords().hashed(PASSWORD)
    accounts.add("ชั่วคราว", Role.PREPARES, (), "", "", kept)
    changes: list[Callable[[], object]] = [
        lambda: accounts.change("ชั่วคราว", role=Role.PUBLISHES, units=()),
        lambda: accounts.change("ชั่วคราว", hash=kept),
        lambda: accounts.remove("ชั่วคราว"),
    ]
    for change in changes:
        asker = person(where, "ชั่วคราว")
        assert asker.ask("GET", "/draft").status == 200
        change()
        assert asker.ask("GET", "/draft").is_sign_in
    assert Asker(where).signs_in("ชั่วคราว").is_sign_in


def test_a_person_changes_their_own_password_and_every_other_session_of_theirs_ends(
    spare: Office,
) -> None:
    new, name = "อีกห้าคำที่จำได้ battery staple", "ปิติ"
    with opened_office(spare, "--socket", str(spare.folder / "own.sock")) as where:
        here, elsewhere, other = (person(where, one) for one in (name, name, "มานะ"))
        before = accounts_of(spare.remote).of(name)

        def sends(old: str, typed: str, again: str = "") -> Told:
            return here.sends("/password", {"old": old, "new": typed, "again": again or typed})

        for told, why in (
            (sends("wrong", new), "รหัสผ่านเดิมไม่ถูกต้อง"),
            (sends(PASSWORD, new, "x"), "ไม่เหมือนกัน"),
            (sends(PASSWORD, "short"), "12 ถึง 200"),
            (sends(PASSWORD, PASSWORD), "เหมือนรหัสผ่านเดิม"),
        ):
            assert (told.status, why in told.text) == (409, True)
            assert PASSWORD not in told.text and new not in told.text
        assert accounts_of(spare.remote).of(name) == before
        # Who has only the session guesses no faster than who signs in.
        assert 429 in (sends("guessed", new).status for _ in range(12))
        while (told := sends(PASSWORD, new)).status == 429:
            time.sleep(0.5)
        assert (told.status, bool(told.cookie)) == (303, True), told.text
        assert here.ask("GET", "/").is_sign_in and elsewhere.ask("GET", "/").is_sign_in
        here.cookie = told.cookie
        assert here.ask("GET", "/password").status == 200
        assert other.ask("GET", "/").status == 200
        assert Asker(where).signs_in(name).is_sign_in
        assert Asker(where).signs_in(name, new).status == 303


@pytest.mark.parametrize(
    "more",
    [
        {"Origin": "https://evil.example"},
        {"Origin": f"http://{NAME}"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_a_form_of_another_page_does_nothing_nor_signs_anybody_in(
    where: str, more: dict[str, str]
) -> None:
    asker = person(where, "มานะ")
    assert asker.sends("/draft/drop", {}, **more).status == 403
    body = urlencode({"name": "มานะ", "password": PASSWORD})
    told = Asker(where).ask("POST", "/sign-in", body, **more)
    assert (told.status, told.cookie) == (403, "")


def test_a_form_needs_the_token_of_its_own_session(where: str) -> None:
    mine, other = person(where, "มานะ"), person(where, "ปิติ")
    for token in ("", "x", other.token()):
        body = urlencode({"desk.token": token, "desk.form": "a"})
        assert mine.ask("POST", "/draft/drop", body).status == 403


def test_a_name_that_was_made_to_mean_the_server_is_not_answered(where: str) -> None:
    """DNS rebinding, and a proxy that passes whatever it is asked."""
    asker = person(where, "มานะ")
    for host in ("evil.example", f"{NAME}.evil.example", f"{NAME}:80:80", f"{NAME}..", "127.0.0.1"):
        assert asker.ask("GET", "/draft", Host=host).status == 421
    for host in (f"{NAME}:8443", f"{NAME}.", f"{NAME.upper()}.:443"):  # the same name, whole
        assert asker.ask("GET", "/draft", Host=host).status == 200


def test_a_preparer_publishes_nothing_by_a_request_made_by_hand(made: Office, where: str) -> None:
    before, asker = made.shown, person(where, "มานะ")
    fields = {"year": "2570", "unit": "", "date": "2026-11-24", "status.2570-001": "แล้วเสร็จ"}
    assert asker.sends("/progress", {**fields, "percent.2570-001": "100"}).status == 303
    for path in ("/draft/keep", "/publish/back", "/handed/2570/keep", "/handed/2570/return"):
        told = asker.sends(path, {"then": "publish"})
        assert told.status == 403 and "ไม่มีสิทธิ์" in told.text, path
    told = asker.sends("/progress", {**fields, "then": "publish"})  # which keeps on the way
    assert told.status in (303, 409)
    assert made.shown == before and asker.sends("/draft/drop", {}).status == 303


def test_a_clerk_of_one_unit_writes_nothing_of_another(made: Office, where: str) -> None:
    asker = person(where, "ช่าง")
    own, other = "2570-001", "2570-004"
    assert other not in asker.ask("GET", "/progress").text
    fields = {"year": "2570", "unit": "", "date": "2026-11-24"}
    fields |= {f"status.{own}": "อยู่ระหว่างดำเนินการ"}
    told = asker.sends("/progress", {**fields, f"status.{other}": "แล้วเสร็จ"})
    assert told.status == 409 and other in told.text
    assert asker.sends("/progress", fields).headers["location"].endswith("kept=1")
    draft = made.folder / "remote.desk/people" / account(made, "ช่าง").id / "draft"
    written = b"".join(one.read_bytes() for one in draft.iterdir() if len(one.name) == 64)
    assert own.encode() in written and other.encode() not in written
    for path, more in (
        (f"/rows/2570/{other}", {"cell.budget": "1"}),
        (f"/rows/2570/{own}", {"cell.budget": "1"}),
        ("/files", {"what": "progress", "year": "2570"}),
    ):
        assert asker.sends(path, more).status == 403, path
    assert asker.sends("/draft/drop", {}).status == 303


def test_a_clerk_of_one_unit_photographs_its_projects_alone(where: str) -> None:
    clerk = person(where, "ช่าง")
    fields = {"desk.token": clerk.token(), "date": "2026-11-24", "words.1": "ถนน"}
    for code, status in (("2570-004", 409), ("2570-001", 303)):
        own = fields | {"desk.form": code, f"status.{code}": "อยู่ระหว่างดำเนินการ"}
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'.encode()
            for key, text in own.items()
        ]
        head = 'name="photo.1"; filename="../../plan.yml"'
        parts.append(f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode())
        body = b"".join((*parts, photo(), b"\r\n--b--\r\n"))
        kind = "multipart/form-data; boundary=b"
        told = clerk.ask("POST", f"/progress/2570/{code}", body, Content_Type=kind)
        assert told.status == status, told.text
    draft = clerk.ask("GET", "/draft").text
    assert "documents/2570-001-2569-11-24.jpg" in draft and "2570-004-" not in draft
    assert clerk.sends("/draft/drop", {}).status == 303


def test_nobody_reads_a_draft_of_another_but_who_publishes(where: str) -> None:
    author, other, publisher = (person(where, one) for one in ("มานะ", "ปิติ", "สมศรี"))
    secret = "98765"
    cells = {"cell.budget": secret}
    assert author.sends("/rows/2570/2570-001", cells).status == 303
    assert "98,765" in author.ask("GET", "/draft").text
    for one in (other, publisher):  # before it was handed on
        assert "98,765" not in one.ask("GET", "/draft").text
    assert author.sends("/draft/hand-on", {}).status == 303
    found = re.search("/handed/([0-9a-f]{32})", author.ask("GET", "/handed").text)
    assert found
    assert found[1] not in other.ask("GET", "/handed").text
    told = other.ask("GET", found[0])
    assert told.status == 409 and "98,765" not in told.text
    assert other.sends(f"{found[0]}/take", {}).status == 409
    assert publisher.sends(f"{found[0]}/take", {}).status == 409  # nor does it become theirs
    assert "98,765" in publisher.ask("GET", found[0]).text
    assert author.sends(f"{found[0]}/take", {}).status == 303
    assert publisher.ask("GET", found[0]).status == 409
    assert author.sends("/draft/drop", {}).status == 303


@pytest.mark.parametrize("wanted", ["../people", "..%2f..%2fpeople", "0" * 31, "%00", "สมศรี"])
def test_no_name_of_a_draft_leads_to_another_folder(where: str, wanted: str) -> None:
    assert person(where, "สมศรี").ask("GET", f"/handed/{wanted}").status in (404, 409)


def test_whom_the_sign_on_let_in_is_who_the_accounts_say(where: str) -> None:
    mine = Asker(where, more={HEADER: "มานะ".encode().decode("latin-1")})
    told = mine.ask("GET", "/draft")
    assert told.status == 200 and "มานะ · ผู้จัดทำ" in told.text and told.cookie
    # A session of another does not come along with it.
    other = Asker(where, person(where, "สมศรี").cookie, more=mine.more)
    assert "มานะ · ผู้จัดทำ" in other.ask("GET", "/draft").text
    unknown = Asker(where, more={HEADER: "nobody"}).ask("GET", "/draft")
    assert unknown.is_sign_in and "ยังไม่มีบัญชี" in unknown.text


def test_over_a_port_a_header_lets_nobody_in_nor_hides_who_guesses(spare: Office) -> None:
    with opened_office(spare, "--port", str(free_port())) as where:
        spoofed = {HEADER: "สมศรี".encode().decode("latin-1"), "Remote-User": "root"}
        assert Asker(where, more=spoofed).ask("GET", "/draft").is_sign_in
        # Each guess from another address, as its own headers say: the account's wait is the same.
        told = (
            Asker(where, address=f"10.0.0.{number}", more={"X-Forwarded-For": f"{number}"})
            .signs_in("มานะ", "wrong password")
            .status
            for number in range(12)
        )
        assert 429 in told


def test_who_guesses_passwords_waits_and_learns_nothing(where: str) -> None:
    asker = Asker(where, address="192.0.2.7")
    said = {asker.signs_in(name, "a wrong password").text for name in ("ชูใจ", "ไม่มี")}
    assert len({re.sub('value="[^"]*"', "", one) for one in said}) == 1
    told = [asker.signs_in("ชูใจ", "a wrong password").text for _ in range(12)]
    waits = [int(found[1]) for one in told if (found := re.search(r"รออีก\s([0-9]+)\sวินาที", one))]
    assert max(waits) >= 1
    while asker.signs_in("ชูใจ", "a wrong password").status != 429:
        pass  # what was to be waited was over just then
    assert asker.signs_in("ชูใจ").status == 429  # the right one, too


def test_what_would_let_others_in_or_two_desks_at_one_copy_is_not_opened(
    made: Office, where: str
) -> None:
    """A header over a port, a second desk beside the same repository, no name to be asked by."""
    desk = ["desk", "--office", str(made.remote)]
    for words, why in (
        ([*desk, "--server-name", NAME, "--port", "1", "--sso-header", HEADER], "--socket"),
        ([*desk, "--server-name", NAME, "--socket", f"{where}.2"], "เปิดอยู่แล้ว"),
        ([*desk, "--port", "1"], "--server-name"),
    ):
        done = CliRunner().invoke(phaen, words)
        assert done.exit_code != 0 and why in f"{done.output}{done.exception}"


def test_the_file_of_accounts_is_for_its_owner_alone_and_holds_no_password(made: Office) -> None:
    file = made.folder / "remote.desk/accounts.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    text = file.read_text("utf-8")
    assert PASSWORD not in text and text.count("$argon2id$") >= len(PEOPLE)
