"""From a portal or a push to readers: check, build, and put live what is sound.

Owns the order of things; `deploy` owns how a site becomes live, `pipeline` how it is made.
"""

from generator.publish.bounds import work_within
from generator.publish.difference import Difference, YearDifference, difference
from generator.publish.receive import HOOKS, Remote
from generator.publish.trees import Refusal
from generator.publish.updates import PushVerdict, Update

__all__ = [
    "HOOKS",
    "Difference",
    "PushVerdict",
    "Refusal",
    "Remote",
    "Update",
    "YearDifference",
    "difference",
    "work_within",
]
