"""How to reach an office: each way as a text in pieces, and where each piece leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.plan.model import Organization
from generator.plan.urls import is_web_address
from generator.thai.phones import phone_parts

_LINE = "https://line.me/R/ti/p/"
_FACEBOOK = "https://www.facebook.com/"
# What each service takes for a name of its own; other words lead nowhere and stay words.
_LINE_NAME = re.compile(r"@[A-Za-z0-9._-]{2,40}", re.ASCII)
_FACEBOOK_NAME = re.compile(r"[A-Za-z0-9.]{5,50}", re.ASCII)

_BARE_ADDRESS = re.compile(r"[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+(?:/\S*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `href` is where it leads, empty where nowhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the office; `name` is its key in organization.yml."""

    name: str
    pieces: tuple[Piece, ...]


def contacts(organization: Organization) -> tuple[Contact, ...]:
    """Return the ways that organization.yml states, in the order in which people ask."""
    told = organization.contact
    return tuple(
        Contact(name, pieces(told[name])) for name, pieces in _WAYS.items() if told.get(name)
    )


def phone_pieces(text: str) -> tuple[Piece, ...]:
    """Return a text about telephones, each number as what a telephone dials."""
    parts = phone_parts(text)
    return tuple(Piece(one.text, f"tel:{one.number}" if one.number else "") for one in parts)


def _mail(text: str) -> tuple[Piece, ...]:
    return (Piece(text, f"mailto:{text}"),)


def _page(text: str) -> tuple[Piece, ...]:
    address = f"https://{text}" if _BARE_ADDRESS.fullmatch(text) else text
    return (Piece(text, address if is_web_address(address) else ""),)


def _line(text: str) -> tuple[Piece, ...]:
    name = _LINE_NAME.search(text)
    if name is None or "/" in text:
        return _page(text)
    around = (
        Piece(text[: name.start()]),
        Piece(name[0], _LINE + name[0]),
        Piece(text[name.end() :]),
    )
    return tuple(piece for piece in around if piece.text)


def _facebook(text: str) -> tuple[Piece, ...]:
    if _FACEBOOK_NAME.fullmatch(text) and "/" not in text and not text.endswith(".com"):
        return (Piece(text, _FACEBOOK + text),)
    return _page(text)


_WAYS: Mapping[str, Callable[[str], tuple[Piece, ...]]] = {
    "phone": phone_pieces,
    "line": _line,
    "email": _mail,
    "facebook": _facebook,
    "website": _page,
}
