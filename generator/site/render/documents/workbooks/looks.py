"""How cells look: the font of official papers, borders, figures with satang, Thai figures."""

from __future__ import annotations

from typing import Any

# The font of the state's papers, on every office's machine; where it is not, its kind and its
# letters tell a program which one to take instead.
FONT = "TH SarabunPSK"
_THAI_LETTERS, _SWISS = 222, 2
_THAI = "[$-D07041E]"

TEXT: dict[str, Any] = {"align": "left"}
CENTRE: dict[str, Any] = {"align": "center"}
HEAD: dict[str, Any] = {"align": "center", "valign": "vcenter", "bold": True}
TITLE: dict[str, Any] = {**HEAD, "border": 0, "font_size": 16}
LEAD: dict[str, Any] = {"align": "left", "valign": "vcenter", "bold": True, "border": 0}
PART: dict[str, Any] = {"align": "left", "valign": "vcenter", "bold": True}
NOTE: dict[str, Any] = {"align": "left", "border": 0, "font_size": 12}
# A figure is one line, set smaller where it is wider than its column.
_ONE_LINE: dict[str, Any] = {"text_wrap": False, "shrink": True}
NARROW: dict[str, Any] = {**HEAD, **_ONE_LINE, "font_size": 12}
NUMBER: dict[str, Any] = {**_ONE_LINE, "align": "center"}
MONEY: dict[str, Any] = {**_ONE_LINE, "align": "right"}
SUM: dict[str, Any] = {"bold": True, "valign": "vcenter"}

PLAIN: dict[str, Any] = {
    "font_name": FONT, "font_size": 14, "font_family": _SWISS, "font_charset": _THAI_LETTERS,
    "border": 1, "valign": "top", "text_wrap": True,
}  # fmt: skip


class Figures:
    """The formats of figures, Thai or Arabic ones: what is summed is a number in both."""

    def __init__(self, *, thai: bool) -> None:
        self._before = _THAI if thai else ""

    @property
    def whole(self) -> dict[str, Any]:
        """Of a whole number."""
        return {"num_format": f"{self._before}#,##0"}

    @property
    def hundredths(self) -> dict[str, Any]:
        """Of baht with satang, and of shares in per cent."""
        return {"num_format": f"{self._before}#,##0.00"}

    @property
    def or_dash(self) -> dict[str, Any]:
        """Of a sum in which no amount is stated: a dash, until somebody writes one."""
        figure = f"{self._before}#,##0.00"
        return {"num_format": f'{figure};-{figure};"-"'}

    def counted(self, words: str) -> dict[str, Any]:
        """Of a number within `words`, where `{}` stands for it."""
        before, _, after = words.partition("{}")
        return {"num_format": f'{self._before}"{before}"#,##0"{after}"'}
