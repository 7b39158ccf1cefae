"""Generated plans of every kind of nonsense give problems or a site, never a traceback.

`make test` runs a share; `make soak` sets PHAEN_SOAK and runs 20,000.
"""

from __future__ import annotations

import os
import string
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.pipeline import Built
from generator.plan.fields import progress_fields, project_fields
from generator.plan.parse.plan import EDITION_KEYS
from portals import PLAN, PROJECTS, built, checked, csv_table, plan_yml, portal_folder

SOAK = bool(os.environ.get("PHAEN_SOAK"))
CHECKS, BUILDS = (20_000, 200) if SOAK else (120, 3)

NUMBERS = st.one_of(
    st.integers(-(10**30), 10**30).map(str),
    st.floats().map(str),
    st.text("0123456789๐๑๒๓๔๕๖๗๘๙,.-eE+ บาท", max_size=400),
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=80),
    st.text("<>\"'&{}[]|\\`*_~#!()=$%;:/- \n\t\r\0\u2028\u202e\u200b\ufeffก1a", max_size=60),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "{{ 7*7 }}",
            "=1+1",
            "ก" * 5000,
            "1/1/1",
            "31/02/2569",
            "ต.ค.",
        ]
    ),
)
DATES = st.one_of(
    TEXTS,
    st.tuples(st.integers(0, 40), st.integers(0, 20), st.integers(0, 99999)).map(
        lambda parts: "/".join(map(str, parts))
    ),
    st.dates().map(str),
)
SOUND = {
    "id": st.sampled_from(["2570-001", "2570-002", "a", "A"]),
    "strategy": st.sampled_from(["1", "2", "สังคม", "9"]),
    "name": st.just("ถนน"),
    "budget": st.sampled_from(["478300", "0", "", "ไม่ใช้งบประมาณ"]),
    "unit": st.sampled_from(["กองช่าง", "อบจ.เชียงราย"]),
    "start": st.just("พ.ย."),
    "end": st.just("ธ.ค."),
}


def cells(codes: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """Return rows in which each cell may be sound or anything."""
    one = {code: SOUND.get(code, st.just("")) | TEXTS | NUMBERS | DATES for code in codes}
    return st.fixed_dictionaries({}, optional=one)


PROJECT_ROWS = st.lists(cells([field.code for field in project_fields()]), max_size=5)
PROGRESS_ROWS = st.lists(cells([field.code for field in progress_fields()]), max_size=3)
SOUND_ROWS = st.lists(
    st.fixed_dictionaries(SOUND, optional={"note": TEXTS, "place": TEXTS, "detail": TEXTS}),
    min_size=1, max_size=4, unique_by=lambda row: row["id"].lower(),
)  # fmt: skip
YAML = st.one_of(
    st.text(max_size=200),
    st.text(string.ascii_letters + ":-[]{}&*!|>'\"%@` \n\t#,?0123456789กข", max_size=200),
    st.dictionaries(st.sampled_from(EDITION_KEYS), DATES).map(
        lambda days: plan_yml("\n".join(f"{key}: {day!r}" for key, day in days.items()) or "x: 1")
    ),
)  # fmt: skip
TABLE = st.one_of(
    PROJECT_ROWS.map(lambda rows: csv_table(rows or [{"id": ""}]).encode("utf-8", "surrogatepass")),
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
QUIETLY = settings(
    deadline=None, database=None, derandomize=not SOAK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@settings(QUIETLY, max_examples=CHECKS)
@given(table=TABLE, plan=st.none() | YAML, organization=st.none() | YAML, progress=PROGRESS_ROWS)
def test_generated_plan_gives_problems_and_never_a_traceback(
    table: bytes, plan: str | None, organization: str | None, progress: list[dict[str, str]]
) -> None:
    files: dict[str, str | bytes | None] = {PROJECTS: table}
    for name, text in ((PLAN, plan), ("plans/organization.yml", organization)):
        if text is not None:
            files[name] = text.encode("utf-8", "surrogatepass")
    if progress:
        written = csv_table(progress).encode("utf-8", "surrogatepass")
        files["plans/2570/progress.csv"] = written
    with tempfile.TemporaryDirectory() as folder:
        for problem in checked(portal_folder(Path(folder), files)).report:
            assert problem.place.file
            assert problem.message and problem.advice
            assert problem.as_dict()["code"] == problem.code


@settings(QUIETLY, max_examples=BUILDS)
@given(rows=SOUND_ROWS)
def test_generated_plan_without_errors_becomes_a_site(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = csv_table(rows).encode("utf-8", "surrogatepass")
        portal = portal_folder(Path(folder) / "portal", {PROJECTS: text})
        if checked(portal).report.errors:
            return
        result: Built = built(portal)
        assert result.pages > 20
        assert (portal / "site/index.html").is_file()
