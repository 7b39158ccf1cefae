"""A published portal's own data files: its package, and the tables that the package tells of.

Every file is held to the bytes and the digest that the package says; nothing else of the site is
asked for. A site leads nowhere but to itself.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from generator.hub.fetching.bounds import CERTIFICATES, MOST_PACKAGE, MOST_PUBLISHED
from generator.hub.fetching.unreachable import UnreachableError
from generator.site.addresses import address as address_of

_NAME = re.compile("[a-z]{1,40}[.]csv")
_DIGEST = re.compile("sha256:([0-9a-f]{64})")
_MOVED = (301, 302, 303, 307, 308)
_HOPS = 3
_PATIENCE = 30.0  # seconds without a byte; the clock of the whole is the process's own


@dataclass(frozen=True, slots=True, repr=False)  # whole tables are no message
class Published:
    """What a site publishes of all its years: who publishes it, and the bytes of its tables."""

    source: str
    publisher: str
    tables: Mapping[str, bytes]


def source_of(address: str, environment: Mapping[str, str]) -> str:
    """Return the digest of the package, which tells the digest of every table.

    Raises UnreachableError.
    """
    return _digest(_package(address, environment))


def published(address: str, wanted: Collection[str], environment: Mapping[str, str]) -> Published:
    """Return the tables of these names, as the package tells them. Raises UnreachableError."""
    data = _package(address, environment)
    try:
        told = json.loads(data)
        publishers = told.get("contributors") or [{}]
        resources = {one["name"]: one for one in told["resources"]}
        told = {name: resources[name] for name in wanted if name in resources}
        tables = {name: _table(address, one, environment) for name, one in told.items()}
        return Published(_digest(data), str(publishers[0].get("title", "")), tables)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnreachableError("datapackage.json ของเว็บไซต์นั้นไม่ใช่แบบที่ Phaen เผยแพร่") from error


def _package(address: str, environment: Mapping[str, str]) -> bytes:
    return _got(urljoin(address, address_of("all-package").at()), MOST_PACKAGE, environment)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _table(address: str, resource: Mapping[str, Any], environment: Mapping[str, str]) -> bytes:
    """Return the bytes of a table, exactly those that the package tells."""
    path, size, told = resource["path"], resource["bytes"], _DIGEST.fullmatch(resource["hash"])
    if not _NAME.fullmatch(path) or not told or type(size) is not int:
        raise ValueError("not a table of ours")
    if size > MOST_PUBLISHED:
        raise UnreachableError(f"แฟ้ม {path} ใหญ่เกิน {MOST_PUBLISHED // 1_000_000} เมกะไบต์")
    at = urljoin(urljoin(address, address_of("all-package").at()), path)
    data = _got(at, size, environment)
    if len(data) != size or hashlib.sha256(data).hexdigest() != told[1]:
        raise UnreachableError(f"แฟ้ม {path} ไม่ตรงกับ datapackage.json เว็บไซต์อาจกำลังเผยแพร่รุ่นใหม่")
    return data


def _got(address: str, most: int, environment: Mapping[str, str]) -> bytes:
    """Return what stands at an address; it may be moved within the same host only."""
    first = urlsplit(address)
    for _ in range(_HOPS):
        try:
            answer, moved = _asked(address, most, environment)
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(f"ติดต่อเว็บไซต์ไม่ได้ ({type(error).__name__})") from error
        if moved is None:
            return answer
        address = _whole(address, moved)
        then = urlsplit(address)
        if (then.scheme, then.netloc) != (first.scheme, first.netloc):
            raise UnreachableError("เว็บไซต์พาไปที่อื่น แก้ที่อยู่ใน hub.yml ถ้าย้ายจริง")
    raise UnreachableError("เว็บไซต์พาไปต่อไม่สิ้นสุด")


def _whole(address: str, moved: str) -> str:
    """Return where an answer leads. Raises UnreachableError where that is no address."""
    try:
        whole = urljoin(address, moved)
    except ValueError:
        whole = ""
    if not whole.isascii() or not whole:
        raise UnreachableError("เว็บไซต์พาไปที่ซึ่งไม่ใช่ที่อยู่")
    return whole


def _asked(address: str, most: int, environment: Mapping[str, str]) -> tuple[bytes, str | None]:
    """Return what one request gives: the bytes, or where it leads to."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        context = ssl.create_default_context(cafile=environment.get(CERTIFICATES))
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=_PATIENCE, context=context
        )
    else:  # this very machine, in tests
        connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE)
    try:
        connection.request(
            "GET", parts.path, headers={"Accept-Encoding": "identity", "User-Agent": "phaen-hub"}
        )
        response = connection.getresponse()
        if response.status in _MOVED:
            return b"", response.getheader("Location", "")
        if response.status != http.client.OK:
            raise UnreachableError(f"เว็บไซต์ตอบรหัส {response.status}")
        data = response.read(most + 1)
        if len(data) > most:
            raise UnreachableError("เว็บไซต์ส่งข้อมูลมากกว่าที่บอกไว้")
        return data, None
    finally:
        connection.close()
