"""privacy.yml → what may be published although it looks like personal data."""

from __future__ import annotations

from generator.machine.slow_hash import is_salt, is_slow_hash
from generator.plan.model import Exemption
from generator.plan.parse.sections import Section
from generator.plan.read import YamlMap
from generator.problems import Report

PRIVACY_KEYS = ("salt", "allow")
EXEMPTION_KEYS = ("text", "scrypt", "reason")


def parse_exempt(tree: YamlMap, report: Report) -> tuple[Exemption, ...]:
    """Return what the file lets through; an entry that is not whole lets nothing through.

    An entry has a text, or the slow hash of one under the salt of the file; and a reason.
    """
    root = Section(tree, report, PRIVACY_KEYS)
    salt = _salt(root)
    entries = (_entry(one, salt) for one in root.sections("allow", EXEMPTION_KEYS))
    return tuple(one for one in entries if one is not None)


def _salt(root: Section) -> str:
    salt = root.text("salt")
    if salt and not is_salt(salt):
        root.report.add("privacy-hash-damaged", root.at("salt"), salt, wanted="salt")
        return ""
    return salt


def _entry(section: Section, salt: str) -> Exemption | None:
    hashed = section.text("scrypt")
    text = section.text("text") if hashed else section.required("text")
    reason = section.reason()
    if hashed and (text or not salt or not is_slow_hash(hashed)):
        section.report.add("privacy-hash-damaged", section.at("scrypt"), hashed, wanted="scrypt")
        return None
    if not reason or not (text or hashed):
        return None
    return Exemption(text, reason, section.source, hashed, salt if hashed else "")
