"""What an import asks, in words: the question of a row, and what it says of a file it refused."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.plan.fields import column_name
from generator.plan.intake.draft import Ask
from generator.plan.intake.form import FormRefusedError
from generator.plan.parse.questions import MONTHS, MONTHS_NAME
from generator.problems.catalogue.imports import ASKED
from generator.problems.catalogue.refused import REFUSED

_OR = " หรือ "
_LONGEST = 120
# By which names readers tell what they found.
_WHY = ("said", "found", "reason", "name")


def column_of(ask: Ask) -> str:
    """Return the code of the column that answers a question, empty for a row or a file as such."""
    known = ASKED.get(ask.code)
    return known.column if known else ""


def question(ask: Ask) -> str:
    """Return the question as one Thai sentence that shows what was seen and every reading."""
    known = ASKED.get(ask.code)
    values = {
        "seen": _line(ask.seen),
        "reading": _line(ask.readings[0]) if len(ask.readings) == 1 else "",
        "readings": _OR.join(map(_line, ask.readings)),
        "why": _line(ask.why),
    }
    for sentence in known.words if known else ():
        if all(values[name] for name in re.findall(r"{(\w+)}", sentence)):
            return sentence.format_map(values)
    seen = f"พบ “{values['seen']}”" if values["seen"] else ""
    readings = f"อ่านได้ {values['readings']}" if values["readings"] else ""
    return " ".join(filter(None, (seen, readings))) or "ตรวจกับแบบเดิม"


def asked_line(code: str, text: str) -> str:
    """Return a question as the column คำถามจากแบบ holds it: the column that answers it leads."""
    if not code:
        return text
    return f"{MONTHS_NAME if code == MONTHS else column_name(code)}: {text}"


def refusal(name: str, error: FormRefusedError) -> tuple[str, str]:
    """Return why a file is not read, and what to do."""
    known = REFUSED.get(error.code, REFUSED["other-kind"])
    said = next((error.details[one] for one in _WHY if error.details.get(one)), "")
    details = _Details(error.details)
    details |= {"name": name, "said": f" ({_line(said)})" if said else ""}
    return known.message.format_map(details), known.advice.format_map(details)


class _Details(dict[str, str]):
    """What a sentence names: nothing where the reader did not tell it."""

    def __missing__(self, key: str) -> str:
        return ""


def listed(texts: Iterable[str], most: int = 6) -> str:
    """Return the first few texts, and how many more there are."""
    every = list(texts)
    more = f" และอีก {len(every) - most}" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
