"""Uploaded files: what they are, what they would do, and the personal data inside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.plan.check.exempt import Exempt
from generator.plan.check.people import report_personal
from generator.plan.uploads import ENDINGS, Contents, is_safe_name
from generator.problems import Place, Report


def check_names(paths: Sequence[str], exempt: Exempt, report: Report) -> None:
    """Report a name that no address can carry or that names a person, by path below the portal."""
    for path in paths:
        if not is_safe_name(path):
            report.add("name-unsafe", Place(path), path.rpartition("/")[2])
    report_names(paths, exempt, report)


def report_names(paths: Iterable[str], exempt: Exempt, report: Report) -> None:
    """Report a name of a file or folder that names or reaches a person."""
    for path in paths:
        for part in path.split("/"):
            report_personal(part, Place(path), exempt, report)


def check_uploads(uploads: Mapping[str, Contents], exempt: Exempt, report: Report) -> None:
    """Report what is wrong with the files, by their path below the portal."""
    for path, contents in uploads.items():
        place = Place(path)
        for fault in contents.faults:
            report.add(fault.code, place, fault.found, known=" ".join(ENDINGS))
        for text in contents.texts:
            report_personal(text.text, place.at(heading=text.where), exempt, report)
