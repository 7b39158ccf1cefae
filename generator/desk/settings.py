"""What an office's server needs around the desk: nginx's settings, and a unit of systemd.

Nothing is to be filled in. TLS is nginx's; the desk hears it at a socket that nginx's group alone
opens, in a folder that systemd makes with the service.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import replace_file
from generator.publishing.deploy import DeployError

UNIT, SITE = "phaen-desk.service", "phaen-desk.nginx.conf"
SOCKET = Path("/run/phaen-desk/desk.sock")
_BEGINS = "# Written by `phaen desk --office --settings`;"
_MOST_MEGABYTES = 64  # as the desk itself takes
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LISTEN = re.compile(r"[0-9.:\[\]a-f]+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PATH = re.compile(r"/[^\"'$;{}\\\n%\s]*")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
_PERSON = re.compile(r"[a-z_][a-z0-9_-]*")

_NGINX = """{begins} written anew by its next run.
# Put it where nginx looks (Debian: /etc/nginx/sites-enabled/), then: nginx -t && nginx -s reload
server {{
  listen {listen} ssl;
  server_name {name};
  ssl_certificate "{certificate}";
  ssl_certificate_key "{key}";
  server_tokens off;
  access_log off;
  add_header Strict-Transport-Security "max-age=31536000" always;
  client_max_body_size {megabytes}m;
{checked}
  location / {{
{asked}    proxy_pass http://unix:{socket}:;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Connection "";
    # Whom the office's sign-on let in, and the address: never as the browser says it.
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header {header} {told};
    # A page that publishes waits until the site is built.
    proxy_read_timeout 600s;
    proxy_request_buffering on;
  }}
}}
"""
_CHECKED = """
  # The office's sign-on says by the header {header} of its answer who it is.
  location = /.phaen-sign-on {{
    internal;
    proxy_pass {check};
    proxy_pass_request_body off;
    proxy_set_header Content-Length "";
    proxy_set_header {header} "";
    proxy_set_header X-Original-URI $request_uri;
  }}
"""
_ASKED = """    auth_request /.phaen-sign-on;
    auth_request_set $phaen_person $upstream_http_{variable};
"""
_SYSTEMD = """{begins} written anew by its next run.
# Put it into /etc/systemd/system/, then: systemctl daemon-reload && systemctl enable --now {unit}
[Unit]
Description=Phaen desk of {repository}
After=network.target

[Service]
User={user}
Group={group}
ExecStart={command}
RuntimeDirectory=phaen-desk
RuntimeDirectoryMode=0750
UMask=0077
Restart=on-failure
# It ends within seconds when it is stopped, and says so by this code.
SuccessExitStatus=130
TimeoutStopSec=30
# As much as a push may take, and no more of the machine than this.
MemoryMax=4G
TasksMax=256
# What checks an upload is ended where memory is not enough, and the desk goes on.
OOMPolicy=continue
LimitCORE=0
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={writes}
PrivateTmp=yes
PrivateDevices=yes
ProtectControlGroups=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_UNIX
RestrictSUIDSGID=yes
CapabilityBoundingSet=

[Install]
WantedBy=multi-user.target
"""


@dataclass(frozen=True, slots=True)
class Server:
    """How the office's server has it: its name, where nginx listens, certificate and its key.

    `header` and `check` are of the office's sign-on: by which header it tells a person's name, and
    the address that nginx asks; both empty without one.
    """

    name: str
    listen: str
    certificate: Path
    key: Path
    group: str
    header: str = ""
    check: str = ""


def write_settings(
    folder: Path, server: Server, repository: Path, places: Sequence[Path], command: Sequence[str]
) -> tuple[Path, Path]:
    """Write nginx's settings and the unit into a folder; return both.

    `command` begins the command line, `places` are what the desk writes to. Raises DeployError for
    what cannot stand there, OSError, and FolderRefusedError where a file is not ours.
    """
    texts = {
        folder / SITE: _site(server),
        folder / UNIT: _unit(server, repository, places, command),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file in texts:
        ours = not os.path.lexists(file) or (
            not guard.is_link(file) and file.read_bytes().startswith(_BEGINS.encode())
        )
        if not ours:
            raise guard.FolderRefusedError(
                folder, f"มี {file.name} ที่ระบบไม่ได้เขียน ระบบไม่เขียนทับ", "ย้ายออก แล้วสั่งใหม่"
            )
    for file, text in texts.items():
        replace_file(file, text.encode())
    return folder / SITE, folder / UNIT


def _site(server: Server) -> str:
    _refuse(_HOST, server.name)
    _refuse(_LISTEN, server.listen)
    for path in (server.certificate, server.key):
        _refuse(_PATH, path.as_posix())
    header, checked, asked, told = server.header or "X-Remote-User", "", "", '""'
    _refuse(_HEADER, header)
    if server.check:
        _refuse(_ADDRESS, server.check)
        checked = _CHECKED.format(header=header, check=server.check)
        asked = _ASKED.format(variable=header.lower().replace("-", "_"))
        told = "$phaen_person"
    return _NGINX.format(
        begins=_BEGINS,
        listen=server.listen,
        name=server.name,
        certificate=server.certificate.as_posix(),
        key=server.key.as_posix(),
        megabytes=_MOST_MEGABYTES,
        socket=SOCKET,
        header=header,
        checked=checked,
        asked=asked,
        told=told,
    )


def _unit(server: Server, repository: Path, places: Sequence[Path], command: Sequence[str]) -> str:
    whole = repository.resolve()
    user = whole.owner()
    for text in (user, server.group):
        _refuse(_PERSON, text)
    written = [whole, *places]
    more = ["desk", "--office", str(whole), "--server-name", server.name, "--socket", f"{SOCKET}"]
    more += ["--sso-header", server.header] if server.header else []
    for path in (command[0], *map(str, written)):
        _refuse(_PATH, path)
    return _SYSTEMD.format(
        begins=_BEGINS,
        unit=UNIT,
        repository=whole.name,
        user=user,
        group=server.group,
        command=" ".join([*command, *more]),
        writes=" ".join(map(str, written)),
    )


def _refuse(allowed: re.Pattern[str], text: str) -> None:
    """Refuse what would end a line of settings, or say something else. Raises DeployError."""
    if not allowed.fullmatch(text):
        raise DeployError(f"{text!r} ใช้ในการตั้งค่าของเครื่องแม่ข่ายไม่ได้")
