"""Taking personal data back: covered with █ wherever a year says them, and told as withdrawn.

Bytes in, bytes out. Its floors:
0 needles, refused · 1 runs · 2 sheets.
"""

from generator.plan.withdraw.needles import LEAST_DIGITS, LEAST_SIGNS, Needles, ShortNeedleError
from generator.plan.withdraw.refused import CoverRefusedError

__all__ = ["LEAST_DIGITS", "LEAST_SIGNS", "CoverRefusedError", "Needles", "ShortNeedleError"]
