"""Files → cells of text that know their place. Interprets no meaning.

Owns file discovery, encodings, separators, workbooks and YAML. Faults of files are reported and
the rest is still read.
"""

from generator.plan.read.beside import report_no_portal, told_near
from generator.plan.read.cells import (
    Area,
    Cell,
    Held,
    Looks,
    Row,
    Spot,
    Stored,
    Table,
    YamlEntry,
    YamlList,
    YamlMap,
    YamlValue,
    cells_in,
)
from generator.plan.read.config_file import read_config
from generator.plan.read.content import read_content
from generator.plan.read.csv_file import placed_cells, text_of
from generator.plan.read.files import read_papers, read_sources
from generator.plan.read.links import refuse_links
from generator.plan.read.opened import files_opened
from generator.plan.read.portal import (
    AmendmentFiles,
    PortalFiles,
    RecordFile,
    YearFiles,
    read_portal,
    tables_in,
    texts_below,
)
from generator.plan.read.yaml_file import read_yaml

__all__ = [
    "AmendmentFiles",
    "Area",
    "Cell",
    "Held",
    "Looks",
    "PortalFiles",
    "RecordFile",
    "Row",
    "Spot",
    "Stored",
    "Table",
    "YamlEntry",
    "YamlList",
    "YamlMap",
    "YamlValue",
    "YearFiles",
    "cells_in",
    "files_opened",
    "placed_cells",
    "read_config",
    "read_content",
    "read_papers",
    "read_portal",
    "read_sources",
    "read_yaml",
    "refuse_links",
    "report_no_portal",
    "tables_in",
    "text_of",
    "texts_below",
    "told_near",
]
