"""The five seeds: what asks too much can get no obligation, no unit, no reminder and no order, whatever is tried."""

from datetime import timedelta

import pytest

from haichieu.dispatches.actions import (
    Confirmation,
    add_dispatch,
    add_obligation,
    cascade_obligation,
    confirm_reading,
    remind_assignment,
    write_order,
)
from haichieu.dispatches.errors import BoundaryTouched
from haichieu.dispatches.models import Assignment, Cascade
from haichieu.dispatches.queries import current_reading
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, Duty, proposed_duties
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation
from tests.shared_data import DATA, needs_data

pytestmark = [pytest.mark.django_db, needs_data, pytest.mark.needs_data]
SEEDS = sorted((DATA / "seeds").glob("*.txt"))
SOON = TODAY + timedelta(days=10)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_marked_paragraph_of_a_seed_goes_no_further(cast: Cast, path) -> None:
    letter, _ = add_dispatch(
        by=cast.minh, unit=cast.federation, file_name="seed.txt", data=path.read_bytes(), at=NOW
    )
    reading = current_reading(letter)
    assert reading is not None
    duties = proposed_duties(reading.values, known_on=TODAY)
    marked = [duty for duty in duties if duty.boundary is not None]
    everything = [
        Duty(
            **{name: getattr(duty, name) for name in Duty.__slots__} | {"take": True, "owner": letter.unit_id}
        )
        for duty in duties
    ]
    fields = {name: reading.values.get(name) for name in (*LETTER_FIELDS, *LIST_FIELDS)}
    fields["subject"] = fields["subject"] or "Văn bản mẫu"
    wish = Confirmation(fields=fields, duties=everything, limits=frozenset())
    confirm_reading(by=cast.minh, dispatch=letter, confirmation=wish, expected_version=1, at=NOW)
    letter.refresh_from_db()
    taken = set(letter.obligations.values_list("source_key", flat=True))
    assert taken.isdisjoint(duty.key for duty in marked)
    for duty in marked:
        _goes_nowhere(cast, letter, duty.text)
    assert not Cascade.objects.exists()


def _goes_nowhere(cast: Cast, letter, text: str) -> None:
    days = {"due_on": SOON, "review_on": None, "at": NOW}
    slipped_in = make_obligation(dispatch=letter, text=text, due_on=SOON)
    other = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=SOON)
    wish = {"by": cast.minh, "giver": cast.federation, "lead": [cast.hoa_union.pk], "at": NOW}
    held = make_assignment(obligation=other, unit=cast.son_union)
    Cascade.objects.all()
    for attempt in (
        lambda: cascade_obligation(obligation=slipped_in, **wish),
        lambda: cascade_obligation(obligation=other, note=text, **wish),
        lambda: add_obligation(by=cast.minh, dispatch=letter, text=text, owner=cast.hoa_union, **days),
        lambda: write_order(by=cast.minh, unit=cast.federation, text=text, heard_from="Cấp trên", **days),
        lambda: remind_assignment(by=cast.minh, assignment=held, note=text, at=NOW),
    ):
        with pytest.raises(BoundaryTouched):
            attempt()
    assert not Assignment.objects.filter(obligation=slipped_in).exists()
    held.facts.all().delete()
    cascade = held.cascade
    held.delete()
    cascade.delete()
