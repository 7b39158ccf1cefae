"""A share of the long runs of `make soak`: fewer forgeries, foreign files and generated plans."""

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
from soak.test_forged_pushes import (
    office,
    test_a_push_that_takes_back_what_was_published_is_refused_and_nothing_of_it_is_seen,
    test_there_are_fifty_forgeries_and_more,
)
from soak.test_forged_seals import (
    sealed,
    test_forged_seals_are_refused,
    test_lie_that_agrees_with_itself_is_never_shown_as_signed_or_proven,
    test_seals_of_years_that_are_not_over_are_refused,
)
from soak.test_fuzz import (
    test_generated_plan_gives_problems_and_never_a_traceback,
    test_generated_plan_without_errors_becomes_a_site,
)
from soak.test_hostile_pages import (
    test_a_long_honest_page_is_accepted,
    test_hostile_pages_end_in_time,
    test_the_staff_guide_is_accepted,
)
from soak.test_terminals import (
    test_nothing_prints_but_the_one_way,
    test_on_a_terminal_only_our_own_colours_come_out,
    test_payloads_reach_no_terminal,
)

__all__ = [
    "office",
    "published",
    "sealed",
    "test_a_foreign_file_in_a_folder_of_ours_is_named_and_stays",
    "test_a_link_in_a_folder_of_ours_is_named_and_not_followed",
    "test_a_long_honest_page_is_accepted",
    "test_a_portal_s_own_folders_beside_the_site_stay",
    "test_a_portal_that_was_copied_or_lost_a_folder_is_built_again",
    "test_a_push_that_takes_back_what_was_published_is_refused_and_nothing_of_it_is_seen",
    "test_forged_seals_are_refused",
    "test_generated_plan_gives_problems_and_never_a_traceback",
    "test_generated_plan_without_errors_becomes_a_site",
    "test_hostile_pages_end_in_time",
    "test_lie_that_agrees_with_itself_is_never_shown_as_signed_or_proven",
    "test_no_command_touches_a_foreign_byte",
    "test_nothing_prints_but_the_one_way",
    "test_on_a_terminal_only_our_own_colours_come_out",
    "test_payloads_reach_no_terminal",
    "test_seals_of_years_that_are_not_over_are_refused",
    "test_site_and_staging_in_one_another_are_refused",
    "test_the_staff_guide_is_accepted",
    "test_there_are_fifty_forgeries_and_more",
    "world",
]
