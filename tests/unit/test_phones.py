"""Telephones as offices write them are numbers to touch; all else about them stays words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.model import Organization
from generator.site.views import contacts
from generator.thai.phones import phone_parts

WRITTEN = {
    "053-000-000": ["053000000"],
    "๐๕๓-๐๐๐-๐๐๐": ["053000000"],
    "0 5300 0000 ต่อ 12": ["053000000;ext=12"],
    "053-000-000, 053-000-001": ["053000000", "053000001"],
    "0-5300-0000 / 0-5300-0001": ["053000000", "053000001"],
    "053-000-000 080-000-0000": ["053000000", "0800000000"],
    "โทร. 053-000000-7": ["053000000"],
    "0 5300 0000-6 ต่อ 101": ["053000000;ext=101"],
    "053-000000 - 12 ext. 7, 053-000001": ["053000000;ext=7", "053000001"],
    "+66 53 000 000": ["+6653000000"],
    "1567": ["1567"],
    "053-12": [],
    "12345": [],
    "ที่สำนักงาน": [],
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_telephone_is_read_as_a_telephone_dials_it(text: str) -> None:
    parts = phone_parts(text)
    assert [one.number for one in parts if one.number] == WRITTEN[text]
    assert "".join(one.text for one in parts) == text


@settings(derandomize=True, database=None, deadline=None)
@given(st.text(alphabet="0123456789๐๕+-. ,/ต่อ()"))
def test_no_sign_of_a_text_about_telephones_is_lost(text: str) -> None:
    assert "".join(one.text for one in phone_parts(text)) == text


@pytest.mark.parametrize(
    ("name", "text", "href"),
    [
        ("phone", "053-000-000", "tel:053000000"),
        ("email", "saraban@example.go.th", "mailto:saraban@example.go.th"),
        ("line", "@office", "https://line.me/R/ti/p/@office"),
        ("line", "LINE: @office", "https://line.me/R/ti/p/@office"),
        ("line", "https://line.me/ti/p/abc", "https://line.me/ti/p/abc"),
        ("line", "เทศบาลของเรา", ""),
        ("facebook", "office.example", "https://www.facebook.com/office.example"),
        ("facebook", "เทศบาลตัวอย่าง", ""),
        ("facebook", "facebook.com/office", "https://facebook.com/office"),
        ("website", "www.example.go.th", "https://www.example.go.th"),
    ],
)
def test_every_way_to_reach_an_office_leads_there(name: str, text: str, href: str) -> None:
    (way,) = contacts(Organization("ก", "อบต.", contact={name: text}))
    assert way.name == name
    assert "".join(piece.text for piece in way.pieces) == text
    assert [piece.href for piece in way.pieces if piece.href] == ([href] if href else [])
