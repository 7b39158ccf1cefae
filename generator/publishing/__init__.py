"""From a portal or a push to readers: check, build, and put live what is sound.

Owns the order of things; `deploy` owns how a site becomes live, `pipeline` how it is made.

Its floors:
0 announcing, beginning, bounds, covered, deploy, drafting, leftovers, masked, printing, private,
pushlog, recalled, records, superseding, taken, taking, told, trees, trial, uniting, withdrawals ·
1 difference, editions, entries, memory, merging, returning, showing, steps, uncovered, updates,
withdrawing ·
2 again, changes, fetching, importing, incoming, purge, recovering, saving, setting, standing ·
3 forming, keeping, outdated, proving, syncing, wording · 4 hosted, judging, sending ·
5 receive, remaining.
"""

from generator.publishing.bounds import work_within
from generator.publishing.difference import PortalDifference, YearDifference, difference
from generator.publishing.receive import Remote
from generator.publishing.setting import HOOKS
from generator.publishing.told import NoticeChange, ReportChange
from generator.publishing.trees import Refusal
from generator.publishing.updates import PushVerdict, Update

__all__ = [
    "HOOKS",
    "NoticeChange",
    "PortalDifference",
    "PushVerdict",
    "Refusal",
    "Remote",
    "ReportChange",
    "Update",
    "YearDifference",
    "difference",
    "work_within",
]
