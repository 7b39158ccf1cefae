"""Look-alike projects (ลดความซ้ำซ้อน): the same place and a name that comes to the same.

Finds and says why; decides nothing. What a person decided silences a pair.
"""

from generator.plan.overlap.pairs import Pair, look_alikes, unlinked, within

__all__ = ["Pair", "look_alikes", "unlinked", "within"]
