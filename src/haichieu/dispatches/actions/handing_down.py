"""Handing an issued letter of our own down to the units that it is addressed to."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.dispatches.actions.cascading import cascade_obligation
from haichieu.dispatches.actions.own_letters import add_fact
from haichieu.dispatches.errors import BadLetter
from haichieu.dispatches.models import Cascade, OwnLetter
from haichieu.dispatches.queries.own_letters import addressed_units
from haichieu.text.dates import format_date
from haichieu.units.models import Person
from haichieu.units.queries import require


@transaction.atomic
def hand_letter_down(*, by: Person, letter: OwnLetter, at: datetime) -> list[Cascade]:
    """Hand every obligation of an issued letter that nobody has handed down yet to the letter's addressees.

    Raises :class:`BadLetter` before the letter is issued, where nothing or nobody is left, and where
    the day of a duty has passed: that one needs a new day.
    """
    letter = (
        OwnLetter.objects.select_for_update(of=("self",))
        .select_related("unit", "issued_as")
        .get(pk=letter.pk)
    )
    require(by, "cascade", letter.unit_id, on=localdate(at))
    if letter.issued_as is None:
        raise BadLetter("Hãy ký và ban hành văn bản trước khi giao xuống đơn vị.")
    units = addressed_units(letter, on=localdate(at))
    duties = letter.issued_as.obligations.filter(
        removed_at=None, done_at=None, outside_at=None, cascades=None
    ).order_by("pk")
    if not units or not duties:
        raise BadLetter("Không còn việc nào chưa giao, hoặc nơi nhận không còn đơn vị nào.")
    passed = [duty.due_on for duty in duties if duty.due_on is not None and duty.due_on < localdate(at)]
    if passed:
        raise BadLetter(
            f"Hạn trong văn bản đã qua ngày {format_date(min(passed))}; hãy mở văn bản đã ban hành, "
            "bấm Giao xuống và đặt hạn mới cho đơn vị."
        )
    made = [
        cascade_obligation(by=by, obligation=duty, giver=letter.unit, lead=units, due_on=duty.due_on, at=at)
        for duty in duties
    ]
    add_fact(letter, "handed_down", by=by, at=at, note=f"{len(made)} việc, {len(units)} đơn vị")
    return made
