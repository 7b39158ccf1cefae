"""Problems as the code hosts show them beside the changed line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import click

from generator.commands.echo import inert, json_text
from generator.problems import Problem, Report, Severity


def github(report: Report) -> str:
    """Return workflow commands: GitHub shows each at its file and line."""
    return "\n".join(_command(problem) for problem in report)


def _command(problem: Problem) -> str:
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    place = problem.place
    line = f",line={place.row}" if place.row else ""
    title = _property(f"{place.words} [{problem.code}]")
    text = f"{_data(problem.message)}%0Aแก้: {_data(problem.advice)}"
    return f"::{kind} file={_property(place.file)}{line},title={title}::{text}"


def _data(text: str) -> str:
    """Return a text that is data of one workflow command, whatever is in it."""
    return inert(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(report: Report) -> str:
    """Return a Code Quality report: GitLab shows each in the merge request."""
    found = [
        {
            "description": f"{problem.message} แก้: {problem.advice}",
            "check_name": problem.code,
            "fingerprint": _fingerprint(problem),
            "severity": "major" if problem.severity is Severity.ERROR else "minor",
            "location": {
                "path": problem.place.file,
                "lines": {"begin": problem.place.row or 1},
            },
        }
        for problem in report
    ]
    return json_text(found)


def _fingerprint(problem: Problem) -> str:
    text = f"{problem.code}\n{problem.place.words}\n{problem.value}"
    return hashlib.sha256(text.encode()).hexdigest()


ANNOTATIONS: Mapping[str, Callable[[Report], str]] = {"github": github, "gitlab": gitlab}

annotations_option = click.option(
    "--annotations",
    type=click.Choice(tuple(ANNOTATIONS)),
    help="พิมพ์ผลให้ GitHub หรือ GitLab แสดงข้างแถว",
)
