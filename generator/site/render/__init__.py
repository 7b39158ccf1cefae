"""Views → artifacts: one module for each kind. Computes nothing and touches no disk."""

from collections.abc import Iterable

from generator.archive import Shapes, YearFile
from generator.site.addresses import ADDRESSES, Address, Sealing, Where, address
from generator.site.render.all_years import all_years_tables
from generator.site.render.assets import (
    assets_address,
    colour_css,
    own_assets,
    theme_assets,
    theme_templates,
)
from generator.site.render.closing import AGENT, closed_year, closing_artifacts
from generator.site.render.config import config_artifacts
from generator.site.render.describing import json_schemas, with_descriptions, year_data
from generator.site.render.documents import (
    has_boxes,
    is_as_made,
    named_papers,
    papers_named,
    setter_for_papers,
)
from generator.site.render.drawing import Drawings, drawn_artifacts
from generator.site.render.facts import fact_line
from generator.site.render.files import paper_artifacts, tree_artifacts
from generator.site.render.followed import followed_artifacts
from generator.site.render.opendata import Kept, opendata_artifacts, projects_csv, sizes_of
from generator.site.render.pages import page_artifacts
from generator.site.render.photographs import (
    Unfit,
    photograph_artifacts,
    photographs_of,
    reduced_or_why,
)
from generator.site.render.search import is_data_script, search_artifacts, site_assets
from generator.site.render.serving import (
    EMBEDDED,
    HEADERS,
    PACKED,
    POLICIES,
    SMALL_POLICY,
    nginx_rules,
)
from generator.site.render.shared import sealed_table, sealed_text, shared_artifacts
from generator.site.render.templates import Words, environment, interface, local_pages
from generator.site.render.typesetting import DrawingError, Typesetter
from generator.site.views import table_columns


def shapes_of(addresses: Iterable[Address]) -> Shapes:
    """Return what a sealed year may hold, by a table of addresses; papers are told by the year."""
    table = [one for one in addresses if one.sealing is not Sealing.NEVER]
    own = [one for one in table if one.where is Where.YEAR and one.each != "papers"]
    beside = [one for one in table if one.where is Where.ROOT and one.maker and one.path != "{}"]
    return Shapes(
        POLICIES,
        is_data_script,
        assets_address,
        tuple(YearFile(one.path, one.each, one.sealing is Sealing.ALWAYS) for one in own),
        tuple(YearFile(one.path, one.each) for one in beside),
        address("data-table").path,
        address("search-first").path,
        address("year").path,
        address("project").path,
        address("home").path,
        {name: {one.heading: one.code for one in of} for name, of in table_columns().items()},
    )


# What releases of Phaen put beside and into pages.
SHAPES = shapes_of(ADDRESSES)

__all__ = [
    "AGENT",
    "EMBEDDED",
    "HEADERS",
    "PACKED",
    "POLICIES",
    "SHAPES",
    "SMALL_POLICY",
    "DrawingError",
    "Drawings",
    "Kept",
    "Typesetter",
    "Unfit",
    "Words",
    "all_years_tables",
    "assets_address",
    "closed_year",
    "closing_artifacts",
    "colour_css",
    "config_artifacts",
    "drawn_artifacts",
    "environment",
    "fact_line",
    "followed_artifacts",
    "has_boxes",
    "interface",
    "is_as_made",
    "is_data_script",
    "json_schemas",
    "local_pages",
    "named_papers",
    "nginx_rules",
    "opendata_artifacts",
    "own_assets",
    "page_artifacts",
    "paper_artifacts",
    "papers_named",
    "photograph_artifacts",
    "photographs_of",
    "projects_csv",
    "reduced_or_why",
    "sealed_table",
    "sealed_text",
    "search_artifacts",
    "setter_for_papers",
    "shapes_of",
    "shared_artifacts",
    "site_assets",
    "sizes_of",
    "theme_assets",
    "theme_templates",
    "tree_artifacts",
    "with_descriptions",
    "year_data",
]
