"""A share of the canaries of `make soak`: every sixth place, two whole commands, some seals."""

from soak.test_canary import (
    made,
    planted,
    portal,
    test_a_canary_is_refused_or_masked_wherever_it_is_planted,
    test_no_command_lets_a_canary_out,
    test_no_seal_holds_a_canary,
    test_the_gate_stands_alone_where_every_rule_is_blind,
    test_the_portal_is_sound_before_anything_is_planted,
    test_the_search_for_canaries_finds_them,
)

__all__ = [
    "made",
    "planted",
    "portal",
    "test_a_canary_is_refused_or_masked_wherever_it_is_planted",
    "test_no_command_lets_a_canary_out",
    "test_no_seal_holds_a_canary",
    "test_the_gate_stands_alone_where_every_rule_is_blind",
    "test_the_portal_is_sound_before_anything_is_planted",
    "test_the_search_for_canaries_finds_them",
]
