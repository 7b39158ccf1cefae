"""What a clerk writes into the form of the national catalogue, told from what the portal knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.fields import ranges
from generator.plan.model import Organization
from generator.site.national import FormField, national_form


@dataclass(frozen=True, slots=True)
class CatalogueField:
    """A field of the form with its value: several where the form takes a list of choices.

    `remark` says what the office does about a field that is empty or not chosen, `advice` what the
    clerk may change. `many`: the form takes a list.
    """

    name: str
    label: str
    values: tuple[str, ...]
    remark: str = ""
    advice: str = ""
    many: bool = False

    @property
    def value(self) -> str:
        """The value as one text, as a sheet has it."""
        return ", ".join(self.values)


def catalogue(organization: Organization, years: Sequence[str]) -> tuple[CatalogueField, ...]:
    """Return the form filled in for the data of `years`, in its order.

    What the portal does not say is left empty.
    """
    form, licence = national_form(), organization.licence
    coverage = form.coverage.get(organization.kind, form.other)
    places = [one for one in (organization.district, organization.province) if one]
    known = {
        "organization": organization.name,
        "email": organization.contact.get("email", ""),
        "places": "".join(f", {one}" for one in dict.fromkeys(places)),
        "years": ", ".join(ranges(sorted(map(int, years)))),
        "coverage": coverage,
        "coverage_other": organization.kind if coverage == form.other else "",
        "formats": ", ".join(form.formats),
        "licence": (licence.national or form.other) if licence else form.no_licence,
        "licence_other": licence.name if licence and not licence.national else "",
    }
    filled = (_filled(one, known, chosen=licence is not None) for one in form.fields)
    return tuple(one for one in filled if one is not None)


def _filled(one: FormField, known: dict[str, str], *, chosen: bool) -> CatalogueField | None:
    text = one.value.format(**known)
    # A sentence that lacks what it tells of is no sentence.
    needed = [name for name in known if f"{{{name}}}" in one.value and name != "places"]
    if not all(known[name] for name in needed):
        text = ""
    if one.beside and not text:
        return None
    values = tuple(filter(None, text.split(", ") if one.many else (text,)))
    remark = one.lacking if not text else "" if chosen else one.unchosen
    return CatalogueField(one.name, one.label, values, remark, one.advice, one.many)
