"""What looking into a file yields."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

# Nobody sees anything on a photograph that is narrower or lower, in pixels.
SMALLEST_SIDE = 64


class UploadError(Exception):
    """The file cannot be looked into; the text says why, in Thai."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text inside the file, and where its reader would find it, in Thai."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class UploadFault:
    """Why it may not be published: a problem's code, and what was found."""

    code: str
    found: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The texts inside a file, for the gate of personal data, and its faults.

    `size` is that of a picture, in pixels; nought of anything else.
    """

    texts: tuple[Text, ...] = ()
    faults: tuple[UploadFault, ...] = ()
    size: tuple[int, int] = (0, 0)

    @property
    def is_small(self) -> bool:
        """Whether it is a picture on which nobody sees anything."""
        return 0 < min(self.size) < SMALLEST_SIDE

    def to_bytes(self) -> bytes:
        """Return what `from_bytes` reads."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes) -> Contents:
        """Return what was written. Raises ValueError for anything else."""
        try:
            kept = json.loads(data.decode("utf-8", "surrogatepass"))
            texts = tuple(Text(**one) for one in kept["texts"])
            width, height = map(int, kept["size"])
            faults = tuple(UploadFault(**one) for one in kept["faults"])
            return cls(texts, faults, (width, height))
        except (TypeError, KeyError) as error:
            raise ValueError("not the contents of an upload") from error
