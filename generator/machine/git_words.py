"""What git, ssh, hooks and file systems refuse, in Thai, each with the next command.

The one table of their own words, which are English and name no way out. What it does not know is
wrapped: a Thai sentence, and beneath it what git itself said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.machine.os_words import DRIVE, IN_USE, READ_ONLY

_MOST_LINES, _LONGEST = 8, 200
# What git says beside its reasons: progress, advice, and where it pushes.
_PROGRESS = "Counting|Compressing|Writing|Resolving|Delta|Total|Enumerating"
_CHATTER = re.compile(rf"hint:|To |Cloning|From |(?:remote: )?(?:{_PROGRESS})")
_HOOK = re.compile(r"^remote: ?(.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was refused: a name for it, what happened, and what to do next, in Thai."""

    code: str
    said: str
    todo: str

    @property
    def words(self) -> str:
        """Both in one line."""
        return f"{self.said} · {self.todo}"


_HOOK_OFF = "hook-off"
# The first that matches counts: what is told of a place comes before what may stand around it.
_TABLE: tuple[tuple[str, str, str, str], ...] = (
    ("git-too-old", "git ของเครื่องนี้เก่าเกินไป ไม่รู้จักคำสั่งที่ใช้",
     "ติดตั้ง git รุ่นล่าสุด แล้วเปิดหน้าต่างคำสั่งใหม่",
     r"unknown (?:option|switch|subcommand)|is not a git command|unrecognized argument"
     r"|[Uu]nknown repository extension|Expected git repo version"),
    ("dubious", "โฟลเดอร์ของคลังเป็นของผู้ใช้อื่นในเครื่อง git จึงไม่เปิด",
     "ถ้าแน่ใจว่าเป็นของสำนักงานท่าน สั่งบรรทัด git config --global --add safe.directory ที่ git บอก "
     "แล้วสั่งใหม่ ไม่แน่ใจให้ git clone ใหม่",
     r"dubious ownership|unsafe repository"),
    ("host-key-changed", "กุญแจของเครื่องแม่ข่ายไม่ใช่ดอกเดิม อาจมีผู้ปลอมเป็นเครื่องนั้น",
     "ถามผู้ดูแลเครื่องก่อน ถ้าเปลี่ยนจริง สั่ง ssh-keygen -R ชื่อเครื่อง แล้วสั่งใหม่",
     r"IDENTIFICATION HAS CHANGED|Host key for .* has changed"),
    ("host-key-unknown", "เครื่องนี้ยังไม่เคยติดต่อเครื่องแม่ข่าย",
     "สั่ง ssh ชื่อเครื่อง หนึ่งครั้ง ตรวจรหัสกับผู้ดูแล ตอบ yes แล้วสั่งใหม่",
     r"Host key verification failed"),
    ("key-refused", "เครื่องแม่ข่ายไม่รับกุญแจหรือรหัสผ่านของท่าน",
     "ส่งแฟ้ม ~/.ssh/id_ed25519.pub ให้ผู้ดูแลเครื่องเพิ่ม (ยังไม่มี สั่ง ssh-keygen -t "
     "ed25519) แล้วสั่งใหม่",
     r"Permission denied \((?:publickey|password|keyboard|gssapi)"
     r"|Too many authentication failures"),
    ("password-refused",
     "คลังต้นทางไม่รับชื่อผู้ใช้หรือรหัส (GitHub และ GitLab ใช้ token แทนรหัสผ่าน)",
     "ขอ token ใหม่จากหน้าตั้งค่าของผู้ใช้ แล้วสั่ง git fetch เพื่อใส่รหัสใหม่ แล้วสั่งใหม่",
     r"Authentication failed|could not read (?:Username|Password)|terminal prompts disabled"
     r"|HTTP Basic: Access denied|returned error: 401|Invalid username or (?:password|token)"),
    ("protected-branch", "สาขานี้ถูกป้องกัน รับเฉพาะคำขอรวมสาขา",
     "สั่ง git push origin HEAD:refs/heads/แก้ไข แล้วเปิดคำขอรวมสาขาในหน้าเว็บของคลัง",
     r"GH006|protected branch|GitLab: You are not allowed to (?:force )?push|GH013"),
    ("not-allowed", "ท่านไม่มีสิทธิ์เขียนในคลังต้นทางนี้",
     "ขอให้ผู้ดูแลคลังให้สิทธิ์เขียน แล้วสั่งใหม่",
     r"returned error: 403|Permission to .* denied|You are not allowed to push"
     r"|not allowed to upload|insufficient permission for adding"),
    ("file-too-big", "มีแฟ้มใหญ่เกินกว่าที่คลังต้นทางรับ",
     "ย่อแฟ้ม (สแกนที่ 150 dpi) แล้วสั่ง git commit --amend เฉพาะ commit ที่ยังไม่ได้ส่ง "
     "หรือถามผู้ดูแลคลัง",
     r"GH001|exceeds (?:GitHub's|the) file size limit|larger than .* MB"
     r"|pack exceeds maximum allowed size|exceeds maximum input size"),
    ("remote-quota", "พื้นที่ที่กำหนดให้ผู้ใช้เต็ม",
     "ลบไฟล์ที่ไม่ใช้ของผู้ใช้นั้น หรือขอพื้นที่จากผู้ดูแลเครื่อง แล้วสั่งใหม่",
     r"(?:remote:|unpacker error|remote unpack failed).*(?:[Qq]uota)|Disk quota exceeded"),
    ("remote-disk-full", "เครื่องแม่ข่ายเก็บสิ่งที่ส่งไม่ได้ พื้นที่ดิสก์ของเครื่องนั้นน่าจะเต็ม",
     "แจ้งผู้ดูแลเครื่อง (ตรวจด้วย df -h) แล้วสั่ง phaen sync อีกครั้งเมื่อมีที่ว่าง "
     "งานของท่านอยู่ครบในเครื่องนี้",
     r"remote:.*No space left|remote unpack failed: .*(?:No space|unable to create temporary)"
     r"|remote unpack failed: .*(?:index-pack|unpack-objects) abnormal exit"),
    ("disk-full", "พื้นที่ดิสก์ของเครื่องนี้เต็ม",
     "ลบไฟล์ที่ไม่ใช้ แล้วสั่งใหม่",
     r"No space left on device|There is not enough space on the disk|disk full"),
    ("read-only", READ_ONLY[0],
     "ย้ายคลังไปไว้ในดิสก์ที่เขียนได้ แล้วสั่งใหม่",
     r"[Rr]ead-only file ?system"),
    ("name-too-long", "ชื่อหรือที่อยู่ยาวเกินไป",
     "ย้ายคลังไปไว้ในโฟลเดอร์ที่ชื่อสั้นกว่า บน Windows สั่ง git config --global core.longpaths true แล้วสั่งใหม่",
     r"File ?name too long|path too long|unable to create file .*: (?:Filename|File name)"),
    ("ref-held", "แฟ้มล็อกของสาขาในคลังนี้ค้างอยู่ เพราะ git ถูกปิดกลางคัน",
     "ถ้าไม่มีโปรแกรมใดใช้อยู่ ลบแฟ้มที่ชื่อลงท้าย .lock ใน .git/refs/heads แล้วสั่งใหม่",
     r"Unable to create '(?:[^'\n]*[/\\])?\.git[/\\][^'\n]*refs[/\\][^'\n]*\.lock': File exists"),
    ("refs-lock", "มีผู้ส่งเข้าคลังพร้อมกันในขณะเดียวกัน",
     "สั่ง phaen sync อีกครั้ง",
     r"cannot lock ref|failed to update ref|Unable to create '.*refs/.*\.lock'"
     r"|incorrect old value provided|reference already exists|failed to lock"),
    ("index-lock", "git กำลังทำงานอื่นอยู่ในคลังนี้ หรือถูกปิดกลางคัน",
     "รอสักครู่แล้วสั่งใหม่ ถ้าไม่มีโปรแกรมใดใช้อยู่ ลบแฟ้ม .git/index.lock แล้วสั่งใหม่",
     r"(?:index|HEAD|config|packed-refs|shallow)\.lock(?!.*denied)|another git process"),
    ("fetch-first", "มีผู้อื่นส่งเข้าคลังก่อนท่าน",
     "สั่ง phaen sync ซึ่งจะรวมงานของทั้งสองคนแล้วส่งให้",
     r"\(fetch first\)|Updates were rejected because the remote contains work"),
    ("history-refused",
     "คลังต้นทางไม่รับประวัติที่ถูกเขียนใหม่ สิ่งที่เผยแพร่แล้วต่อท้ายได้อย่างเดียว",
     "สั่ง phaen sync โดยไม่ใช้ --force",
     r"denying non-fast-forward|ต่อท้ายได้อย่างเดียว"),
    ("not-forward", "งานของท่านกับของคลังต้นทางแยกกันไปคนละทาง",
     "สั่ง phaen sync ซึ่งจะรวมให้ ไม่ต้องใช้ --force",
     r"\(non-fast-forward\)|non-fast-forward|tip of your current branch is behind"
     r"|Not possible to fast-forward|\(stale info\)"),
    ("shallow", "คลังในเครื่องนี้มีประวัติไม่ครบ (shallow)",
     "สั่ง git fetch --unshallow แล้วสั่ง phaen sync",
     r"shallow update not allowed|shallow (?:file|clone)|attempt to fetch/clone from a shallow"),
    ("purged", "ประวัติในเครื่องนี้มีข้อมูลส่วนบุคคลที่คลังต้นทางลบถาวรแล้ว คลังต้นทางจึงไม่รับ",
     "สั่ง phaen sync --afresh ซึ่งจะย้ายเฉพาะที่ท่านแก้ไปบนประวัติใหม่ทีละแถว แล้วส่งให้",
     r"ซึ่งถอนและลบถาวรแล้วกลับเข้ามา"),
    ("hook-broken", "โปรแกรมที่ hook ของคลังเรียกไม่อยู่ที่เดิม",
     "ถ้าเป็นคลังในเครื่องนี้ สั่ง phaen init อีกครั้ง ถ้าเป็นของเครื่องแม่ข่าย แจ้งผู้ดูแลให้สั่ง phaen receive อีกครั้ง",
     r"cannot (?:run|exec)\S* .*hooks/|hooks/[\w-]+: .*(?:not found|No such file)"),
    (_HOOK_OFF, "hook ของคลังไม่ได้ตั้งให้ทำงานได้ สิ่งที่ส่งจึงไม่ถูกตรวจ",
     "ถ้าเป็นคลังในเครื่องนี้ สั่ง phaen init อีกครั้ง ถ้าเป็นของเครื่องแม่ข่าย แจ้งผู้ดูแลให้สั่ง chmod +x กับแฟ้ม hook นั้น",
     r"hook was ignored because"),
    ("hook-declined", "คลังต้นทางตรวจแล้วไม่รับ เหตุผลอยู่ในข้อความข้างบน",
     "แก้ตามนั้น แล้วสั่ง phaen sync",
     r"pre-receive hook declined|hook declined|declined by remote"
     r"|refusing to update checked out branch"),
    ("lfs-missing", "คลังนี้เก็บบางแฟ้มด้วย Git LFS ซึ่งเครื่องนี้ไม่มี",
     "ติดตั้ง git-lfs แล้วสั่ง git lfs install และ git lfs pull แล้วสั่งใหม่",
     r"git-lfs: (?:command )?not found|git-lfs.*No such file|smudge filter lfs failed"
     r"|filter.*lfs.*failed|Git LFS"),
    ("case-collision", "มีแฟ้มสองแฟ้มที่ชื่อต่างกันเพียงตัวพิมพ์เล็กใหญ่ ซึ่งเครื่องนี้เก็บได้แฟ้มเดียว",
     "เปลี่ยนชื่อแฟ้มหนึ่งด้วย git mv ชื่อเดิม ชื่อชั่วคราว แล้ว git mv ชื่อชั่วคราว ชื่อใหม่ แล้วสั่ง phaen sync",
     r"paths have collided|differ only in case"),
    ("no-host", "ไม่พบเครื่องแม่ข่ายชื่อนี้",
     "ตรวจอินเทอร์เน็ต และชื่อเครื่อง (ดูด้วย git remote -v หรือที่เขียนหลัง --to) แล้วสั่งใหม่",
     r"[Cc]ould not resolve (?:host|hostname)|Name or service not known"
     r"|Temporary failure in name resolution|nodename nor servname"),
    ("no-route", "ไปไม่ถึงเครื่องแม่ข่าย",
     "ตรวจสายหรือ Wi-Fi และ VPN ของสำนักงาน แล้วสั่งใหม่",
     r"No route to host|Network is unreachable|Network unreachable"),
    ("connection-refused", "เครื่องแม่ข่ายไม่เปิดรับที่ช่องทางนี้",
     "แจ้งผู้ดูแลเครื่อง หรือตรวจพอร์ต (git remote -v หรือที่เขียนหลัง --to) แล้วสั่งใหม่",
     r"Connection refused|Failed to connect to|Couldn't connect to server"),
    ("timeout", "เครื่องแม่ข่ายไม่ตอบ หรือสายขาดกลางคัน",
     "รอสักครู่ แล้วสั่งใหม่ งานของท่านอยู่ครบในเครื่องนี้",
     r"timed out|Timeout|Operation too slow|Connection (?:reset|closed) by|early EOF"
     r"|hung up unexpectedly"),
    ("certificate", "ใบรับรองของเครื่องแม่ข่ายใช้ไม่ได้ หรือวันที่ของเครื่องนี้ผิด",
     "ตรวจวันที่และเวลาของเครื่องนี้ ถ้าถูกแล้ว แจ้งผู้ดูแลเครื่อง",
     r"SSL certificate|certificate verify failed|self.signed certificate|server certificate"
     r"|SSL: .*certificate|[Cc]ertificate .*not match"),
    ("no-repository", "ไม่พบคลังต้นทางที่ที่อยู่นี้ หรือท่านไม่มีสิทธิ์เห็น",
     "ตรวจด้วย git remote -v แก้ด้วย git remote set-url origin ที่อยู่ที่ถูก แล้วสั่งใหม่",
     r"does not appear to be a git repository|[Rr]epository not found"
     r"|repository '.*' (?:not found|does not exist)"
     r"|project you were looking for could not be found|returned error: 404"),
    ("no-remote", "คลังนี้ยังไม่มีคลังต้นทาง",
     "สั่ง git remote add origin ที่อยู่ แล้วสั่ง phaen sync",
     r"No configured push destination|No such remote|'[^']*' does not appear"
     r"|no remote repository specified"),
    ("no-upstream", "สาขานี้ยังไม่ได้ผูกกับสาขาของคลังต้นทาง",
     "สั่ง phaen sync ซึ่งจะผูกและส่งให้",
     r"has no upstream branch|no tracking information|no upstream configured"),
    ("detached", "ท่านไม่ได้อยู่บนสาขาใด (detached HEAD)",
     "สั่ง git switch -c งานใหม่ เก็บงานไว้ แล้ว git switch main และ git merge งานใหม่",
     r"not currently on a branch|detached HEAD|HEAD detached"),
    ("unrelated", "คลังในเครื่องนี้กับคลังต้นทางไม่ได้มาจากที่เดียวกัน",
     "ถ้าผู้ดูแลเพิ่งลบข้อมูลออกจากประวัติของคลังต้นทาง สั่ง phaen sync --afresh ถ้าไม่ใช่ ตรวจที่อยู่ด้วย git remote -v "
     "แล้วสั่ง git clone จากคลังต้นทางลงโฟลเดอร์ใหม่",
     r"unrelated histories|no common ancestor"),
    ("half-rebase", "มี rebase ที่ทำค้างไว้",
     "แก้แฟ้มที่ค้างแล้วสั่ง git rebase --continue หรือเลิกด้วย git rebase --abort แล้วสั่ง "
     "phaen sync",
     r"rebase in progress|rebase-merge directory|rebase-apply"
     r"|middle of (?:a rebase|an am|another rebase)|interactive rebase"),
    ("half-merge", "มีการรวมสาขาที่ทำค้างไว้",
     "แก้แฟ้มที่ค้างแล้วสั่ง git merge --continue หรือเลิกด้วย git merge --abort แล้วสั่ง "
     "phaen sync",
     r"not concluded your merge|MERGE_HEAD exists|unfinished merge|commit during a merge"),
    ("half-pick", "มีการคัด commit ที่ทำค้างไว้",
     "แก้แฟ้มที่ค้างแล้วสั่ง git cherry-pick --continue หรือเลิกด้วย git cherry-pick --abort "
     "แล้วสั่ง phaen sync",
     r"CHERRY_PICK_HEAD|cherry-pick is already|REVERT_HEAD|middle of a (?:cherry-pick|revert)"
     r"|revert is already"),
    ("binary-conflict", "สองคนแก้สมุดงาน Excel เดียวกัน ซึ่ง git รวมให้ไม่ได้",
     "สั่ง git merge --abort (หรือ git rebase --abort) แล้วสั่ง phaen sync ซึ่งรวมทีละแถว",
     r"Cannot merge binary files|warning: Cannot merge binary"),
    ("local-changes", "มีแฟ้มที่แก้แล้วยังไม่ได้บันทึก ซึ่งจะถูกเขียนทับ",
     "สั่ง phaen sync ซึ่งจะบันทึกก่อน",
     r"local changes.*would be overwritten|untracked working tree files would be"
     r"|Please commit your changes or stash|not uptodate"
     r"|cannot (?:rebase|pull).*(?:unstaged|uncommitted)"),
    ("conflict", "git รวมแฟ้มที่สองคนแก้ไม่ได้",
     "สั่ง git merge --abort (หรือ git rebase --abort) แล้วสั่ง phaen sync ซึ่งรวมทีละแถว",
     r"CONFLICT|Automatic merge failed|unmerged (?:files|paths)|needs merge|fix conflicts"
     r"|unmerged"),
    ("up-to-date", "ไม่มี commit ใหม่ให้ส่ง",
     "ถ้าแก้แฟ้มไว้ สั่ง phaen sync ซึ่งจะบันทึกและส่งให้",
     r"Everything up-to-date|nothing to commit"),
    ("identity", "git ยังไม่รู้ว่าท่านเป็นใคร",
     'สั่ง git config --global user.name "ชื่อของท่าน" และ git config --global user.email '
     "อีเมลของท่าน แล้วสั่งใหม่",
     r"Please tell me who you are|unable to auto-detect email|empty ident name"
     r"|no email was given|no name was given|user\.useConfigOnly"),
    ("line-ends", "git จะปรับเครื่องหมายท้ายบรรทัดของแฟ้มให้เอง ข้อความในแฟ้มไม่เปลี่ยน",
     "ไม่ต้องทำอะไร",
     r"LF will be replaced by CRLF|CRLF will be replaced by LF|would (?:replace|be replaced)"),
    ("corrupt", "คลังในเครื่องนี้หรือสิ่งที่ส่งเสียหาย",
     "สั่ง git fsck เพื่อดู ถ้าเสียจริง สั่ง git clone จากคลังต้นทางลงโฟลเดอร์ใหม่ "
     "แล้วกรอกแถวที่ยังไม่ได้ส่งซ้ำในนั้น",
     r"corrupt|loose object .* is|missing (?:blob|tree|commit)|bad object (?:HEAD|refs)"
     r"|unable to read tree|inflate: data stream error|sha1 mismatch|hash mismatch|fsck error"
     r"|is empty$|unpack(?:er)? error|did not receive expected object|index file"),
    ("unknown-object", "ไม่พบรุ่นนั้นในคลัง git ของเครื่องนี้",
     "ดูรุ่นที่มีด้วย git log --oneline ถ้าผู้อื่นส่งไว้ สั่ง phaen sync",
     r"unknown revision|bad revision|bad object [0-9a-f]{7,}|not a valid object|ambiguous argument"
     r"|Needed a single revision|invalid object name"),
    ("no-git-folder", "โฟลเดอร์นี้ไม่ใช่คลัง git",
     "เข้าโฟลเดอร์ของคลัง หรือสั่ง git init",
     r"not a git repository"),
    ("permission", *IN_USE,
     r"[Pp]ermission denied|Access is denied|Operation not permitted"),
    ("drive", *DRIVE,
     r"Input/output error|Stale file handle|device is not ready|network name"),
    ("no-file", "ไม่พบในคลัง git",
     "ดูด้วย git status",
     r"any commits|does not exist|pathspec|couldn't find remote ref"),
    ("no-connection", "ติดต่อคลังต้นทางไม่ได้",
     "ตรวจอินเทอร์เน็ตและสิทธิ์ แล้วสั่งใหม่",
     r"[Cc]ould not read from remote|unable to access|remote end hung up|fetch-pack|send-pack"
     r"|failed to push"),
)  # fmt: skip
_UNKNOWN = "git ทำงานนี้ไม่สำเร็จ สั่ง git status ในโฟลเดอร์ของคลังเพื่อดูเหตุ"
_OWN_WORDS = "git บอกว่า:"


#: All that are known, each with the words by which it is known.
REFUSALS = tuple((Refused(*told), words) for *told, words in _TABLE)


def refused(said: str) -> Refused | None:
    """Return what git or another program meant, None for words that nobody foresaw."""
    return next((one for one, words in REFUSALS if re.search(words, said, re.IGNORECASE)), None)


def git_words(said: str) -> str:
    """Return why git refused, in Thai, by all that it said, and what to do.

    Several lines where it is not known: git's own words stand beneath.
    """
    known = refused(said)
    if known:
        return known.words
    lines = [
        line[:_LONGEST] for line in said.splitlines() if line.strip() and not _CHATTER.match(line)
    ]
    if not lines:
        return _UNKNOWN
    return "\n".join((_UNKNOWN, _OWN_WORDS, *lines[-_MOST_LINES:]))


def told_by_remote(said: str) -> Iterator[str]:
    """Yield what the other side's hook told the person, and that it has one which may not run."""
    for line in said.splitlines():
        # Git says so in a hint of its own, and lets the push through, which nobody has judged.
        if "hint: " in line and (known := refused(line)) and known.code == _HOOK_OFF:
            yield known.words
        elif (found := _HOOK.match(line)) and not _CHATTER.match(line):
            yield found[1]
