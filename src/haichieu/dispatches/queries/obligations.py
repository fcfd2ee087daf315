"""Questions about obligations, what happened to them, and limits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from haichieu.base.sets import numbers
from haichieu.dispatches.models import Dispatch, MeasuredLimit, Obligation, ObligationFact
from haichieu.dispatches.queries.waiting import finished_by_units, waits_for_units
from haichieu.dispatches.rules import Duty
from haichieu.dispatches.rules.limits import is_for_each_channel
from haichieu.text.folding import fold


def duties_in_force(dispatch: Dispatch) -> list[Duty]:
    """The open obligations that came of this letter's readings (not those added by hand, nor finished ones)."""
    rows = dispatch.obligations.filter(removed_at=None, done_at=None).exclude(source_key="").order_by("id")
    return [
        Duty(
            key=row.source_key,
            kind=row.kind,
            text=row.text,
            start=row.start or 0,
            end=row.end or 0,
            actors=tuple(row.actors),
            report_to=row.report_to,
            deadline_text=row.deadline_text,
            deadline_reason=row.deadline_reason,
            due_on=row.due_on,
            review_on=row.review_on,
            boundary=None,
            take=True,
            owner=row.owner_id,
            schedule=row.schedule,
        )
        for row in rows
    ]


def finished_keys(dispatch: Dispatch) -> frozenset[str]:
    """Keys of this letter's duties that were reported done; a correction leaves them alone."""
    return frozenset(dispatch.obligations.exclude(done_at=None).values_list("source_key", flat=True))


def in_force(*, units: Collection[int]) -> QuerySet[Obligation]:
    """Obligations that these units own and that were not taken back, the most pressing first."""
    return (
        Obligation.objects.filter(owner__one_of=numbers(units), removed_at=None)
        .select_related("dispatch", "owner")
        .defer("dispatch__text")
        .annotate(day=Coalesce("due_on", "review_on"))
        .order_by(F("done_at").asc(nulls_first=True), "day", "id")
    )


def obligations(
    *, units: Collection[int], on: date, search: str = "", state: str = ""
) -> QuerySet[Obligation]:
    """Obligations in force, narrowed to a state of the day ``on``: open, late, soon, standing, units, finished or done.

    Late, soon and standing are those that the owner has to see to itself; what other units lead and have not finished
    stands under ``units``, what they have all finished under ``finished``, for the owner to close. Those that the
    office carries out outside the program stand under the state ``outside`` alone.
    """
    found = searched(units=units, search=search).filter(outside_at__isnull=state != "outside")
    narrowed = _states_on(on, waits=Q(waits_for_units()), finished=finished_by_units())
    return found.filter(narrowed[state]) if state in narrowed else found


def searched(*, units: Collection[int], search: str) -> QuerySet[Obligation]:
    """Obligations in force in which every word stands, with or without diacritics."""
    found = in_force(units=units)
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    return found


def _states_on(on: date, *, waits: Q, finished: Q) -> dict[str, Q]:
    """What narrows obligations to each state of a day."""
    is_open = Q(done_at=None)
    own = is_open & ~waits & ~finished
    return {
        "open": is_open,
        "late": Q(due_on__lt=on) & own,
        "soon": Q(due_on__gte=on, due_on__lte=on + timedelta(days=7)) & own,
        "standing": Q(due_on=None) & own,
        "units": is_open & waits,
        "finished": is_open & finished,
        "done": Q(done_at__isnull=False),
    }


@dataclass(frozen=True, slots=True)
class ObligationCounts:
    """How many obligations stand in which state on one day."""

    #: all that were not taken back
    total: int
    #: reported done
    done: int
    #: done by the end of the due day
    done_on_time: int
    #: for the owner itself to see to: past the due day, due within seven days, without a due day
    late: int
    soon: int
    standing: int
    #: waiting for units; of these past the owner's own due day
    units: int
    units_late: int
    #: finished by every unit that leads it, not yet closed by the owner
    finished: int
    #: carried out outside the program, and in no other figure
    outside: int

    @property
    def open(self) -> int:
        """Not yet reported done."""
        return self.total - self.done


def count_obligations(found: QuerySet[Obligation], *, on: date) -> ObligationCounts:
    """Count a set of obligations by state, in one query."""
    # Once for each obligation, not once for each figure.
    rows = found.order_by().alias(
        waits=waits_for_units(), at_end=Case(When(finished_by_units(), True), default=False)
    )
    states = _states_on(on, waits=Q(waits=True), finished=Q(at_end=True))
    in_time = Q(due_on=None) | Q(done_at__date__lte=F("due_on"))
    narrowed = states | {
        "total": Q(),
        "done_on_time": states["done"] & in_time,
        "units_late": states["units"] & Q(due_on__lt=on),
    }
    del narrowed["open"]
    inside = Q(outside_at=None)
    counts = {name: Count("id", filter=inside & state) for name, state in narrowed.items()}
    return ObligationCounts(**rows.aggregate(outside=Count("id", filter=~inside), **counts))


def obligations_of_window(*, units: Collection[int], first: date, last: date) -> QuerySet[Obligation]:
    """Obligations that were in force in a window: created by its end, and not finished before it began."""
    return in_force(units=units).filter(
        Q(outside_at=None), Q(done_at=None) | Q(done_at__date__gte=first), created_at__date__lte=last
    )


def measured_limits(*, units: Collection[int]) -> QuerySet[MeasuredLimit]:
    """Limits in force on these units, the strictest first."""
    return (
        MeasuredLimit.objects.filter(unit__one_of=numbers(units), removed_at=None)
        .select_related("dispatch", "unit")
        .defer("dispatch__text")
        .annotate(share=F("numerator") * 1.0 / F("denominator"))
        .order_by("share", "id")
    )


def limits_on_each_channel(rows: Iterable[MeasuredLimit]) -> frozenset[int]:
    """Those of these limits that their letters lay on each channel by itself, in one question."""
    by_letter: dict[int, list[MeasuredLimit]] = {}
    for row in rows:
        by_letter.setdefault(row.dispatch_id, []).append(row)
    texts = Dispatch.objects.filter(pk__in=by_letter).values_list("pk", "text")
    return frozenset(
        row.pk for pk, text in texts for row in by_letter[pk] if is_for_each_channel(text, row.text)
    )


def started_ids(ids: Collection[int], *, by: date) -> frozenset[int]:
    """Those of these obligations on which progress was shown by the end of a day."""
    facts = ObligationFact.objects.filter(obligation__in=ids, verb="evidence", at__date__lte=by)
    return frozenset(facts.values_list("obligation_id", flat=True))
