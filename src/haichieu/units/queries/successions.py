"""In whom units went on that are no more."""

from collections.abc import Mapping
from datetime import date

from haichieu.base.sets import Numbers
from haichieu.units.models import UnitSuccession
from haichieu.units.rules import Succession, last_successors


def went_to(last_days: Mapping[int, date]) -> dict[int, list[int]]:
    """Unit → the units that the decision names which ended it; ``last_days`` are those of the units asked for."""
    rows = UnitSuccession.objects.filter(predecessor__one_of=Numbers(last_days), successor__isnull=False)
    told = rows.order_by("change__on", "pk").values_list(
        "change_id", "change__on", "predecessor_id", "successor_id"
    )
    return last_successors((Succession(*row) for row in told), last_days)
