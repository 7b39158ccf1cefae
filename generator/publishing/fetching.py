"""What a remote has now, held against what it once had: a history that was written anew.

Whoever wrote it anew took something out, and a merge with what is here would bring it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.machine.git_network import Network, RemoteError
from generator.machine.git_program import GitError
from generator.machine.git_work import WorkCopy
from generator.publishing.steps import Target

_NO_BRANCH = ("no-file",)
_REWRITTEN = (
    "ประวัติของคลังต้นทางถูกเขียนใหม่ อาจเพราะลบข้อมูลส่วนบุคคลออก งานของท่านอยู่ครบในเครื่องนี้ · "
    "สั่ง phaen sync --afresh ซึ่งจะย้ายเฉพาะที่ท่านแก้ไปบนประวัติใหม่ทีละแถว แล้วส่งให้ "
    "(อย่าสั่ง git pull หรือ git merge)"
)
_GONE = (
    "คลังต้นทาง {remote} ไม่มีสาขา {branch} และไม่มีประวัติที่เคยส่งหรือรับแล้ว "
    "อาจถูกลบแล้วสร้างใหม่เพื่อลบข้อมูลส่วนบุคคล จึงยังไม่ได้ส่ง งานของท่านอยู่ครบในเครื่องนี้ · "
    "ถามผู้ดูแลคลังก่อน เมื่อผู้ดูแลส่งประวัติใหม่แล้ว สั่ง phaen sync --afresh "
    "ถ้าผู้ดูแลยืนยันให้ส่งประวัติทั้งหมดของเครื่องนี้ สั่ง git push {remote} HEAD:{branch}"
)


class Fetching:
    """Brings what a remote has. Raises GitError and RemoteError.

    `left` is where a branch of it led before something was taken out that is here; empty for none.
    """

    def __init__(self, work: WorkCopy, network: Network, *, afresh: bool) -> None:
        """With `afresh` a history that was written anew is begun on."""
        self._work, self._network = work, network
        self.afresh, self.left = afresh, ""

    def fetch(self, target: Target) -> str | None:
        """Bring what others sent; return the remote's commit, None before the first push.

        A history that was written anew is refused unless all is to begin afresh: whoever did that
        took something out, and a merge would bring it back. Before the first push of a branch that
        is so of every branch of the remote, and what is begun on afresh is the one that was
        written anew.
        """
        self._work.keep_known(target.remote)
        now = self._tip(target.remote, target.branch)
        if now is None:
            return self._of_other_branches(target)
        self.left = self._left_by(target.remote, target.branch, [now])
        if self.left and not self.afresh:
            raise GitError(_REWRITTEN)
        if not self.afresh:
            self._work.know_remote_tip(target.remote, target.branch, now)
        return now

    def _tip(self, remote: str, branch: str) -> str | None:
        """Return where a branch of a remote leads now, None where there is no such branch."""
        try:
            return self._work.commit(self._network.fetch(remote, branch))
        except RemoteError as error:
            if error.code in _NO_BRANCH:
                return None
            raise

    def _of_other_branches(self, target: Target) -> str | None:
        """Return the branch to begin afresh on, None where nothing of the remote was left behind.

        A branch that was there and is gone may have been taken away with its history.
        """
        known = self._work.known_branches(target.remote)
        found = {one: self._tip(target.remote, one) for one in known}
        tips = [tip for tip in found.values() if tip]
        left = {one: old for one in known if (old := self._left_by(target.remote, one, tips))}
        if not left:
            return None
        anew = [one for one in left if found[one]]
        if not (anew or (tips and self.afresh)):
            raise GitError(_GONE.format(remote=target.remote, branch=target.branch))
        if not self.afresh:
            raise GitError(_REWRITTEN)
        self.left = next(iter(left.values()))
        return found[anew[0]] if anew else tips[0]

    def _left_by(self, remote: str, branch: str, tips: Sequence[str]) -> str:
        """Return where a remote's branch led before something was taken out that is here.

        `tips` are where its branches lead now. Empty where nothing was taken out, or nobody knows:
        then the merge is with what both have.
        """
        ours = self._work.head()
        for old in self._work.once_known(remote, branch) if ours else ():
            assert ours
            for one in self._work.common(ours, old):
                if not any(self._work.follows(tip, one) for tip in tips):
                    return old
        return ""

    def left_behind(self) -> list[str] | None:
        """Return the branches and tags here that still lead to the history that was left.

        None where none was left. What a run that was cut off left is told by the next.
        """
        left = self.left or self._work.noted_left()
        if not left or not (head := self._work.head()):
            return None
        return self._work.still_lead_to(left, head)
