"""The statutory clock: exact days, no roll-over, nothing said where a date is missing."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan import posting
from generator.plan.model import Edition, Portal, PostingPeriod
from generator.problems import Report
from generator.site.views import site_view
from generator.thai.dates import format_date_short, parse_date
from portals import NOWHERE, ORGANIZATION, make_plan

steady = settings(derandomize=True, database=None, deadline=None, max_examples=200)
days = st.dates(datetime.date(1997, 1, 1), datetime.date(2150, 12, 31))
CHULALONGKORN_DAY = "23 ต.ค. 2567"


def period(announced: str = "", start: str = "", end: str = "") -> PostingPeriod:
    dates = [parse_date(text) if text else None for text in (announced, start, end)]
    return PostingPeriod(*dates)


def shown(day: datetime.date | None) -> str:
    return format_date_short(day) if day else ""


@pytest.mark.parametrize(
    ("announced", "due"),
    [
        ("30 ก.ย. 2567", "15 ต.ค. 2567"),
        ("8 ต.ค. 2567", CHULALONGKORN_DAY),
        ("17 ธ.ค. 2567", "1 ม.ค. 2568"),
        ("14 ก.พ. 2567", "29 ก.พ. 2567"),
    ],
)
def test_notice_hangs_within_fifteen_days_also_when_the_last_is_a_holiday(
    announced: str, due: str
) -> None:
    assert shown(posting.announcement_clock(period(announced)).post.due) == due


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ("1 ต.ค. 2567", "31 ต.ค. 2567"),
        ("2 ธ.ค. 2567", "1 ม.ค. 2568"),
        ("31 ม.ค. 2567", "1 มี.ค. 2567"),
    ],
)
def test_notice_hangs_thirty_full_days_without_its_first(posted: str, kept: str) -> None:
    assert shown(posting.announcement_clock(period("", posted)).keep.due) == kept


def test_plan_is_due_thirty_days_after_its_budget() -> None:
    deadline = posting.plan_deadline(parse_date("16 ก.ย. 2567"), None)
    assert shown(deadline.due) == "16 ต.ค. 2567"
    assert deadline.days_late is None


@pytest.mark.parametrize(
    ("posted", "late"),
    [("30 ก.ย. 2567", -15), ("14 ต.ค. 2567", -1), ("15 ต.ค. 2567", 0), ("16 ต.ค. 2567", 1)],
)
def test_lateness_is_counted_in_days_past_the_last_day(posted: str, late: int) -> None:
    assert posting.announcement_clock(period("30 ก.ย. 2567", posted)).post.days_late == late


@pytest.mark.parametrize(
    ("end", "short", "posted"),
    [
        ("1 ต.ค. 2567", 30, 0),
        ("30 ต.ค. 2567", 1, 29),
        ("31 ต.ค. 2567", 0, 30),
        ("5 พ.ย. 2567", -5, 35),
    ],
)
def test_shortness_is_counted_in_days_missing(end: str, short: int, posted: int) -> None:
    clock = posting.announcement_clock(period("30 ก.ย. 2567", "1 ต.ค. 2567", end))
    assert (clock.days_short, clock.days_posted) == (short, posted)


@pytest.mark.parametrize(
    ("dates", "post_due", "late", "keep_due", "short"),
    [
        (period(), False, False, False, False),
        (period("1 ต.ค. 2567"), True, False, False, False),
        (period("", "1 ต.ค. 2567"), False, False, True, False),
        (period("", "", "1 ต.ค. 2567"), False, False, False, False),
        (period("", "1 ต.ค. 2567", "1 พ.ย. 2567"), False, False, True, True),
        (period("1 ต.ค. 2567", "1 ต.ค. 2567"), True, True, True, False),
        (period("1 ต.ค. 2567", "1 ต.ค. 2567", "1 พ.ย. 2567"), True, True, True, True),
    ],
)
def test_nothing_is_said_where_a_date_is_missing(
    dates: PostingPeriod, post_due: bool, late: bool, keep_due: bool, short: bool
) -> None:
    clock = posting.announcement_clock(dates)
    known = [
        clock.post.due is not None,
        clock.post.days_late is not None,
        clock.keep.due is not None,
        clock.days_short is not None,
    ]
    assert known == [post_due, late, keep_due, short]
    assert (clock.days_posted is None) is (clock.days_short is None)


def test_results_clock_starts_with_the_proposal_not_with_the_announcement() -> None:
    dates = period("5 ธ.ค. 2567", "16 ธ.ค. 2567", "15 ม.ค. 2568")
    clock = posting.results_clock(parse_date("1 ธ.ค. 2567"), dates)
    assert (shown(clock.post.due), clock.post.days_late) == ("16 ธ.ค. 2567", 0)
    assert (shown(clock.keep.due), clock.days_short) == ("15 ม.ค. 2568", 0)


def test_results_without_a_proposal_count_from_their_announcement() -> None:
    clock = posting.results_clock(None, period("5 ธ.ค. 2567"))
    assert shown(clock.post.due) == "20 ธ.ค. 2567"
    assert posting.results_clock(None, period()).post.due is None


@pytest.mark.parametrize(
    ("announced", "late"), [("31 ธ.ค. 2567", 0), ("1 ม.ค. 2568", 1), ("30 พ.ย. 2567", -31)]
)
def test_results_are_due_by_the_december_after_the_fiscal_year(announced: str, late: int) -> None:
    deadline = posting.results_deadline(parse_date("30 ก.ย. 2567"), parse_date(announced))
    assert (shown(deadline.due), deadline.days_late) == ("31 ธ.ค. 2567", late)


def test_every_deadline_names_its_own_clause() -> None:
    announcement = posting.announcement_clock(period("1 ต.ค. 2567"))
    results = posting.results_clock(None, period("1 ต.ค. 2567"))
    plan = posting.plan_deadline(None, None)
    yearly = posting.results_deadline(parse_date("30 ก.ย. 2567"), None)
    clauses = {
        "ข้อ 26 (2)": [announcement.post, announcement.keep],
        "ข้อ 27": [plan],
        "(ฉบับที่ 3) พ.ศ. 2561 (5)": [results.post, results.keep, yearly],
    }
    for clause, deadlines in clauses.items():
        for deadline in deadlines:
            assert deadline.clause.startswith("ระเบียบกระทรวงมหาดไทย")
            assert deadline.clause.endswith(clause)


@steady
@given(days)
def test_deadlines_never_roll_over_and_never_count_their_first_day(day: datetime.date) -> None:
    clock = posting.announcement_clock(PostingPeriod(day, day, None))
    assert clock.post.due and clock.keep.due
    assert (clock.post.due.toordinal(), clock.keep.due.toordinal()) == (
        day.toordinal() + 15,
        day.toordinal() + 30,
    )
    assert posting.plan_deadline(day, None).due == clock.keep.due


@steady
@given(days, days, days)
def test_late_and_short_are_plain_day_arithmetic(
    announced: datetime.date, start: datetime.date, end: datetime.date
) -> None:
    clock = posting.announcement_clock(PostingPeriod(announced, start, end))
    assert clock.post.days_late == (start - announced).days - 15
    assert clock.days_posted == (end - start).days
    assert clock.days_short == 30 - (end - start).days
    later = posting.announcement_clock(
        PostingPeriod(announced, start + datetime.timedelta(1), end + datetime.timedelta(1))
    )
    assert later.days_posted == clock.days_posted
    assert later.post.days_late == clock.post.days_late + 1


def standing(posted: PostingPeriod, today: datetime.date) -> str:
    edition = Edition(0, NOWHERE, posting=posted)
    plan = make_plan(editions=(edition,))
    return (
        site_view(Portal(ORGANIZATION, (plan,)), Report(), today=today).current.editions[0].standing
    )


FIRST, DUE = datetime.date(2026, 10, 16), datetime.date(2026, 11, 15)


@pytest.mark.parametrize(
    ("last", "today", "said"),
    [
        (DUE, FIRST - datetime.timedelta(1), "ahead"),
        (DUE, FIRST, "ahead"),
        (DUE, DUE, "ahead"),  # the thirtieth day counts until it is over
        (DUE, DUE + datetime.timedelta(1), "in"),
        (datetime.date(2027, 1, 1), DUE + datetime.timedelta(1), "in"),
        (datetime.date(2026, 11, 1), datetime.date(2026, 11, 1), "out_ahead"),
        (datetime.date(2026, 11, 1), datetime.date(2026, 11, 2), "out"),
        (None, DUE, "open"),
    ],
)
def test_thirty_days_are_a_fact_only_once_they_are_over(
    last: datetime.date | None, today: datetime.date, said: str
) -> None:
    announced = datetime.date(2026, 10, 15)
    assert standing(PostingPeriod(announced, FIRST, last), today) == said


def test_a_late_notice_is_a_fact_from_the_day_it_hangs() -> None:
    late = PostingPeriod(datetime.date(2026, 9, 1), FIRST, DUE)
    assert standing(late, FIRST - datetime.timedelta(1)) == "out_ahead"
    assert standing(late, FIRST) == "out"


def test_what_is_to_come_is_ahead_of_its_day_in_every_deadline() -> None:
    day, before = DUE, DUE - datetime.timedelta(1)
    for today, ahead in ((before, True), (day, False), (None, False)):
        assert posting.plan_deadline(None, day, today).ahead is ahead
        assert posting.results_deadline(FIRST, day, today).ahead is ahead
        assert posting.results_clock(None, PostingPeriod(FIRST, day), today).post.ahead is ahead


def test_a_notice_is_not_said_to_have_hung_longer_than_it_has() -> None:
    hangs = PostingPeriod(datetime.date(2026, 10, 15), FIRST, datetime.date(2027, 1, 1))
    for today, hanging in ((DUE + datetime.timedelta(1), True), (datetime.date(2027, 1, 1), True)):
        assert posting.announcement_clock(hangs, today).hanging is hanging
    assert not posting.announcement_clock(hangs, datetime.date(2027, 1, 2)).hanging
    assert not posting.announcement_clock(hangs).hanging
