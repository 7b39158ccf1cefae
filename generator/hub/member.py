"""A member of the hub, as every process that works for it is told of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Way(Enum):
    """How a member's portal is found."""

    GIT = "git"
    FOLDER = "folder"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Member:
    """An office of the hub. `address` is a whole path or an address without a password.

    `hosted` is where readers find the portal that the hub builds for it; empty where it has a
    place of its own.
    """

    code: str
    district: str
    province: str
    way: Way
    address: str
    branch: str = ""
    hosted: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return values that JSON keeps."""
        return {**asdict(self), "way": self.way.value}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Member:
        """Return the member that `to_json` gave."""
        return cls(**{**told, "way": Way(told["way"])})
