"""Take in the lists of Vietnamese administrative units, old and new."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from haichieu.base.actions import record
from haichieu.text.folding import fold
from haichieu.units.models import Person, Place, PlaceSuccession
from haichieu.units.queries import actor_ref
from haichieu.units.rules import PlaceList, WentTo

_AT_ONCE = 1_000


@transaction.atomic
def load_places(
    *,
    by: Person | None,
    listed: PlaceList,
    source: str,
    agreeing: Collection[WentTo] = (),
    second: str = "",
    at: datetime,
) -> int:
    """Put the lists in place of those held before; returns how many places there are now.

    ``agreeing`` are the steps from old to new that the list named ``second`` has too.
    """
    PlaceSuccession.objects.all().delete()
    Place.objects.all().delete()
    made: dict[str, Place] = {}
    for level in (1, 2, 3):
        rows = [row for row in listed.places if row.level == level]
        for row in rows:
            above = made.get(row.above)
            names = f"{row.name} {above.name if above else ''} {above.parent.name if above and above.parent else ''}"
            made[row.key] = Place(
                code=row.code,
                level=level,
                name=row.name,
                kind=row.kind,
                parent=above,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                search=fold(names)[:300],
                source=source,
            )
        Place.objects.bulk_create([made[row.key] for row in rows], batch_size=_AT_ONCE)
    PlaceSuccession.objects.bulk_create(
        [
            PlaceSuccession(
                old=made[one.old],
                new=made[one.new],
                is_whole=one.is_whole,
                checked_by=second if one in agreeing else "",
            )
            for one in listed.went
        ],
        batch_size=_AT_ONCE,
    )
    after = {"places": len(made), "successions": len(listed.went), "source": source, "second": second}
    record(by=actor_ref(by), verb="load_places", kind="place", ref="all", after=after, at=at)
    return len(made)
