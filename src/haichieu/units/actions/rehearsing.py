"""A change of the tree told before it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from haichieu.units.models import UnitChange
from haichieu.units.queries import holders_count, tell_changes, term_names, tree


@dataclass(frozen=True, slots=True)
class Ending:
    """A unit that is no more once the change holds."""

    unit: int
    name: str
    #: names of who goes on with its work, and who keeps its records; empty where there is nobody
    heir: str
    keeper: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change would do."""

    #: what will be true from which day
    sentence: str
    kind: str
    endings: tuple[Ending, ...]
    #: people with a role on the units that end
    people: int


def rehearse(deed: Callable[[], UnitChange]) -> Rehearsal:
    """Make the change, read what it says and what ends by it, and take it back at once.

    Raises what the change itself would raise.
    """
    with transaction.atomic():
        change = deed()
        endings = _endings(change)
        told = Rehearsal(
            tell_changes([change])[0].sentence,
            change.kind,
            endings,
            holders_count(units=[one.unit for one in endings], on=change.on - timedelta(days=1)),
        )
        transaction.set_rollback(True)
    return told


def _endings(change: UnitChange) -> tuple[Ending, ...]:
    rows = change.successions.order_by("pk").values_list("predecessor_id", "successor_id")
    day_tree = tree(on=change.on)
    before = dict.fromkeys(pk for pk, _ in rows if pk is not None and pk not in day_tree.nodes)
    names = term_names(before, on=change.on)
    ended = []
    for pk in before:
        heir, keeper = day_tree.heirs.get(pk), day_tree.keepers.get(pk)
        ended.append(
            Ending(pk, names[pk], *(day_tree.nodes[one].name if one else "" for one in (heir, keeper)))
        )
    return tuple(ended)
