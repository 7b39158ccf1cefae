"""nginx's settings for a published site: one server block, nothing to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.publishing.deploy.errors import DeployError
from generator.site.addresses import Serving, served

_NAME = re.compile(r"[A-Za-z0-9_.*-]+")
_LISTEN = re.compile(r"[0-9.:\[\]a-f]+")
_PATH = re.compile(r"/[^\"'$;{}\\\n]*")

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

{rules}
{kept}
  location ^~ /.well-known/ {{ }}
  location ~ /\\. {{ return 404; }}
  location ~ \\.conf$ {{ return 404; }}
  location / {{ limit_except GET HEAD {{ deny all; }} }}
}}
"""


def nginx_site(live: Path, name: str, listen: str, rules: Iterable[str]) -> str:
    """Return the server block for the site that the link `live` leads to. Raises DeployError.

    `rules` are the lines that say what is told with every answer.
    """
    root = live.as_posix()
    for text, allowed in ((name, _NAME), (listen, _LISTEN), (root, _PATH)):
        if not allowed.fullmatch(text):
            raise DeployError(f"{text!r} ใช้ในการตั้งค่า nginx ไม่ได้")
    kept = [f"  location = /{one} {{ internal; }}" for one in served(Serving.LACKING)]
    kept += [f"  location = /{one} {{ return 404; }}" for one in served(Serving.SERVERS)]
    return _TEMPLATE.format(
        root=root, name=name, listen=listen, rules="".join(rules), kept="\n".join(kept)
    )
