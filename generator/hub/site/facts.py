"""What one partition says to the site: sums, clocks and pairs, small enough to hold of a country.

Counted once, in satang, from the rows; kept as JSON beside the dataset by what it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from generator.hub.coordination.records import Finding, Found, Kind
from generator.hub.dataset.reading import Due, Row
from generator.plan.model import BudgetKind

#: A sum as `Totals` has its numbers; whose money it is, by the values of `Portion`.
Sum = list[int]
Parts = dict[str, Sum]


def add(to: Sum, one: Sum) -> None:
    """Add a sum to another."""
    to[:] = [a + b for a, b in zip(to, one, strict=True)]


@dataclass(slots=True)
class OfficeFacts:
    """One office's year: sums of all, by programme, and of others' work by agency.

    `reportable` counts its own projects, `reported` those with a report; `announced` is an ISO day.
    """

    parts: Parts = field(default_factory=dict)
    programmes: dict[str, Parts] = field(default_factory=dict)
    agencies: dict[str, Sum] = field(default_factory=dict)
    reportable: int = 0
    reported: int = 0
    last_report: str = ""
    announced: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """An agency's project in an office's plan."""

    office: str
    id: str
    name: str
    satang: int | None
    months: str
    page: str


@dataclass(slots=True)
class Facts:
    """A year of a province. Programmes and agencies by key, each name with how often it stands.

    `works` are some of an agency's projects, the first in the order of offices; `withheld` counts
    texts that were kept back because a person may be known by them.
    """

    offices: dict[str, OfficeFacts] = field(default_factory=dict)
    programmes: dict[str, dict[str, int]] = field(default_factory=dict)
    agencies: dict[str, dict[str, int]] = field(default_factory=dict)
    works: dict[str, list[Work]] = field(default_factory=dict)
    dues: list[Due] = field(default_factory=list)
    found: Found = field(default_factory=lambda: Found(()))
    withheld: int = 0

    def to_json(self) -> bytes:
        """Return what `from_json` reads."""
        found = self.found
        told = {
            "offices": {code: asdict(one) for code, one in self.offices.items()},
            "programmes": self.programmes,
            "agencies": self.agencies,
            "works": {key: [asdict(one) for one in some] for key, some in self.works.items()},
            "dues": [asdict(one) for one in self.dues],
            "found": {
                "findings": [_told(one) for one in found.findings],
                "left_out": found.left_out,
                "too_common": found.too_common,
            },
            "withheld": self.withheld,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Facts:
        """Return what `to_json` wrote. Raises ValueError, KeyError and TypeError."""
        told = json.loads(data)
        found = told["found"]
        findings = tuple(_finding(one) for one in found["findings"])
        return cls(
            offices={code: OfficeFacts(**one) for code, one in told["offices"].items()},
            programmes=told["programmes"],
            agencies=told["agencies"],
            works={key: [Work(**one) for one in some] for key, some in told["works"].items()},
            dues=[Due(**one) for one in told["dues"]],
            found=Found(findings, found["left_out"], found["too_common"]),
            withheld=told["withheld"],
        )


_ROW = tuple(one.name for one in fields(Row))


def _told(one: Finding) -> dict[str, Any]:
    rows = [
        {name: getattr(row, name) for name in _ROW} | {"budget": row.budget.value}
        for row in (one.first, one.second)
    ]
    return {"kind": one.kind.value, "rows": rows, "reasons": one.reasons}


def _finding(told: Mapping[str, Any]) -> Finding:
    first, second = (
        Row(**(one | {"budget": BudgetKind(one["budget"]), "months": tuple(one["months"])}))
        for one in told["rows"]
    )
    reasons = tuple((key, said) for key, said in told["reasons"])
    return Finding(Kind(told["kind"]), first, second, reasons)
