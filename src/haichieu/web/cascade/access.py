"""Which assignments the signed-in person may open; anything else does not exist for them."""

from django.http import Http404, HttpRequest

from haichieu.dispatches.models import Assignment
from haichieu.units.errors import NotAllowed
from haichieu.units.queries import holds_role
from haichieu.web.dispatches.access import LARGEST_PK
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today


def assignment_or_404(request: HttpRequest, pk: int) -> Assignment:
    """An assignment of an open unit, or one that an open unit gave."""
    if pk > LARGEST_PK:
        raise Http404
    row = (
        Assignment.objects.filter(pk=pk)
        .select_related("obligation__dispatch", "unit", "giver", "passed_from")
        .defer("obligation__search", "obligation__dispatch__text", "obligation__dispatch__search")
        .first()
    )
    if row is None or not {row.unit_id, row.giver_id} & open_units(request):
        raise Http404
    return row


def require_own(request: HttpRequest, assignment: Assignment, verb: str) -> None:
    """Only the unit's own staff goes on; a role on a unit above is not enough."""
    if not holds_role(person_of(request), assignment.unit_id, today(), verb):
        raise NotAllowed("Chỉ cán bộ của đơn vị được giao mới làm bước này.")


def is_own(request: HttpRequest, assignment: Assignment) -> bool:
    """Whether the person answers for the unit that was given the work."""
    return holds_role(person_of(request), assignment.unit_id, today(), "answer_assignment")
