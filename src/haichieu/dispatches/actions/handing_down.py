"""That a letter of our own was handed down, in its history."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.dispatches.actions.own_letters import add_fact
from haichieu.dispatches.models import Dispatch, OwnLetter
from haichieu.units.models import Person
from haichieu.units.queries import require


@transaction.atomic
def note_handed_down(*, by: Person, dispatch: Dispatch, duties: int, units: int, at: datetime) -> None:
    """Say in the history of a letter of our own how much of it was handed down; a letter of others has none."""
    letter = OwnLetter.objects.select_for_update(of=("self",)).filter(issued_as=dispatch).first()
    if letter is None:
        return
    require(by, "cascade", letter.unit_id, on=localdate(at))
    add_fact(letter, "handed_down", by=by, at=at, note=f"{duties} việc, {units} đơn vị")
