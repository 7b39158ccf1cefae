"""Personal data in the plan's own files, where no page shows them but whoever has the file does.

A comment in a YAML file, a column or a sheet that is not read, a workbook's author: sealing
publishes the files themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.exempt import Exempt
from generator.check.people import report_personal
from generator.model import Organization, Plan
from generator.problems import Place, Report
from generator.read import text_of
from generator.uploads import inspect

# Records repeat rows that passed the gate, and their digests look like numbers of any kind.
_RECORDS = "/announced/"


def check_sources(
    files: Mapping[str, bytes], organization: Organization, plan: Plan, report: Report
) -> None:
    """Report personal data anywhere in `files`, by their path below the portal.

    What the plan's privacy.yml lists is exempt. The row of a text file is its line.
    """
    exempt = Exempt(organization, plan.exempt)
    for path, data in files.items():
        if _RECORDS in path:
            continue
        for place, text in _texts(path, data):
            report_personal(text, place, exempt, report)


def _texts(path: str, data: bytes) -> Iterator[tuple[Place, str]]:
    place = Place(path)
    if path.endswith(".xlsx"):
        for one in inspect(path, data).texts:
            yield place.at(heading=one.where), one.text
        return
    for number, line in enumerate(text_of(data).splitlines(), start=1):
        yield place.at(row=number), line
