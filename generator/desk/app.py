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
from generator.desk.accounts import AccountsError
from generator.desk.asked import FORM, TOKEN, Answer, Asked, Upload, led_to
from generator.desk.doors import DOORS, OFFICE, Door
from generator.desk.entrance import Entrance, OfficeEntrance, Seen, Visitor
from generator.desk.laying import Desk, Layout
from generator.desk.pages.password import password, password_page
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
_ADDRESS = "x-real-ip"  # as our settings have nginx tell it
_MOST_SIGN_IN, _LONGEST_NAME = 4_000, 100
_LEAVE = Door("/sign-out", lambda _desk, _asked: led_to("/"), changes=True, every=True, only=OFFICE)
_PASSWORD = Door("/password", password, changes=True, every=True, only=OFFICE)
_Endpoint = Callable[[Request], Awaitable[Response]]


def application(entrance: Entrance, header: str | None = None) -> Starlette:
    """Return the application, which lets in whom the entrance does.

    `header` names what the office's proxy tells a person by; it is read where nobody but the proxy
    can ask, and so is the address that it tells. None is where others can.
    """
    layout = entrance.layout
    routes = [Route("/assets/{path:path}", _asset(layout), methods=["GET"])]
    there = [door for door in DOORS if door.is_there(several=entrance.several)]
    if isinstance(entrance, OfficeEntrance):
        routes.append(Route("/sign-in", _signing_in(entrance, header), methods=["POST"]))
        there += [_LEAVE, _PASSWORD]
    for door in there:
        methods = ["POST"] if door.changes else ["GET"]
        routes.append(Route(door.path, _behind(entrance, door, header), methods=methods))
    return Starlette(routes=routes, exception_handlers={HTTPException: _no_such(entrance, header)})


def _behind(entrance: Entrance, door: Door, header: str | None) -> _Endpoint:
    async def answered(request: Request) -> Response:
        seen = _seen(request, entrance, header)
        if door.path == "/" and "token" in request.query_params and not entrance.several:
            return _opened(entrance, request.query_params["token"], seen)
        visitor = await run_in_threadpool(_visitor, entrance, seen)
        if isinstance(visitor, Answer):
            return _plain(visitor)
        form, files = await _sent(request) if door.changes else ({}, {})
        own = entrance.keys.is_own_form(visitor.session, form.get(TOKEN, ""))
        if door.changes and not (form.get(FORM) and own):
            return _plain(_told(visitor.desk.known(), 403, "forged"))
        asked = Asked(
            entrance.keys.form_token(visitor.session),
            {name: str(part) for name, part in request.path_params.items()},
            {name: request.query_params[name] for name in request.query_params},
            form,
            files,
            visitor.person,
        )
        if door in _OF_SESSION:
            return await run_in_threadpool(_OF_SESSION[door], entrance, visitor, seen, asked)
        if not door.is_open(asked):
            return _plain(_told(visitor.desk.known(), 403, "not_theirs"))
        answer = _plain(await run_in_threadpool(_done, visitor.desk, door, asked))
        if visitor.cookie:
            _give(entrance, answer, visitor.cookie)
        return answer

    return answered


def _seen(request: Request, entrance: Entrance, header: str | None) -> Seen:
    """Return what a request tells of who asks; headers count where the proxy alone can ask."""
    cookie = request.cookies.get(entrance.cookie, "")
    if header is None:
        return Seen(cookie, request.client.host if request.client else "")
    address = request.headers.get(_ADDRESS, "")
    told = request.headers.get(header, "") if header else ""
    return Seen(cookie, address, told.encode("latin-1").decode("utf-8", "replace") or None)


def _visitor(entrance: Entrance, seen: Seen) -> Visitor | Answer:
    """Return whose a request is, or what they are shown instead."""
    try:
        return entrance.visitor(seen) or entrance.stranger(seen)
    except (AccountsError, *_REFUSALS) as error:
        return _told(entrance.layout(), 503, "refused", str(error))


def _opened(entrance: Entrance, token: str, seen: Seen) -> Response:
    """Begin a session where the token opens the desk, and hide the token from the address."""
    answer = RedirectResponse("/", 303)
    known = entrance.keys.session(seen.cookie)
    if not known and (cookie := entrance.keys.opened(token)):
        _give(entrance, answer, cookie)
    return answer


def _signing_in(entrance: OfficeEntrance, header: str | None) -> _Endpoint:
    async def answered(request: Request) -> Response:
        seen = _seen(request, entrance, header)
        async with request.form(max_files=0, max_fields=4, max_part_size=_MOST_SIGN_IN) as sent:
            name, password = (str(sent.get(part, "")) for part in ("name", "password"))
        told = await run_in_threadpool(_signed_in, entrance, seen, name, password)
        if isinstance(told, Answer):
            return _plain(told)
        answer = RedirectResponse("/", 303)
        _give(entrance, answer, told)
        return answer

    return answered


def _signed_in(entrance: OfficeEntrance, seen: Seen, name: str, password: str) -> str | Answer:
    try:
        return entrance.sign_in(seen, name[:_LONGEST_NAME], password)
    except (AccountsError, OSError) as error:
        return _told(entrance.layout(), 503, "refused", str(error))


def _password_changed(entrance: Entrance, visitor: Visitor, seen: Seen, asked: Asked) -> Response:
    """Change a person's own password, and go on with a new session; or say why not."""
    assert isinstance(entrance, OfficeEntrance), "one's own desk has no such door"
    try:
        told = entrance.change_password(seen, asked)
    except (AccountsError, OSError) as error:
        return _plain(_told(visitor.desk.known(), 503, "refused", str(error)))
    if isinstance(told, str):
        answer = RedirectResponse("/password?changed=1", 303)
        _give(entrance, answer, told)
        return answer
    page = Door(_PASSWORD.path, lambda one, it: password_page(one, it, *told))
    return _plain(_done(visitor.desk, page, asked))


def _left(entrance: Entrance, visitor: Visitor, _seen: Seen, _asked: Asked) -> Response:
    """End a session, on the server and in the browser."""
    assert isinstance(entrance, OfficeEntrance), "one's own desk has no such door"
    entrance.sign_out(visitor.session)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(entrance.cookie, "/", secure=True, httponly=True, samesite="strict")
    return answer


# What is done with a session itself, and so by the entrance.
_OF_SESSION = {_LEAVE: _left, _PASSWORD: _password_changed}


def _give(entrance: Entrance, answer: Response, cookie: str) -> None:
    answer.set_cookie(
        entrance.cookie, cookie, path="/", secure=entrance.secure, httponly=True, samesite="strict"
    )


def _asset(layout: Callable[[], Layout]) -> _Endpoint:
    async def answered(request: Request) -> Response:
        return _plain(layout().asset(request.path_params["path"]))

    return answered


def _done(desk: Desk, door: Door, asked: Asked) -> Answer:
    """Do one thing at a time; whatever refuses it, what was there stays, and a page says why."""
    with desk.office.lock:
        try:
            return door.answer(desk, asked)
        except _REFUSALS as error:
            return _told(desk.known(), 409, "refused", str(error))
        except OSError as error:
            return _told(desk.known(), 409, "refused", f"อ่านหรือเขียนไฟล์ไม่ได้ ({system_words(error)})")
        except Exception as error:  # a fault of ours; what it says may quote the plan
            last = traceback.extract_tb(error.__traceback__)[-3:]
            where = " ← ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(last))
            logging.getLogger(__name__).debug("desk", exc_info=True)
            return _told(desk.known(), 500, "unforeseen", f"{type(error).__name__} {where}")


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


def _told(layout: Layout, status: int, word: str, said: str = "") -> Answer:
    return layout.page("told", Asked(""), status, word=word, said=said)


def _no_such(
    entrance: Entrance, header: str | None
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return what answers where there is no door; a stranger learns nothing of which there are."""

    async def answered(request: Request, error: Exception) -> Response:
        visitor = await run_in_threadpool(_visitor, entrance, _seen(request, entrance, header))
        if isinstance(visitor, Answer) and entrance.several:
            return _plain(visitor)
        status = error.status_code if isinstance(error, HTTPException) else 404
        if status in (404, 405):
            return _plain(_told(entrance.layout(), status, "missing"))
        return _plain(_told(entrance.layout(), status, "refused", _NOT_READ))

    return answered


def _plain(answer: Answer) -> Response:
    return Response(answer.body, answer.status, dict(answer.headers), answer.kind)
