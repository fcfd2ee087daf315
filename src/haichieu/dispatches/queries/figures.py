"""Which assignments a figure counts, in the database's words: ``rules.figures`` over rows and over kept counts."""

from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When

from haichieu.dispatches.models import Assignment
from haichieu.dispatches.queries.day_end import DayEnd
from haichieu.dispatches.rules import OPEN_STATES, SIGN_ORDER, Counts, Figure, Sign

SOON = timedelta(days=7)
_State = Assignment.State
# A unit that acknowledged by telephone, returned the work and got more time is not silent.
_SILENT = Q(state=_State.SENT, accepted_at=None)
_WORK = Q(state__in=OPEN_STATES) & ~Q(part=Assignment.Part.COPY)
_FINISHED = Q(state__in=(_State.SUBMITTED, _State.DONE))
_AFTER_DAY = Q(submitted_at__gte=DayEnd(F("due_on"))) | Q(submitted_at=None, done_at__gte=DayEnd(F("due_on")))
_LATE_THEN = _FINISHED & Q(due_on__isnull=False) & _AFTER_DAY


def counted_by(figure: str, on: date) -> Q:
    """The assignments that a figure of the day ``on`` counts."""
    overdue = _WORK & Q(due_on__lt=on)
    found = {
        Figure.SENT: Q(),
        Figure.SILENT: _SILENT,
        Figure.SEEN: Q(seen_at__isnull=False),
        Figure.REACHED: ~_SILENT,
        Figure.ACCEPTED: Q(accepted_at__isnull=False),
        Figure.RETURNED: Q(state=_State.RETURNED),
        Figure.SUBMITTED: Q(state=_State.SUBMITTED),
        Figure.DONE: Q(state=_State.DONE),
        Figure.OVERDUE: overdue,
        Figure.LATE: overdue | _LATE_THEN,
        Figure.SOON: _WORK & Q(due_on__gte=on, due_on__lte=on + SOON),
        Figure.ON_TIME: _FINISHED & (Q(due_on=None) | ~_AFTER_DAY),
    }
    return ~Q(state=_State.WITHDRAWN) & found[Figure(figure)]


def live_columns(on: date) -> dict[str, Count]:
    """Every number of :class:`Counts` over assignments that were not withdrawn."""
    names = ("silent", "seen", "accepted", "returned", "submitted", "done", "overdue", "soon")
    columns = {f"n_{name}": Count("pk", filter=counted_by(name, on)) for name in names}
    columns["n_sent"] = Count("pk")
    columns["n_finished_late"] = Count("pk", filter=_LATE_THEN)
    columns["n_open"] = Count("pk", filter=_WORK)
    return columns


def kept_columns(on: date) -> dict[str, Sum]:
    """The same over the kept counts."""
    names = ("sent", "silent", "seen", "accepted", "returned", "submitted", "done", "finished_late", "open")
    columns = {f"n_{name}": Sum(name) for name in names}
    columns["n_overdue"] = Sum("open", filter=Q(due_on__lt=on), default=0)
    columns["n_soon"] = Sum("open", filter=Q(due_on__gte=on, due_on__lte=on + SOON), default=0)
    return columns


def counts_of(row: dict[str, int]) -> Counts:
    """The counts that a row of such columns holds."""
    return Counts(**{name: row[f"n_{name}"] for name in Counts.__dataclass_fields__})


def pressing(on: date) -> Case:
    """How pressing one assignment is: its place in ``SIGN_ORDER``."""
    rank = {sign: Value(place) for place, sign in enumerate(SIGN_ORDER)}
    return Case(
        When(_WORK & Q(due_on__lt=on), then=rank[Sign.OVERDUE]),
        When(state=_State.RETURNED, then=rank[Sign.RETURNED]),
        When(_SILENT, then=rank[Sign.SILENT]),
        When(state=_State.SUBMITTED, then=rank[Sign.SUBMITTED]),
        When(state=_State.WITHDRAWN, then=rank[Sign.NONE]),
        When(_LATE_THEN, then=rank[Sign.DONE_LATE]),
        When(state=_State.DONE, then=rank[Sign.DONE]),
        default=rank[Sign.OPEN],
        output_field=IntegerField(),
    )
