"""Questions about assignments: what units were given, what they gave, and the ledger of each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from haichieu.base.sets import numbers
from haichieu.dispatches.models import Assignment, AssignmentFact, ReceiptLink
from haichieu.dispatches.queries.day_end import DayEnd
from haichieu.dispatches.queries.waiting import waits_for_lower_units
from haichieu.dispatches.rules import OPEN_STATES, LedgerFact, Standing, standing
from haichieu.text.folding import fold

_HEAVY = (
    "obligation__search",
    "obligation__actors",
    "obligation__schedule",
    "obligation__dispatch__text",
    "obligation__dispatch__search",
)

_SOON = timedelta(days=7)


def late_on(on: date) -> Q:
    """Assignments late on a day, or late when they were finished: ``rules.is_late`` in the database's words."""
    is_open = Q(state__in=OPEN_STATES, due_on__lt=on)
    return is_open | finished_late()


def late_now(on: date) -> Q:
    """Those of :func:`late_on` that are not done."""
    submitted = Q(state=Assignment.State.SUBMITTED, submitted_at__gte=DayEnd(F("due_on")))
    return Q(state__in=OPEN_STATES, due_on__lt=on) | submitted


def finished_late() -> Q:
    """Assignments submitted, or done without submission, after their day."""
    finished = Q(state__in=(Assignment.State.SUBMITTED, Assignment.State.DONE))
    day = Q(submitted_at__gte=DayEnd(F("due_on"))) | Q(submitted_at=None, done_at__gte=DayEnd(F("due_on")))
    return finished & Q(due_on__isnull=False) & day


def _narrowed(found: QuerySet[Assignment], state: str, on: date | None, search: str) -> QuerySet[Assignment]:
    for word in fold(search).split():
        found = found.filter(
            Q(obligation__search__contains=word) | Q(obligation__dispatch__search__contains=word)
        )
    if state in Assignment.State.values:
        return found.filter(state=state)
    if state == "open":
        return found.filter(state__in=OPEN_STATES)
    if on is not None and state == "late":
        return found.filter(late_now(on))
    if on is not None and state == "soon":
        return found.filter(state__in=OPEN_STATES, due_on__gte=on, due_on__lte=on + _SOON)
    return found


def assignments_of(
    *, units: Collection[int], state: str = "", on: date | None = None, search: str = ""
) -> QuerySet[Assignment]:
    """What these units were given, the most pressing first.

    ``state`` is one of the table's, or open (to be done by the unit itself), units (passed on, and waiting for the
    units below), late, soon (of what is open; these two need ``on``), or empty for all.
    """
    found = Assignment.objects.filter(unit__one_of=numbers(units)).select_related(
        "obligation__dispatch", "unit", "giver"
    )
    if state in ("open", "units", "late", "soon"):
        found = found.filter(waits_for_lower_units() if state == "units" else ~Q(waits_for_lower_units()))
        # What a unit has submitted late waits for another and presses the unit no more.
        found = found.filter(state__in=OPEN_STATES)
    return _narrowed(found.defer(*_HEAVY), state, on, search).order_by(F("due_on").asc(nulls_last=True), "id")


def given_assignments(
    *, units: Collection[int], state: str = "", on: date | None = None, search: str = ""
) -> QuerySet[Assignment]:
    """What these units gave others, the most pressing first; narrowed as :func:`assignments_of`."""
    found = Assignment.objects.filter(giver__one_of=numbers(units)).select_related(
        "obligation__dispatch", "unit", "giver"
    )
    return _narrowed(found.defer(*_HEAVY), state, on, search).order_by(F("due_on").asc(nulls_last=True), "id")


def unseen(*, units: Collection[int]) -> QuerySet[Assignment]:
    """What these units gave and nobody of the receiving unit has opened or acknowledged, the oldest first."""
    found = Assignment.objects.filter(giver__one_of=numbers(units), state=Assignment.State.SENT)
    return found.select_related("obligation", "unit").defer(*_HEAVY[:3]).order_by("sent_at", "id")


@dataclass(frozen=True, slots=True)
class GivenCounts:
    """How much of what units were given they have to do themselves."""

    open: int
    late: int
    #: due within seven days
    soon: int


def count_given(found: QuerySet[Assignment], *, on: date) -> GivenCounts:
    """The counts of open assignments on a day, in one question."""
    week = Q(due_on__gte=on, due_on__lte=on + _SOON)
    counted = found.order_by().aggregate(
        open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)), soon=Count("pk", filter=week)
    )
    return GivenCounts(**counted)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One fact of a ledger, as it is shown."""

    fact: AssignmentFact
    #: it was taken back by a later line
    is_undone: bool


def ledger(assignment: Assignment) -> list[LedgerLine]:
    """The whole ledger of an assignment, oldest first, with what was taken back."""
    facts = list(assignment.facts.order_by("id"))
    undone = {fact.undoes_id for fact in facts}
    return [LedgerLine(fact, fact.pk in undone) for fact in facts]


def standing_of(assignment: Assignment) -> Standing:
    """How an assignment stands, from its columns: what its facts come to."""
    return Standing(
        state=assignment.state,
        due_on=assignment.due_on,
        sent_at=assignment.sent_at,
        seen_at=assignment.seen_at,
        accepted_at=assignment.accepted_at,
        submitted_at=assignment.submitted_at,
        done_at=assignment.done_at,
        last_fact_at=assignment.last_fact_at,
        version=assignment.version,
    )


def folded(assignment: Assignment) -> Standing:
    """How an assignment stands, from its facts: the slow way that checks the columns."""
    rows = assignment.facts.order_by("id").values_list("verb", "at", "pk", "due_on", "undoes_id")
    return standing([LedgerFact(*row) for row in rows])


def waiting_for_link(link: ReceiptLink) -> QuerySet[Assignment]:
    """What a receipt link may show: what its unit was sent and has not acknowledged, the most pressing first."""
    waiting = (Assignment.State.SENT, Assignment.State.SEEN)
    found = Assignment.objects.filter(unit=link.unit_id, state__in=waiting)
    return (
        found.select_related("obligation__dispatch", "giver")
        .defer(*_HEAVY)
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


def receipt_links(*, units: Collection[int]) -> QuerySet[ReceiptLink]:
    """The receipt links of these units, the newest first."""
    return (
        ReceiptLink.objects.filter(unit__one_of=numbers(units))
        .select_related("person", "unit")
        .order_by("-made_at")
    )
