"""Uploaded files: what they are, what they would do, and the personal data inside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.machine.layout import of_year
from generator.plan.check.exempt import Exempt
from generator.plan.check.people import report_personal
from generator.plan.model import Plan
from generator.plan.notice import DOCUMENT
from generator.plan.uploads import SMALLEST_SIDE, Contents, is_safe_name, kind_todo
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


def check_pictures(plans: Iterable[Plan], uploads: Mapping[str, Contents], report: Report) -> None:
    """Report photographs of reports and boards that are too small to show anything.

    Each is judged by itself. One of a board that is on record stays as it is: a larger picture that
    is added settles it.
    """
    for plan in plans:
        on_record = set()
        for edition in plan.editions:
            stated = edition.record.stated if edition.record else ()
            recorded = {one.name for one in stated if one.what == DOCUMENT} & {*edition.evidence}
            on_record |= recorded
            if all(_is_small(plan, file, uploads) for file in edition.evidence):
                _report_small(plan, sorted(recorded), _ANOTHER, uploads, report)
        others = [one for one in plan.pictures if one not in on_record]
        small = [one for one in others if _is_small(plan, one, uploads)]
        _report_small(plan, small, _SAME_NAME, uploads, report)


_SAME_NAME = "แล้ววางทับโดยใช้ชื่อไฟล์เดิม"
_ANOTHER = "วางเป็นไฟล์ชื่อใหม่ แล้วเพิ่มชื่อนั้นใต้ evidence: ของ plan.yml ไฟล์เดิมคงไว้"


def _is_small(plan: Plan, file: str, uploads: Mapping[str, Contents]) -> bool:
    found = uploads.get(of_year(plan.year.label, file))
    return bool(found and found.is_small)


def _report_small(
    plan: Plan, files: Iterable[str], todo: str, uploads: Mapping[str, Contents], report: Report
) -> None:
    for file in files:
        path = of_year(plan.year.label, file)
        size = "×".join(map(str, uploads[path].size))
        report.add("photograph-small", Place(path), size, least=SMALLEST_SIDE, todo=todo)


def check_uploads(uploads: Mapping[str, Contents], exempt: Exempt, report: Report) -> None:
    """Report what is wrong with the files, by their path below the portal."""
    for path, contents in uploads.items():
        place = Place(path)
        for fault in contents.faults:
            report.add(fault.code, place, fault.found, todo=kind_todo(path, fault.found))
        for text in contents.texts:
            report_personal(text.text, place.at(heading=text.where), exempt, report)
