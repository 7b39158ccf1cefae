"""Views → artifacts: one module for each kind. Computes nothing and touches no disk."""

from generator.render.assets import assets_address, own_assets, theme_assets, theme_templates
from generator.render.cards import CardError, card_artifacts
from generator.render.closing import AGENT, closed_year, closing_artifacts
from generator.render.config import HEADERS, POLICIES, config_artifacts
from generator.render.facts import fact_line
from generator.render.files import paper_artifacts, tree_artifacts
from generator.render.pages import page_artifacts
from generator.render.search import is_data_script, search_artifacts, site_assets
from generator.render.table import table_artifacts
from generator.render.templates import Words, interface

__all__ = [
    "AGENT",
    "HEADERS",
    "POLICIES",
    "CardError",
    "Words",
    "assets_address",
    "card_artifacts",
    "closed_year",
    "closing_artifacts",
    "config_artifacts",
    "fact_line",
    "interface",
    "is_data_script",
    "own_assets",
    "page_artifacts",
    "paper_artifacts",
    "search_artifacts",
    "site_assets",
    "table_artifacts",
    "theme_assets",
    "theme_templates",
    "tree_artifacts",
]
