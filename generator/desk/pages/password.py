"""รหัสผ่าน: a person changes their own, who knows the old one."""

from __future__ import annotations

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk

#: What a form may be answered with: the old one is wrong, one has to wait, the new one is unfit.
WRONG, WAIT, DIFFER, SAME, SHORT = "wrong", "wait", "differ", "same", "short"


def password(desk: Desk, asked: Asked) -> Answer:
    """Return the form."""
    return password_page(desk, asked)


def password_page(desk: Desk, asked: Asked, word: str = "", wait: int = 0) -> Answer:
    """Return the form with what hindered the change; nothing that was typed stands in it."""
    status = 429 if wait else 409 if word else 200
    return desk.page("password", asked, desk.office.state(), status, word=word, wait=wait)
