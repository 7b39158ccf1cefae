"""A server that is reached by ssh: a whole new release there, then one rename of the link to it.

The other side needs sh, tar and flock, and no Phaen. What arrives lies apart until it is whole,
which a mark at its end tells (decision 47), and others wait only while the link is switched.
"""

from __future__ import annotations

import errno
import io
import re
import shlex
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from generator.machine.programs import found_program
from generator.publishing.deploy.errors import DeployError
from generator.publishing.deploy.releases import KEPT, OURS, RELEASE
from generator.publishing.deploy.targets import files_of
from generator.publishing.deploy.withdrawn import EARLIER, NO_WAY_BACK

_TARGET = re.compile(
    r"ssh://(?P<host>(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*)"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>/.+)"
)
# Writing to a process that ended: Windows has a word of its own for it.
_ENDED = (errno.EPIPE, errno.EINVAL)
_SHOWN = re.compile("^phaen:(?P<number>[0-9]{6})-", re.MULTILINE)
_FORGOT = re.compile("^phaen-forgot:(?P<count>[0-9]+)$", re.MULTILINE)
# What is told as withdrawn, a digest a line.
_TOLD = ".phaen-withdrawn"
# Sent last: a stream that was cut where a file ends looks whole to tar.
_WHOLE = ".phaen-whole"

_BEGIN = """set -eu
live={live}; all="$live.releases"
point() {{
  ln -sfn "$(basename "$all")/$1" "$all/.link"
  mv -T "$all/.link" "$live"
  sync
  echo "phaen:$1"
}}
refuse() {{ echo "$1" >&2; exit 3; }}
[ ! -L "$all" ] && [ ! -L "$all/.lock" ] || refuse "$all เป็นลิงก์ ระบบไม่เขียนตามลิงก์"
if [ -L "$live" ]; then
  case $(readlink "$live") in
    "$(basename "$all")"/[0-9]*|"$all"/[0-9]*) ;;
    *) refuse "$live เป็นลิงก์ที่ระบบไม่ได้สร้าง โปรดเลือกที่อื่น" ;;
  esac
fi
[ "$live" != "${{HOME:-}}" ] || refuse "$live เป็นโฟลเดอร์บ้านของผู้ใช้ โปรดเลือกที่อื่น"
case "$live/" in */.git/*) refuse "$live อยู่ในที่เก็บของ git โปรดเลือกที่อื่น" ;; esac
above=$live
while [ "$above" != / ] && [ "$above" != . ]; do
  [ ! -e "$above/organization.yml" ] || refuse "$live อยู่ในโฟลเดอร์แผน โปรดเลือกที่อื่น"
  above=$(dirname "$above")
done
if [ -d "$all" ] && ! grep -qsF phaen "$all/.lock"; then
  foreign=$(ls -A "$all" | grep -vE '{ours}' | head -n 1)
  [ -L "$live" ] || foreign=${{foreign:-$(ls -A "$all" | grep -E '{release}' | head -n 1)}}
  [ -z "$foreign" ] || refuse "$all มี $foreign ซึ่งระบบไม่ได้สร้าง โปรดเลือกที่อื่น"
fi
"""
_UNPACK = """umask 022
if [ -e "$live" ] && [ ! -L "$live" ] && ! rmdir "$live" 2>/dev/null; then
  echo "$live มีไฟล์อื่นอยู่แล้ว ระบบไม่ลบให้ โปรดเลือกที่อื่น" >&2; exit 3
fi
mkdir -p "$all"
[ -s "$all/.lock" ] || echo "โฟลเดอร์นี้เป็นของ phaen" >> "$all/.lock"
find "$all" -maxdepth 1 -name '.in-*' -mtime +0 -exec rm -rf {{}} +
part=$(mktemp -d "$all/.in-XXXXXX")
trap 'rm -rf "$part"' EXIT
trap 'exit 4' HUP INT TERM
chmod 755 "$part"
tar -xf - -C "$part"
[ -f "$part/{whole}" ] || {{ echo "ข้อมูลมาไม่ครบ" >&2; exit 4; }}
rm "$part/{whole}"
told=$(cat "$part/{told}"); rm "$part/{told}"
sync
exec 9>>"$all/.lock"; flock 9
if [ "$told" = "?" ]; then told=; elif [ -f "$all/.withdrawn" ] \
  && grep -v '^since' "$all/.withdrawn" | grep -qvxF -e "$told"; then refuse "{earlier}"; fi
last=$(ls "$all" | sed -n 's/^\\([0-9]\\{{6\\}}\\)-.*/\\1/p' | tail -n 1)
new=$(printf '%06d-ssh' "$(expr "${{last:-0}}" + 1)")
mv "$part" "$all/$new"
[ -z "$told" ] || touch "$all/.withdrawn"
if [ "$told" ] && echo "$told" | grep -qvxF -f "$all/.withdrawn"; then
  {{ echo "since ${{new%%-*}}"
     {{ grep -v '^since' "$all/.withdrawn" || :; echo "$told"; }} | sort -u
  }} > "$all/.withdrawn.part"
  mv "$all/.withdrawn.part" "$all/.withdrawn"
fi
point "$new"
since=$(sed -n 's/^since //p' "$all/.withdrawn" 2>/dev/null || :); forgot=0
for old in $(ls "$all" | grep -E '{release}'); do
  if [ "$old" != "$new" ] && [ "${{old%%-*}}" -lt "${{since:-0}}" ]; then
    rm -rf "$all/$old"; forgot=$((forgot + 1))
  fi
done
echo "phaen-forgot:$forgot"
ls "$all" | grep -E '{release}' | head -n -{kept} | while read -r old; do rm -rf "$all/$old"; done
"""
_BACK = """[ -L "$live" ] || {{ echo "$live ยังไม่เคยเผยแพร่ จึงไม่มีรุ่นให้ย้อน" >&2; exit 3; }}
exec 9>>"$all/.lock"; flock 9
now=$(basename "$(readlink "$live")")
held="$all/.taken-back"; touch "$held"
case $now in
  *-????????????) same="-${{now#*-}}\\$" ;;
  *) same="^$now\\$" ;;
esac
since=$(sed -n 's/^since //p' "$all/.withdrawn" 2>/dev/null || :)
before=$(ls "$all" | grep '^[0-9]' | sed "/^$now\\$/,\\$d" \\
  | while read -r one; do if [ "${{one%%-*}}" -ge "${{since:-0}}" ]; then echo "$one"; fi; done \\
  | grep -vxF -f "$held" | grep -v -e "$same" | tail -n 1)
[ "$before" ] || [ -z "$since" ] || refuse "{no_way_back}"
[ "$before" ] || refuse "ไม่มีรุ่นก่อนหน้าเหลืออยู่แล้ว"
echo "$now" >> "$held"
point "$before"
"""

# What ssh says, and what it means to the person who asked.
_MEANINGS = (
    (
        "IDENTIFICATION HAS CHANGED",
        "กุญแจของเครื่องปลายทางไม่ใช่ดอกเดิม อาจมีผู้ปลอมเป็นเครื่องนั้น ถามผู้ดูแลเครื่องก่อนส่งอีก",
    ),
    (
        "Host key verification failed",
        "เครื่องนี้ยังไม่เคยติดต่อเครื่องปลายทาง สั่ง ssh ไปยังเครื่องนั้นหนึ่งครั้ง ตรวจรหัสกับผู้ดูแล แล้วตอบ yes",
    ),
    ("Permission denied (", "เครื่องปลายทางไม่รับกุญแจหรือรหัสผ่าน ขอให้ผู้ดูแลเครื่องเพิ่มกุญแจของท่าน"),
    ("Could not resolve hostname", "ไม่พบเครื่องชื่อนี้ ตรวจการสะกด"),
    ("Connection refused", "เครื่องปลายทางไม่เปิดรับ ssh ที่ช่องทางนี้"),
    ("Connection timed out", "เครื่องปลายทางไม่ตอบ"),
)


@dataclass(frozen=True, slots=True)
class Server:
    """Where a site is to be live: `ssh://name@host:port/path`; name and port may be left out.

    Keys, passwords and other names for hosts are the matter of ssh and its own settings.
    """

    host: str
    port: str
    path: str

    @classmethod
    def parse(cls, target: str) -> Server:
        """Read an address; its path may be percent-encoded. Raises DeployError."""
        match = _TARGET.fullmatch(target)
        path = unquote(match["path"]).rstrip("/") if match else ""
        odd = {"", ".", ".."}.intersection(path.split("/")[1:])
        if not match or not path or odd or not path.isprintable():
            raise DeployError(
                "เขียนปลายทางเป็น ssh://ชื่อผู้ใช้@เครื่อง/โฟลเดอร์ หรือ ssh://ชื่อผู้ใช้@เครื่อง:พอร์ต/โฟลเดอร์"
            )
        return cls(match["host"], match["port"] or "", path)

    def send(
        self,
        site: Path,
        environment: Mapping[str, str],
        withdrawn: Collection[str] | None = None,
        forgot: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Put the site live as a release that a link leads to; return the release's number.

        `withdrawn` are digests of what the portal tells as withdrawn: where any is new there, older
        releases are removed, and `forgot` is told how many; nobody goes back to one, and a site
        that tells less than was told there is refused. None asks for nothing of this. Raises
        DeployError and OSError; the live site then stays as it was.
        """

        def write(stream: IO[bytes]) -> None:
            with tarfile.open(fileobj=stream, mode="w|") as archive:
                for file in files_of(site):
                    archive.add(file, file.relative_to(site).as_posix(), filter=_anonymous)
                lines = ["?"] if withdrawn is None else sorted(withdrawn)
                told = "".join(f"{one}\n" for one in lines).encode("ascii")
                listed = tarfile.TarInfo(_TOLD)
                listed.size = len(told)
                archive.addfile(listed, io.BytesIO(told))
                archive.addfile(tarfile.TarInfo(_WHOLE), io.BytesIO())

        said = self._run(
            _UNPACK.format(
                whole=_WHOLE, told=_TOLD, kept=KEPT, release=f"^{RELEASE}$", earlier=EARLIER
            ),
            write,
            environment,
        )
        if (found := _FORGOT.search(said)) and int(found["count"]):
            forgot(int(found["count"]))
        return _number(said)

    def back(self, environment: Mapping[str, str]) -> int:
        """Let readers see the release before the one they see now. As `send` otherwise."""
        script = _BACK.format(no_way_back=NO_WAY_BACK)
        return _number(self._run(script, lambda _: None, environment))

    def _run(
        self, script: str, write: Callable[[IO[bytes]], None], environment: Mapping[str, str]
    ) -> str:
        """Run a script there and write to it; return what it says once it shows a release."""
        port = ["-p", self.port] if self.port else []
        names = {"ours": f"^({OURS})$", "release": f"^{RELEASE}$"}
        script = _BEGIN.format(live=shlex.quote(self.path), **names) + script
        # What the other side says goes to files: a pipe that nobody reads would stop it.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            try:
                process = subprocess.Popen(  # noqa: S603  # an argument list; the path is quoted
                    [found_program("ssh", environment), "-T", *port, "--", self.host, script],
                    stdin=subprocess.PIPE, stdout=out, stderr=err, env=dict(environment),
                )  # fmt: skip
            except FileNotFoundError:
                raise DeployError("ไม่พบโปรแกรม ssh ในเครื่องนี้") from None
            with process:
                _feed(process, write)
            # A server that runs no script of ours, whatever it says of it, has shown nothing.
            said = _text(out)
            if process.returncode or not _SHOWN.search(said):
                raise DeployError(self._reason(_text(err) or said))
            return said

    def _reason(self, said: str) -> str:
        meaning = next((thai for words, thai in _MEANINGS if words in said), "")
        last = said.strip().rpartition("\n")[2].strip()
        found = "\n".join(filter(None, (meaning, last)))
        return f"ทำที่ {self.host} ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ\n{found}".rstrip()


def _number(said: str) -> int:
    """Return the number of the release that a script says it shows."""
    shown = _SHOWN.search(said)
    assert shown
    return int(shown["number"])


def _feed(process: subprocess.Popen[bytes], write: Callable[[IO[bytes]], None]) -> None:
    assert process.stdin
    try:
        write(process.stdin)
        process.stdin.close()
    except BaseException as error:
        if not isinstance(error, OSError) or error.errno not in _ENDED:
            process.kill()
            raise
        # The other side ended first, and says why.
        with suppress(OSError):
            process.stdin.close()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member
