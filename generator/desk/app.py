"""The doors as an application of Starlette: sessions, forms, files, and what is told of faults."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.archive import SealRefusedError
from generator.desk.asked import FORM, TOKEN, Answer, Asked, Upload
from generator.desk.doors import DOORS, Door
from generator.desk.keys import COOKIE, Keys
from generator.desk.laying import Desk
from generator.machine.git_program import GitError
from generator.machine.guard import FolderRefusedError
from generator.machine.os_words import system_words
from generator.plan.merge import UnsafeError
from generator.publishing.deploy import DeployError
from generator.site.builder import SiteError

_MOST_FIELDS = 60_000  # a year of 5,000 projects reported at once
_MOST_FILES = 20
_MOST_TEXT = 1_000_000
_REFUSALS = (
    GitError,
    UnsafeError,
    DeployError,
    FolderRefusedError,
    SealRefusedError,
    SiteError,
)
_NOT_READ = "อ่านแบบที่ส่งมาไม่ได้ อาจใหญ่เกินไปหรือมาไม่ครบ ส่งใหม่อีกครั้ง แฟ้มใหญ่ให้ส่งทีละแฟ้ม"
_Endpoint = Callable[[Request], Awaitable[Response]]


def application(desk: Desk, keys: Keys) -> Starlette:
    """Return the application; a browser enters it by `/?token=`, once."""
    desk.layout(desk.office.state().checked.portal.organization)  # before anybody asks
    routes = [Route("/assets/{path:path}", _asset(desk), methods=["GET"])]
    for door in DOORS:
        methods = ["POST"] if door.changes else ["GET"]
        routes.append(Route(door.path, _behind(desk, keys, door), methods=methods))
    return Starlette(routes=routes, exception_handlers={HTTPException: _no_such(desk)})


def _behind(desk: Desk, keys: Keys, door: Door) -> _Endpoint:
    async def answered(request: Request) -> Response:
        session = keys.session(request.cookies.get(COOKIE, ""))
        if door.path == "/" and "token" in request.query_params:
            return _opened(keys, request.query_params["token"], session)
        if not session:
            return _plain(_stranger(desk))
        form, files = await _sent(request) if door.changes else ({}, {})
        if door.changes and not (form.get(FORM) and keys.is_own_form(session, form.get(TOKEN, ""))):
            return _plain(_told(desk, 403, "forged"))
        query = {name: request.query_params[name] for name in request.query_params}
        path = {name: str(part) for name, part in request.path_params.items()}
        asked = Asked(keys.form_token(session), path, query, form, files)
        return _plain(await run_in_threadpool(_done, desk, door, asked))

    return answered


def _opened(keys: Keys, token: str, session: str) -> Response:
    """Begin a session where the token opens the desk, and hide the token from the address."""
    answer = RedirectResponse("/", 303)
    if not session and (cookie := keys.opened(token)):
        answer.set_cookie(COOKIE, cookie, path="/", httponly=True, samesite="strict")
    return answer


def _asset(desk: Desk) -> _Endpoint:
    async def answered(request: Request) -> Response:
        return _plain(desk.known().asset(request.path_params["path"]))

    return answered


def _done(desk: Desk, door: Door, asked: Asked) -> Answer:
    """Do one thing at a time; whatever refuses it, what was there stays, and a page says why."""
    with desk.office.lock:
        try:
            return door.answer(desk, asked)
        except _REFUSALS as error:
            return _told(desk, 409, "refused", str(error))
        except OSError as error:
            return _told(desk, 409, "refused", f"อ่านหรือเขียนไฟล์ไม่ได้ ({system_words(error)})")
        except Exception as error:  # a fault of ours; what it says may quote the plan
            last = traceback.extract_tb(error.__traceback__)[-3:]
            where = " ← ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(last))
            logging.getLogger(__name__).debug("desk", exc_info=True)
            return _told(desk, 500, "unforeseen", f"{type(error).__name__} {where}")


async def _sent(request: Request) -> tuple[dict[str, str], dict[str, Upload]]:
    form, files = {}, {}
    limits = {"max_files": _MOST_FILES, "max_fields": _MOST_FIELDS, "max_part_size": _MOST_TEXT}
    async with request.form(**limits) as sent:
        for name, value in sent.items():
            if isinstance(value, UploadFile):
                files[name] = Upload(value.filename or "", await value.read())
            else:
                form[name] = value
    return form, files


def _stranger(desk: Desk) -> Answer:
    return desk.known().page("enter", Asked(""), 403)


def _told(desk: Desk, status: int, word: str, said: str = "") -> Answer:
    return desk.known().page("told", Asked(""), status, word=word, said=said)


def _no_such(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answered(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        if status in (404, 405):
            return _plain(_told(desk, status, "missing"))
        return _plain(_told(desk, status, "refused", _NOT_READ))

    return answered


def _plain(answer: Answer) -> Response:
    return Response(answer.body, answer.status, dict(answer.headers), answer.kind)
