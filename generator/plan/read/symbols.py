"""Letters that a symbol font draws as arrows and ticks: `à` in Wingdings is →.

Word and Excel keep the letter and the font's name; whoever reads the letter alone reads nonsense.
"""

from __future__ import annotations

# By the code of the letter in the font (Word writes it as U+F0xx too).
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "⧫", 0x75: "◆", 0x9F: "•", 0xA7: "▪",
    0xA8: "◻", 0xD5: "⌫", 0xD6: "⌦", 0xD7: "◄", 0xD8: "►", 0xDB: "←", 0xDC: "→", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE7: "←",
    0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xEF: "⇐", 0xF0: "⇒", 0xF1: "⇑", 0xF2: "⇓", 0xF3: "↔",
    0xF4: "↕", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■",
    0xA3: "□",
}  # fmt: skip
_WINGDINGS_3 = {
    0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x31: "↔", 0x66: "←", 0x67: "→", 0x68: "↑",
    0x69: "↓", 0x6A: "↔", 0x6C: "↔", 0x70: "▲", 0x71: "▼", 0x74: "◄", 0x75: "►", 0x76: "◄",
    0x77: "►", 0x7D: "►", 0x7E: "◄",
}  # fmt: skip
_WEBDINGS = {0x33: "◄", 0x34: "►", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB7: "•", 0xBE: "—", 0xD6: "√",
    0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}
# What Thai Windows and older programs make of the codes above 7F of such a font.
_CODINGS = ("cp1252", "cp874")


def is_symbol_font(font: str) -> bool:
    """Whether a font draws signs in place of letters, as far as they are known here."""
    return font.strip().lower() in _FONTS


def as_signs(text: str, font: str) -> str:
    """Return what a text looks like in its font; unchanged where that is no font of signs.

    Letters of Symbol, which also has Greek, stay where they are no arrow.
    """
    signs = _FONTS.get(font.strip().lower())
    if signs is None:
        return text
    return "".join(_sign(letter, signs) for letter in text)


def _sign(letter: str, signs: dict[int, str]) -> str:
    code = ord(letter)
    if 0xF020 <= code <= 0xF0FF:
        code -= 0xF000
    elif code > 0xFF:
        code = next((c for c in (_code(letter, coding) for coding in _CODINGS) if c), 0)
    return signs.get(code, letter)


def _code(letter: str, coding: str) -> int:
    try:
        return letter.encode(coding)[0]
    except UnicodeEncodeError:
        return 0
