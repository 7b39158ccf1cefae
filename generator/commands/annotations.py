"""Problems as the code hosts show them beside the changed line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import click

from generator.commands.echo import inert, json_text
from generator.machine.layout import ORGANIZATION
from generator.problems import Group, Problem, Report, Severity, grouped, told_group

_READ = "สิ่งที่อ่านได้"


def github(report: Report, account: str) -> str:
    """Return workflow commands: GitHub shows each at its file and line, the account by itself."""
    commands = [_command(group) for group in grouped(report)]
    return "\n".join((*commands, f"::notice title={_property(_READ)}::{_data(account)}"))


def _command(group: Group) -> str:
    kind = "error" if group.severity is Severity.ERROR else "warning"
    place = group.place
    line = f",line={place.row}" if place.row else ""
    _, where, lines = told_group(group)
    text = "%0A".join(_data(one.strip()) for one in lines)
    return f"::{kind} file={_property(place.file)}{line},title={_property(where)}::{text}"


def _data(text: str) -> str:
    """Return a text that is data of one workflow command, whatever is in it."""
    return inert(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(report: Report, account: str) -> str:
    """Return a Code Quality report: GitLab shows each in the merge request, the account last."""
    found = [
        {
            "description": _described(group),
            "check_name": group.first.code,
            "fingerprint": _fingerprint(group.first),
            "severity": "major" if group.severity is Severity.ERROR else "minor",
            "location": {
                "path": group.place.file,
                "lines": {"begin": group.place.row or 1},
            },
        }
        for group in grouped(report)
    ]
    read = {
        "description": f"{_READ}: {account}",
        "check_name": "account",
        "fingerprint": hashlib.sha256(account.encode()).hexdigest(),
        "severity": "info",
        "location": {"path": ORGANIZATION, "lines": {"begin": 1}},
    }
    return json_text([*found, read])


def _described(group: Group) -> str:
    return f"{group.where}: {' '.join(line.strip() for line in told_group(group)[2])}"


def _fingerprint(problem: Problem) -> str:
    text = f"{problem.code}\n{problem.place.words}\n{problem.value}"
    return hashlib.sha256(text.encode()).hexdigest()


ANNOTATIONS: Mapping[str, Callable[[Report, str], str]] = {"github": github, "gitlab": gitlab}

annotations_option = click.option(
    "--annotations",
    type=click.Choice(tuple(ANNOTATIONS)),
    help="พิมพ์ผลให้ GitHub หรือ GitLab แสดงข้างแถว",
)
