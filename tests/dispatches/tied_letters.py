"""Letters that cite one another, as the office keeps them once they were read."""

from collections.abc import Mapping

from haichieu.dispatches.actions.lineage import letter_key, tie_letter
from haichieu.dispatches.models import Dispatch
from haichieu.units.models import Unit
from tests.factories import make_dispatch

PROVINCE = {
    "number": "301",
    "symbol": "LĐLĐ",
    "date": "2026-05-07",
    "issuer": "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN",
}


def tied_letter(unit: Unit, *cited: Mapping[str, str | None], **values: str) -> Dispatch:
    """A letter tied to what it cites."""
    made = make_dispatch(unit=unit, **values)
    made.key = letter_key(made.number, made.symbol)
    made.save()
    tie_letter(made, {"citations": list(cited)})
    return made
