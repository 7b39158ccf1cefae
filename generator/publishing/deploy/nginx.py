"""nginx's settings for a published site: one server block, nothing to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from generator.publishing.deploy.errors import DeployError

_NAME = re.compile(r"[A-Za-z0-9_.*-]+")
_LISTEN = re.compile(r"[0-9.:\[\]a-f]+")
_PATH = re.compile(r"/[^\"'$;{}\\\n]*")

# A page is asked for again each time (and answered "not modified"), so that what was taken back is
# gone at once. What has its digest in its address never changes. A sealed year does not either, but
# may be superseded where personal data must be withdrawn: it is kept for a day.
_PAGE, _FOR_EVER, _SEALED = "no-cache", "max-age=31536000, immutable", "max-age=86400, immutable"

# By this we know a file of ours again.
NGINX_BEGINS = "# Written by `phaen receive`;"
_TEMPLATE = """# Written by `phaen receive`; written anew by its next run.
# Put it where nginx looks (Debian: /etc/nginx/sites-enabled/), then: nginx -t && nginx -s reload
server {{
  listen {listen};
  server_name {name};
  root "{root}";
  charset utf-8;
  server_tokens off;

  # Every text file lies there packed already.
  gzip off;
  gzip_static on;
  gzip_vary on;

{headers}
  set $year "";
  set $kept "{page}";
  if ($uri ~ "/assets/[0-9a-f]{{12}}/") {{ set $kept "{for_ever}"; }}
  if ($uri ~ "^/(2[45][0-9][0-9])/") {{ set $year $1; }}
  if (-f $document_root/sealed/$year.zip) {{ set $kept "{sealed}"; }}
  # Not "always": that a page is missing is never kept.
  add_header Cache-Control $kept;

  error_page 404 /404.html;
  location = /404.html {{ internal; }}
  location ^~ /.well-known/ {{ }}
  location ~ /\\. {{ return 404; }}
  location ~ \\.conf$ {{ return 404; }}
  location = /_headers {{ return 404; }}
  location / {{ limit_except GET HEAD {{ deny all; }} }}
}}
"""


def nginx_site(live: Path, name: str, listen: str, headers: dict[str, str]) -> str:
    """Return the server block for the site that the link `live` leads to. Raises DeployError."""
    root = live.as_posix()
    for text, allowed in ((name, _NAME), (listen, _LISTEN), (root, _PATH)):
        if not allowed.fullmatch(text):
            raise DeployError(f"{text!r} ใช้ในการตั้งค่า nginx ไม่ได้")
    lines = "".join(f'  add_header {key} "{value}" always;\n' for key, value in headers.items())
    return _TEMPLATE.format(
        root=root, name=name, listen=listen, headers=lines, page=_PAGE, for_ever=_FOR_EVER,
        sealed=_SEALED,
    )  # fmt: skip
