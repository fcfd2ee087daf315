"""How far work has come that units have: the kept counts and the assignments say the same."""

from datetime import timedelta

import pytest

from haichieu.dispatches.actions import rebuild_tallies
from haichieu.dispatches.models import Assignment
from haichieu.dispatches.queries import at_units, in_force, overdue_at_units
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db


def test_kept_counts_say_what_the_assignments_say(cast: Cast) -> None:
    duty = make_obligation(
        dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=TODAY - timedelta(days=1)
    )
    below = make_unit(parent=cast.hoa_union)
    hers = make_assignment(obligation=duty, unit=cast.hoa_union)
    make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=hers)
    make_assignment(obligation=duty, unit=cast.son_union, part="copy")
    Assignment.objects.filter(pk=hers.pk).update(state="done", submitted_at=NOW, done_at=NOW)
    units, day_tree = frozenset({cast.federation.pk}), tree(on=TODAY)

    def asked() -> tuple[object, int]:
        found = in_force(units=units)
        return at_units([duty.pk], tree=day_tree, on=TODAY), overdue_at_units(found, tree=day_tree, on=TODAY)

    live = asked()
    rebuild_tallies(at=NOW)
    kept = asked()
    assert live == kept
    held, late = kept[0][duty.pk], kept[1]  # type: ignore[index]
    assert (held.counts.done, held.counts.work, held.counts.sent, late) == (1, 2, 3, 1)
    assert held.is_finished and not held.waits, "who leads it has finished, whatever it passed on"
