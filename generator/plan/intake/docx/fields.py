"""Fields of Word: what they say to Word is no text, what they show is."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from generator.plan.intake.xml.measures import is_on, number


class OpenFields:
    """The fields of a paragraph that have begun; one may stand in another."""

    def __init__(self) -> None:
        """None has begun."""
        self._shows: list[bool] = []

    @property
    def is_instruction(self) -> bool:
        """Whether what comes now is said to Word."""
        return not all(self._shows)

    def take(self, sign: Element) -> None:
        """Take a sign of a field (`w:fldChar`)."""
        kind = sign.get("fldCharType", "")
        if kind == "begin":
            self._shows.append(False)
        elif kind == "separate" and self._shows:
            self._shows[-1] = True
        elif kind == "end" and self._shows:
            self._shows.pop()


def shown_of(sign: Element) -> str:
    """Return what a box to tick, or to choose from, shows that begins with a sign."""
    data = sign.find("w:ffData")
    if data is None:
        return ""
    box, choice = data.find("w:checkBox"), data.find("w:ddList")
    if box is not None:
        ticked = is_on(box, "w:checked")
        if ticked is None:
            ticked = is_on(box, "w:default")
        return "☑" if ticked else "☐"
    if choice is not None:
        entries = [one.get("val", "") for one in choice.findall("w:listEntry")]
        chosen = choice.find("w:result")
        if chosen is None:
            chosen = choice.find("w:default")
        index = number(chosen.get("val") if chosen is not None else None)
        return entries[index] if 0 <= index < len(entries) else ""
    return ""
