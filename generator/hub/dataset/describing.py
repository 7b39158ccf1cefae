"""datapackage.json of the dataset, in the words in which a portal describes its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.hub.dataset.columns import (
    OFFICES,
    PROVINCE,
    YEAR_FOLDER,
    dataset_columns,
)
from generator.hub.dataset.writing import DATA
from generator.plan.fields import YEAR, Column
from generator.site.render.describing.columns import table_field

_TITLES = {
    "projects": "โครงการตามแผน",
    "progress": "รายงานความก้าวหน้า",
    "editions": "แผนที่ประกาศ การเปลี่ยนแปลง และผลการติดตาม",
    "amendments": "การเปลี่ยนแปลงแผนรายโครงการ",
    "clocks": "กำหนดเวลาตามกฎหมายของแต่ละประกาศ",
    OFFICES: "องค์กรที่มีข้อมูล",
}
_KEYS = {
    "projects": ("office_code", YEAR_FOLDER, "id"),
    OFFICES: ("office_code",),
}


def package_of(name: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the package of the files, told by their path below the data, with digest and size.

    A field's name is that of the column in the files; its heading in a portal's CSV is its title.
    What folders say, the fiscal year and the province, are the last fields.
    """
    tables = dataset_columns()
    return {
        "profile": "data-package",
        "name": "action-plans-of-many-offices",
        "title": f"แผนการดำเนินงาน {name}".strip(),
        "resources": [
            _resource(table, columns, own)
            for table, columns in tables.items()
            if (own := {path: one for path, one in files.items() if path.startswith(f"{table}/")})
        ],
    }


def _resource(
    table: str, columns: tuple[Column, ...], files: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    folders = (PROVINCE,) if table == OFFICES else (YEAR, PROVINCE)
    schema: dict[str, Any] = {"fields": [_field(one) for one in (*columns, *folders)]}
    if table in _KEYS:
        schema["primaryKey"] = list(_KEYS[table])
    listed = sorted(files.items())
    return {
        "name": table,
        "title": _TITLES[table],
        "path": [f"{DATA}/{path}" for path, _ in listed],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(one["bytes"] for _, one in listed),
        "rows": sum(one["rows"] for _, one in listed),
        "files": [
            {"path": f"{DATA}/{path}", "bytes": one["bytes"], "hash": f"sha256:{one['sha256']}"}
            for path, one in listed
        ],
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    told = table_field(column)
    heading = told.pop("name")
    told.pop("code", None)
    return {"name": column.code, "title": heading, **told}
