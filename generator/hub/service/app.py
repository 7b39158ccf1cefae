"""The service as an application of Starlette: addresses, and what is told of faults."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.hub.questions.asking import Asking
from generator.hub.questions.engine import QuestionsError
from generator.hub.questions.filters import Filters
from generator.hub.questions.opened import Opened
from generator.hub.service.answer import Answer
from generator.hub.service.answering import (
    Choices,
    as_file,
    as_json,
    choices,
    found,
    schema_answer,
)
from generator.hub.service.cache import Cache
from generator.hub.service.coverage import Known
from generator.hub.service.files import MOST_ROWS
from generator.hub.service.pages import Pages
from generator.hub.service.schema import answer_schema
from generator.machine.layout import PROJECTS

#: Readers that are answered at one time; the others wait.
AT_ONCE = 3
_MOST_OFFERED = 2_000
_PAGE, _API = "/", f"/api/{PROJECTS}"
_SCHEMA = f"{_API}.schema.json"
_TRIES = 3
_Endpoint = Callable[[Request], Awaitable[Response]]


class Service:
    """Answers of one hub's folder."""

    def __init__(self, hub: Path, opened: Opened, theme: Path) -> None:
        """Open nothing yet."""
        self._opened, self._pages, self._cache = opened, Pages(theme), Cache()
        self._members = Known(hub)
        self._offered: dict[tuple[str, str], Choices] = {}

    def answer(self, what: str, filters: Filters) -> Answer:
        """Return a page, a file or JSON; a page that says why where there are no questions."""
        for _ in range(_TRIES):
            before = self._opened.changed()
            try:
                return self._asked(what, filters)
            except QuestionsError:
                logging.getLogger(__name__).debug("hub", exc_info=True)
                # A load that ends amid a question takes the old answers away: the new ones are
                # asked.
                if self._opened.changed() == before:
                    break
        return self.told("failed" if self._opened.is_there() else "none", 503)

    def _asked(self, what: str, filters: Filters) -> Answer:
        with self._opened.asked() as (asking, version):
            filters = self._members.now().with_year(filters, asking.years)
            key = (what, version, filters.address())
            return self._cache.given(key, lambda: self._made(what, filters, asking, version))

    def told(self, word: str, status: int) -> Answer:
        """Return a page that says what is amiss."""
        return self._pages.told(self._members.now(), word, status)

    def asset(self, path: str) -> Answer:
        """Return what a page loads."""
        return self._pages.asset(path)

    def _made(self, what: str, filters: Filters, asking: Asking, version: str) -> Answer:
        if what in MOST_ROWS:
            return as_file(asking, filters, what)
        members = self._members.now()
        told = found(asking, members, filters)
        if what == _API:
            return as_json(told, version)
        place = Filters(year=filters.year, province=filters.province, district=filters.district)
        key = (version, place.address())
        if key not in self._offered:
            # As many as there are districts and years; a flood of invented ones begins anew.
            if len(self._offered) > _MOST_OFFERED:
                self._offered.clear()
            self._offered[key] = choices(asking, members, place)
        return self._pages.search(members, asking.years, told, self._offered[key])


def application(service: Service) -> Starlette:
    """Return the application, which only ever reads."""
    limit = CapacityLimiter(AT_ONCE)

    def asked(what: str) -> _Endpoint:
        async def answered(request: Request) -> Response:
            filters = Filters.of(dict(request.query_params))
            return _plain(await to_thread.run_sync(service.answer, what, filters, limiter=limit))

        return answered

    async def asset(request: Request) -> Response:
        return _plain(service.asset(request.path_params["path"]))

    async def schema(_: Request) -> Response:
        return _plain(schema_answer(answer_schema()))

    async def refused(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return _plain(service.told("missing", status))

    names = {_PAGE: _PAGE, _API: _API} | {f"/{name}": name for name in MOST_ROWS}
    routes = [Route(path, asked(what), methods=["GET"]) for path, what in names.items()]
    routes += [
        Route(_SCHEMA, schema, methods=["GET"]),
        Route("/assets/{path:path}", asset, methods=["GET"]),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: refused})


def _plain(answer: Answer) -> Response:
    return Response(answer.body, answer.status, dict(answer.headers), answer.kind)
