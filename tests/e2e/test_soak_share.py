"""A share of the long runs of `make soak`: fewer pushes, deaths and generated plans."""

from soak.test_folders import (
    published,
    test_a_foreign_file_in_a_folder_of_ours_is_named_and_stays,
    test_a_link_in_a_folder_of_ours_is_named_and_not_followed,
    test_a_portal_s_own_folders_beside_the_site_stay,
    test_a_portal_that_was_copied_or_lost_a_folder_is_built_again,
    test_no_command_touches_a_foreign_byte,
    test_site_and_staging_in_one_another_are_refused,
    world,
)
from soak.test_fuzz import (
    test_generated_plan_gives_problems_and_never_a_traceback,
    test_generated_plan_without_errors_becomes_a_site,
)
from soak.test_publishing import (
    small_disk,
    test_push_that_dies_leaves_a_whole_site_and_the_next_one_heals,
    test_readers_meet_whole_releases_while_pushes_come_in,
)

__all__ = [
    "published",
    "small_disk",
    "test_a_foreign_file_in_a_folder_of_ours_is_named_and_stays",
    "test_a_link_in_a_folder_of_ours_is_named_and_not_followed",
    "test_a_portal_s_own_folders_beside_the_site_stay",
    "test_a_portal_that_was_copied_or_lost_a_folder_is_built_again",
    "test_generated_plan_gives_problems_and_never_a_traceback",
    "test_generated_plan_without_errors_becomes_a_site",
    "test_no_command_touches_a_foreign_byte",
    "test_push_that_dies_leaves_a_whole_site_and_the_next_one_heals",
    "test_readers_meet_whole_releases_while_pushes_come_in",
    "test_site_and_staging_in_one_another_are_refused",
    "world",
]
