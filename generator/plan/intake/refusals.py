"""What a reader of uploads says of a file → as what a form is refused."""

from __future__ import annotations

from generator.machine.markup import MarkupError
from generator.plan.intake.form import FormRefusedError
from generator.plan.uploads.contents import UploadError

_LARGE = ("ใหญ่เกินไป", "ยาวเกินไป", "มากเกินไป")
_LOCKED = "รหัสผ่าน"


def refused(error: UploadError | MarkupError) -> FormRefusedError:
    """Return the refusal that a fault found in an archive, or in its markup, is."""
    said = str(error)
    if _LOCKED in said:
        return FormRefusedError("encrypted")
    return FormRefusedError("too-large" if said.endswith(_LARGE) else "broken", found=said)
