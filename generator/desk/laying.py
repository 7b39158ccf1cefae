"""The desk's pages as HTML: templates (theme/desk), the interface's words, styles and script."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from generator.desk.asked import Answer, Asked
from generator.desk.office import Office, State
from generator.machine.packaged import files_below
from generator.plan.colour import DEFAULT, palette
from generator.plan.model import Organization
from generator.problems import Problem, label_of, told
from generator.site.render import Words, colour_css, environment, own_assets

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(slots=True)
class Desk:
    """What a page works with: the portal at which a person works, and how pages are laid out."""

    office: Office
    theme: Path
    _layout: Layout | None = None
    _done: set[str] = field(default_factory=set)

    def is_done(self, form: str) -> bool:
        """Whether a form, by its id, was sent before and did what may be done once."""
        return form in self._done

    def note_done(self, form: str) -> None:
        """Note that a form did it."""
        self._done.add(form)

    def known(self) -> Layout:
        """Return the layout of the page that was made last: what tells of a fault asks nothing."""
        assert self._layout is not None, "serve makes one"
        return self._layout

    def layout(self, organization: Organization) -> Layout:
        """Return the layout in the words of an organisation."""
        if self._layout is None or self._layout.organization != organization:
            self._layout = Layout(self.theme, organization)
        return self._layout

    def beside(self, office: Office) -> Desk:
        """Return a desk with the same looks at which other things lie."""
        return Desk(office, self.theme, self._layout)

    def page(self, name: str, asked: Asked, state: State, status: int = 200, **more: Any) -> Answer:
        """Return a page of the portal as `state` has it."""
        layout = self.layout(state.checked.portal.organization)
        return layout.page(name, asked, status, state=state, **more)


class Layout:
    """Lays out pages in the words of one organisation's kind."""

    def __init__(self, theme: Path, organization: Organization) -> None:
        """Read templates and assets below `theme`."""
        self.organization = organization
        thai, kind = organization.thai_numerals, organization.kind
        self._env = environment(theme, thai_numerals=thai, kind=kind, pages="desk")
        self._env.globals |= {"label_of": label_of, "organization": organization}
        self.words = cast(Words, self._env.globals["t"])
        colours = palette(organization.primary_colour or DEFAULT)
        self._assets = {**own_assets(theme), **files_below(theme / "desk/assets")}
        self._assets["colour.css"] = colour_css(colours)

    def page(self, name: str, asked: Asked, status: int = 200, **values: Any) -> Answer:
        """Return a page; every form on it has the session's token and an id of its own."""
        known = {"asked": asked, "form_id": secrets.token_urlsafe(12), "here": name}
        text = self._env.get_template(f"{name}.html.j2").render(known | values)
        return Answer(text.encode(), status)

    def asset(self, path: str) -> Answer:
        """Return a style sheet, script, font or icon; 404 for what is none of them."""
        kind = _KINDS.get(Path(path).suffix)
        data = self._assets.get(path)
        if data is None or kind is None:
            return Answer(b"", 404)
        return Answer(data, kind=kind, headers={"Cache-Control": "max-age=600"})


def told_lines(problems: Iterable[Problem], most: int) -> list[dict[str, Any]]:
    """Return the first of the problems, told as on a page: where, what, what to do."""
    found: list[dict[str, Any]] = []
    for severity, where, lines in told(problems):
        if len(found) == most:
            break
        found.append({"label": label_of(severity), "where": where, "lines": lines})
    return found
