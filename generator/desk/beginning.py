"""เริ่มต้น: in an empty folder the desk is one form, which makes the organisation's portal."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from generator.desk.asked import FORM, TOKEN, Answer, Asked
from generator.desk.keys import COOKIE, Keys
from generator.desk.laying import Layout
from generator.desk.shield import App
from generator.machine.git_program import GitError
from generator.machine.guard import FolderRefusedError
from generator.machine.os_words import system_words
from generator.plan.model import Organization
from generator.plan.parse.vocabulary import KINDS
from generator.plan.starter import Answers, repository_files, units_of, villages_of
from generator.plan.urls import completed_address, is_site_address
from generator.publishing.beginning import begin_portal, is_nobody, is_unused
from generator.thai.fiscal import FiscalYear
from generator.thai.text import arabic_digits

_NAMES = (
    "name", "kind", "district", "province", "site_url", "year", "units", "villages", "who", "mail",
)  # fmt: skip
_MOST_FIELDS, _MOST_TEXT = 20, 100_000
_FIRST_YEAR, _LAST_YEAR = 2400, 2599
_WRONG_KIND = "เลือกประเภทองค์กรจากรายการ"
_WRONG_NAME = "กรอกชื่อองค์กร"
_WRONG_ADDRESS = "ที่อยู่เว็บไซต์ “{text}” ใช้ไม่ได้ เขียนเช่น plan.example.go.th"
_WRONG_YEAR = "ปีงบประมาณ “{text}” ใช้ไม่ได้ เขียนเป็น พ.ศ. สี่หลัก เช่น 2570"
_NOBODY = "ยังไม่รู้ว่าผู้จัดทำคือใคร กรอกชื่อและอีเมลท้ายแบบ แล้วกดอีกครั้ง"
_USED = "โฟลเดอร์นี้มีไฟล์อยู่แล้ว ปิดโปรแกรม แล้วเปิดใหม่ในโฟลเดอร์ว่าง"
_Endpoint = Callable[[Request], Awaitable[Response]]


class _RefusedError(Exception):
    """What was typed cannot be used; says why, in Thai."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a portal is to begin, for whom, on which day."""

    folder: Path
    environment: Mapping[str, str]
    today: Callable[[], datetime.date]
    theme: Path

    def answers(self, form: Mapping[str, str]) -> Answers:
        """Return what a form says."""
        said = {name: " ".join(text.split()) for name, text in form.items()}
        address, year = completed_address(said.get("site_url", "")), said.get("year", "")
        year = arabic_digits(year)
        if not said.get("name"):
            raise _RefusedError(_WRONG_NAME)
        if said.get("kind") not in KINDS:
            raise _RefusedError(_WRONG_KIND)
        if not is_site_address(address) or "." not in address:
            raise _RefusedError(_WRONG_ADDRESS.format(text=said.get("site_url", "")))
        if not (year.isdecimal() and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
            raise _RefusedError(_WRONG_YEAR.format(text=year))
        return Answers(
            name=said["name"],
            kind=said["kind"],
            district=said.get("district", ""),
            province=said.get("province", ""),
            site_url=address,
            year=int(year),
            units=units_of(form.get("units", "")),
            villages=villages_of(form.get("villages", "")),
        )

    def begin(self, form: Mapping[str, str]) -> None:
        """Make the portal that a form tells, unless one was made meanwhile."""
        answers = self.answers(form)
        who = {"user.name": form.get("who", "").strip(), "user.email": form.get("mail", "").strip()}
        person = {key: text for key, text in who.items() if text}
        if not is_unused(self.folder, self.environment):
            raise _RefusedError(_USED)
        begin_portal(self.folder, repository_files(answers), self.environment, person)


class Switch:
    """The form of a beginning at first, then whatever `then` returns once the portal is there.

    `then` returns the application and the token that opens it.
    """

    def __init__(self, start: Beginning, keys: Keys, then: Callable[[], tuple[App, str]]) -> None:
        """Begin with the form; `keys` open it."""
        self._start, self._keys, self._then = start, keys, then
        self._layout = Layout(start.theme, Organization("", ""))
        self.app: App = self._first()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the one that stands."""
        await self.app(scope, receive, send)

    def _first(self) -> App:
        routes = [
            Route("/", self._form, methods=["GET"]),
            Route("/start", self._begin, methods=["POST"]),
            Route("/assets/{path:path}", self._asset, methods=["GET"]),
        ]
        return Starlette(routes=routes)

    async def _form(self, request: Request) -> Response:
        session = self._keys.session(request.cookies.get(COOKIE, ""))
        if "token" in request.query_params:
            answer = RedirectResponse("/", 303)
            if not session and (cookie := self._keys.opened(request.query_params["token"])):
                answer.set_cookie(COOKIE, cookie, path="/", httponly=True, samesite="strict")
            return answer
        if not session:
            return _plain(self._layout.page("enter", Asked(""), 403))
        year = FiscalYear.of(self._start.today()).label
        return self._shown(session, {"year": year})

    async def _begin(self, request: Request) -> Response:
        session = self._keys.session(request.cookies.get(COOKIE, ""))
        if not session:
            return _plain(self._layout.page("enter", Asked(""), 403))
        limits = {"max_files": 0, "max_fields": _MOST_FIELDS, "max_part_size": _MOST_TEXT}
        async with request.form(**limits) as sent:
            form = {name: value for name, value in sent.items() if isinstance(value, str)}
        if not (form.get(FORM) and self._keys.is_own_form(session, form.get(TOKEN, ""))):
            return _plain(self._layout.page("told", Asked(""), 403, word="forged", said=""))
        try:
            await run_in_threadpool(self._start.begin, form)
            self.app, token = await run_in_threadpool(self._then)
        except GitError as error:
            nobody = is_nobody(error)
            return self._shown(session, form, _NOBODY if nobody else str(error), asks=nobody)
        except (_RefusedError, FolderRefusedError) as error:
            return self._shown(session, form, str(error))
        except OSError as error:
            return self._shown(session, form, f"เขียนไฟล์ไม่ได้ ({system_words(error)})")
        return RedirectResponse(f"/?token={token}", 303)

    def _shown(
        self, session: str, typed: Mapping[str, str], wrong: str = "", *, asks: bool = False
    ) -> Response:
        asked = Asked(self._keys.form_token(session))
        asks = asks or bool(typed.get("who"))
        told = {name: typed.get(name, "") for name in _NAMES}
        page = self._layout.page(
            "start", asked, 409 if wrong else 200, typed=told, wrong=wrong, asks=asks, kinds=KINDS
        )
        return _plain(page)

    async def _asset(self, request: Request) -> Response:
        return _plain(self._layout.asset(request.path_params["path"]))


def _plain(answer: Answer) -> Response:
    return Response(answer.body, answer.status, dict(answer.headers), answer.kind)
