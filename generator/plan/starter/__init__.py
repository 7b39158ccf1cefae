"""What an organisation begins with: a repository of its own without code, and the next year.

Yields artifacts; whoever calls writes them.
"""

from generator.plan.starter.places import units_of, villages_of
from generator.plan.starter.repository import Answers, repository_files
from generator.plan.starter.schema import plan_schema
from generator.plan.starter.upgrade import (
    Fate,
    Upgraded,
    is_of_an_earlier_release,
    paths_written,
    upgraded,
)
from generator.plan.starter.workflows import unsafe_workflows
from generator.plan.starter.year import is_open, next_year_files

__all__ = [
    "Answers",
    "Fate",
    "Upgraded",
    "is_of_an_earlier_release",
    "is_open",
    "next_year_files",
    "paths_written",
    "plan_schema",
    "repository_files",
    "units_of",
    "unsafe_workflows",
    "upgraded",
    "villages_of",
]
