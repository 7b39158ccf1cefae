"""No sign of a stranger's text is an order to a terminal: ours, the pusher's, the host's."""

from __future__ import annotations

import ast
import json
import os
import pty
import random
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.remotes import git, office
from e2e.sites import DAY, phaen
from portals import ROOT, portal_folder

PAYLOADS = 200
_EACH = 10  # payloads in one portal
SIGNS = (
    *(chr(n) for n in (*range(1, 32), *range(0x7F, 0xA0))),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff",
    "\x1b[31m", "\x1b]0;owned\x07", "\x1b[2J\x1b[H", "\x1b]8;;https://evil.example/\x1b\\",
    "\x9b31m", "\x1bP+q544e\x1b\\", "\r", "\b\b\b\b", "\n::error::forged", "\r\n##[error]forged",
    "\n::set-output name=x::y", "\x1b[31m\x1b[1mผิด\x1b[0m", "\U000e0041", "\u200b", "\x1b[8m",
    "\nเตือน plans/x.csv [forged]", "\x1b[?1049h", "\x85", "\x0b\x0c", "\x1b[6n", "\x1bc",
)  # fmt: skip


def payloads(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [
        f"ก{''.join(rng.choices(SIGNS, k=rng.randint(1, 4)))}ข{number}"
        for number, _ in enumerate(range(count))
    ]


def quoted(text: str) -> str:
    return json.dumps(text)  # YAML reads JSON's escapes


def hostile(folder: Path, texts: list[str]) -> Path:
    """Make a portal that has the texts in cells, headings, names of files, keys and pages."""
    a, b, c, d, e, f, g, h, i, j = texts
    cells = [f'"{text}"' for text in (a, b, c)]
    portal_folder(folder)
    table = (
        f'id,strategy,name,budget,unit,start,end,"{d}"\n'
        f"2570-001,1,{cells[0]},{cells[1]},{cells[2]},{cells[0]},ธ.ค.,1\n"
        f"{cells[2]},9,ถนน,5000,กองช่าง,พ.ย.,ธ.ค.,1\n"
    )
    (folder / "plans/2570/projects.csv").write_text(table, encoding="utf-8")
    with (folder / "plans/organization.yml").open("a", encoding="utf-8") as file:
        file.write(f"{quoted(e)}: 1\n")
    (folder / "mkdocs.yml").write_text(f"{quoted(f)}: {quoted(g)}\n", encoding="utf-8")
    (folder / "content").mkdir(exist_ok=True)
    page = f"---\n{quoted(g)}: 1\n---\n[x](javascript:{h})\n\n<b onclick={i}>\n"
    for name in (f"{h}.md", f"{i}.exe", "page.md"):
        (folder / "content" / name.replace("/", "-")).write_text(page, encoding="utf-8")
    (folder / "plans" / j.replace("/", "-")).mkdir()
    return folder


def loud(text: str) -> list[str]:
    """Return every sign of a text that a terminal or a reader's eye would obey."""
    wild = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [repr(sign) for sign in text if sign != "\n" and unicodedata.category(sign) in wild]


def commands(portal: Path, texts: list[str]) -> Iterator[list[str]]:
    where = ["--portal", str(portal), "--today", DAY]
    yield ["check", *where]
    yield ["check", "--json", *where]
    yield ["check", "--annotations", "github", *where]
    yield ["check", "--annotations", "gitlab", *where]
    yield ["build", *where]
    yield ["build", "--json", *where]
    yield ["diff", *where]
    yield ["diff", "--json", *where]
    yield ["diff", "--markdown", *where]
    yield ["announce", "2570", *where]
    yield ["links", f"{portal}/content"]
    rng = random.Random(texts[0])
    for text in texts[:3]:
        bad = text.replace("\0", "")
        yield rng.choice(
            [
                [bad], ["check", bad], ["check", f"--{bad}"], ["check", "--today", bad],
                ["check", "--portal", bad], ["compare", bad, bad], ["verify", bad],
                ["verify", f"{bad}.zip", "--portal", str(portal)], ["diff", bad, *where],
                ["publish", "--to", f"ssh://{bad}", *where], ["seal", bad],
                ["init", f"{portal}/{bad}"],
                ["build", "--port", bad], ["serve", "--port", bad],
                ["init", str(portal), "--kind", bad],
                ["publish", "--to", f"ssh://127.0.0.1:1/{bad}", *where],
                ["publish", "--to", f"{portal}/{bad}", "--rollback"], ["links", f"{portal}/{bad}"],
            ]
        )  # fmt: skip


def committed(portal: Path) -> None:
    git("init", "-q", "-b", "main", cwd=portal)
    (portal / "empty").touch()
    git("add", "empty", cwd=portal)
    git("commit", "-qm", "one", cwd=portal)


def told_by_all(folder: Path, seed: int) -> None:
    texts = payloads(_EACH, seed)
    portal = hostile(folder / "portal", texts)
    committed(portal)
    said = ""
    for command in commands(portal, texts):
        done = phaen(*command)
        assert "Traceback" not in done.stderr, (command, done.stderr)
        assert not loud(done.stdout), (command, loud(done.stdout))
        assert not loud(done.stderr), (command, loud(done.stderr))
        lines = (done.stdout + done.stderr).splitlines()
        notes = ("::error file=", "::warning file=", "::notice title=สิ่งที่อ่านได้::")
        forged = [one for one in lines if one.startswith(("::", "##["))]
        assert not [one for one in forged if not one.startswith(notes)], command
        assert not [one for one in lines if one.startswith("เตือน plans/x.csv")], command
        if "--json" in command and done.returncode < 2:
            json.loads(done.stdout)
        said += done.stdout
    assert re.search(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|n|r)", said), "nothing came out"


@pytest.mark.parametrize("seed", range(PAYLOADS // _EACH))
def test_two_hundred_payloads_reach_no_terminal(tmp_path: Path, seed: int) -> None:
    told_by_all(tmp_path, seed)


def test_payloads_reach_no_terminal(tmp_path: Path) -> None:
    told_by_all(tmp_path, 1_000)


def test_a_push_sends_no_control_sign_to_the_pushers_terminal(tmp_path: Path) -> None:
    made = office(tmp_path / "office")
    made.push()
    for seed in range(3 if os.environ.get("PHAEN_SOAK") else 1):
        texts = payloads(_EACH, 2_000 + seed)
        hostile(made.copy, texts)
        made.git("add", "-A")
        made.git("commit", "-qm", "hostile")
        names = [re.sub(r"[\x00-\x20\x7f~^:?*\[\\]", "", text) for text in texts]
        for target in ("main", *(f"main:refs/heads/{name}" for name in names[:2]), "main:refs/x/y"):
            done = made.push(target)
            remote = [line for line in done.stderr.split("\n") if line.startswith("remote:")]
            assert remote, done.stderr
            assert not loud("\n".join(remote)), target
        # One whose names of files may be: what cells and pages hold is told.
        made.git("reset", "-q", "--hard", "HEAD~1")
        hostile(tmp_path / f"apart{seed}", texts)
        for name in ("plans/2570/projects.csv", "mkdocs.yml", "content/page.md"):
            made.commit(name, (tmp_path / f"apart{seed}" / name).read_bytes())
        done = made.push("main")
        remote = [line for line in done.stderr.split("\n") if line.startswith("remote:")]
        assert any("[" in line for line in remote), done.stderr
        assert not loud("\n".join(remote))
        made.git("reset", "-q", "--hard", "HEAD~3")


def test_on_a_terminal_only_our_own_colours_come_out(tmp_path: Path) -> None:
    portal = hostile(tmp_path / "portal", payloads(_EACH, 7))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "check", "--portal", str(portal), "--today", DAY]
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=theirs):
        os.close(theirs)
        said = b""
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:  # the other side ended
                break
            said += data
            if not data:
                break
    os.close(ours)
    text = said.decode("utf-8").replace("\r\n", "\n")
    labels = "\x1b[31m\x1b[1mผิด\x1b[0m ", "\x1b[33mเตือน\x1b[0m "
    lines = text.split("\n")
    assert any(line.startswith(labels) for line in lines)
    for line in lines:
        for label in labels:
            line = line.removeprefix(label)  # noqa: PLW2901
        assert not loud(line), line


def test_nothing_prints_but_the_one_way() -> None:
    found = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        if path.name == "echo.py" and path.parent.name == "commands":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
            printing = ("click.echo", "click.secho", "click.style", "click.echo_via_pager", "print")
            if name in (*printing, "click.get_text_stream", "click.progressbar"):
                found.append(f"{path.relative_to(ROOT)}:{name}")
    assert found == []
