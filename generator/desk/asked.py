"""What a browser asked, and what it is answered: plain values, whichever library carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote

from generator.desk.accounts import Account

HTML = "text/html; charset=utf-8"
#: What every form brings along; no column of a plan has such a name.
TOKEN, FORM = "desk.token", "desk.form"
# Which button was pressed is no part of what a form says.
_NOT_SAID = (TOKEN, FORM, "then")
_DIGITS = 16


@dataclass(frozen=True, slots=True, repr=False)  # a whole file is no message
class Upload:
    """A file that was sent: the name that the browser gave it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One request: parts of the path, what stands behind `?`, and what a form sent.

    `form_token` is what forms on the answer's page must bring, `posted` tells this very form: one
    that is sent twice has the same. `person` is who asks at an office's desk; None at one's
    own, where all may be done.
    """

    form_token: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    person: Account | None = None

    @property
    def may_publish(self) -> bool:
        """Whether who asks may publish."""
        return self.person is None or self.person.may_publish

    @property
    def units(self) -> tuple[str, ...]:
        """The units whose progress alone they report, none for all."""
        return self.person.units if self.person else ()

    @property
    def posted(self) -> str:
        """The id of the form that was sent, with a digest of what it says.

        Who goes back to a form, types more and sends it again sends another one.
        """
        said = sorted(item for item in self.form.items() if item[0] not in _NOT_SAID)
        sent = [(name, one.name, sha256(one.data).digest()) for name, one in self.files.items()]
        digest = sha256(repr((said, sorted(sent))).encode("utf-8", "surrogatepass"))
        return f"{self.form.get(FORM, '')}.{digest.hexdigest()[:_DIGITS]}"


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What the browser is given."""

    body: bytes
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


def led_to(where: str) -> Answer:
    """Return an answer that leads on to a page of the desk, so that going back sends no form again.

    `where` is a path below the desk's own address; other signs than those of paths are quoted.
    """
    return Answer(b"", 303, headers={"Location": quote(where, safe="/?=&#%")})
