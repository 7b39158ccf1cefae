"""Views → artifacts: one module for each kind. Computes nothing and touches no disk."""

from generator.archive import Shapes
from generator.site.render.assets import assets_address, own_assets, theme_assets, theme_templates
from generator.site.render.cards import CardError, card_artifacts
from generator.site.render.closing import AGENT, closed_year, closing_artifacts
from generator.site.render.config import config_artifacts
from generator.site.render.facts import fact_line
from generator.site.render.files import paper_artifacts, tree_artifacts
from generator.site.render.pages import page_artifacts
from generator.site.render.search import is_data_script, search_artifacts, site_assets
from generator.site.render.serving import HEADERS, POLICIES, nginx_rules
from generator.site.render.table import table_artifacts
from generator.site.render.templates import Words, interface

# What releases of Phaen put beside and into pages.
SHAPES = Shapes(POLICIES, is_data_script, assets_address)

__all__ = [
    "AGENT",
    "HEADERS",
    "POLICIES",
    "SHAPES",
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
    "nginx_rules",
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
