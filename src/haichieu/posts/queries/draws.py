"""The posts that a run has drawn up to its next plan, and who may read which of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Max

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Audit, Settling, Verdict
from haichieu.posts.queries.audits import verdicts
from haichieu.posts.rules import FrameItem, Label, PostAudit, differ, join_readings, text_digest
from haichieu.posts.runs import run_of
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref

#: Slot of the person who settles where two readers differ.
THIRD = 3


@dataclass(frozen=True, slots=True)
class Draw:
    """One post that is due, with what was said of it so far. Nothing of this is shown to a reader."""

    step: int
    frozen: FrameItem
    given: tuple[Verdict, ...]

    @property
    def item_id(self) -> int:
        """The post."""
        return int(self.frozen.id)

    def was_read_by(self, ref: str) -> bool:
        """Whether a person has read it."""
        return any(verdict.by == ref for verdict in self.given)

    def due_slot(self, audit: Audit) -> int | None:
        """The place that the next verdict takes; None where none is wanted."""
        taken = {verdict.slot for verdict in self.given}
        free = next((slot for slot in range(1, audit.readers + 1) if slot not in taken), None)
        if free is not None:
            return free
        asks_third = (
            audit.readers == 2
            and audit.settling == Settling.THIRD
            and THIRD not in taken
            and differ(*(label_of(verdict) for verdict in self.given[:2]))
        )
        return THIRD if asks_third else None


@dataclass(frozen=True)
class RunState:
    """A run brought up to its verdicts, with the posts that are due."""

    audit: Audit
    run: PostAudit
    rows: Sequence[Verdict]
    draws: tuple[Draw, ...]
    _items: dict[int, PublishedItem] = field(default_factory=dict)

    @property
    def decided(self) -> bool:
        """Whether enough posts were read to say below or above."""
        return self.run.audit.decision.value != "undecided"

    def item(self, draw: Draw) -> PublishedItem:
        """The post of a draw as it stands now."""
        if draw.item_id not in self._items:
            self._items[draw.item_id] = PublishedItem.objects.select_related("channel").get(pk=draw.item_id)
        return self._items[draw.item_id]

    def load(self, draws: Sequence[Draw]) -> None:
        """Fetch the posts of these draws together."""
        wanted = [draw.item_id for draw in draws if draw.item_id not in self._items]
        self._items.update(PublishedItem.objects.select_related("channel").in_bulk(wanted))

    def is_edited(self, draw: Draw) -> bool:
        """Whether its words are no longer those that were frozen."""
        return edited_since(draw.frozen, self.item(draw))

    def open_to(self, person: Person | None) -> list[Draw]:
        """Draws that wait for a verdict which this person may give; for None, which anybody may.

        People who read at the same time begin at different draws, so that they seldom meet.
        """
        if self.audit.closed_at is not None or self.decided:
            return []
        ref = None if person is None else actor_ref(person)
        draws = list(self.draws)
        if ref is not None and draws:
            met = list(dict.fromkeys(row.by for row in sorted(self.rows, key=lambda row: row.pk)))
            # Counted among all draws, not among those left: what others read does not move the post shown.
            place = (met.index(ref) if ref in met else len(met)) // self.audit.readers % len(draws)
            draws = draws[place:] + draws[:place]
        return [
            draw
            for draw in draws
            if draw.due_slot(self.audit) is not None and (ref is None or not draw.was_read_by(ref))
        ]


def run_state(audit: Audit) -> RunState:
    """The run after the verdicts in force. One query, and the list itself where it is not kept in memory."""
    rows = verdicts(audit)
    given = {step: tuple(same) for step, same in groupby(rows, key=lambda row: row.step)}
    labels: list[Label] = []
    while (label := settled(audit, given.get(len(labels) + 1, ()))) is not None:
        labels.append(label)
    run = run_of(audit, labels)
    draws = tuple(
        Draw(step, frozen, given.get(step, ()))
        for step, frozen in enumerate(run.upcoming(), start=len(labels) + 1)
    )
    return RunState(audit, run, rows, draws)


def settled(audit: Audit, given: Sequence[Verdict]) -> Label | None:
    """The label that the verdicts on one draw make; None while one is missing."""
    labels = {verdict.slot: label_of(verdict) for verdict in given}
    if not all(slot in labels for slot in range(1, audit.readers + 1)):
        return None
    if audit.readers == 1:
        return labels[1]
    two = [labels[1], labels[2]]
    if audit.settling != Settling.THIRD or not differ(*two):
        return join_readings(two)
    return join_readings([*two, labels[THIRD]]) if THIRD in labels else None


def label_of(verdict: Verdict) -> Label:
    """A stored verdict as the audit counts it."""
    readable = verdict.tone != ""
    negative = verdict.tone == "negative" if readable else None
    return Label(str(verdict.item_id), negative=negative, advisory=verdict.advisory, tone=str(verdict.tone))


def edited_since(frozen: FrameItem, item: PublishedItem) -> bool:
    """Whether a post's title or lead was changed after it was frozen into a list."""
    return text_digest(item.title, item.lead) != frozen.digest


def undoable(audit: Audit, person: Person, state: RunState | None = None) -> Verdict | None:
    """The verdict given last by this person, where nothing rests on it.

    Something does once a draw that came after its plan was read by anybody, be it taken back since, or a third person
    has settled it: reading on by another plan after taking labels back would choose among paths of the audit.
    """
    state = state or run_state(audit)
    newest = audit.verdicts.aggregate(furthest=Max("step"))["furthest"] or 0
    since = max((plan.since for plan in state.run.audit.plans if plan.since < newest), default=0)
    own = [row for row in state.rows if row.by == actor_ref(person)]
    last = max(own, key=lambda row: row.pk, default=None)
    if last is None or last.step <= since:
        return None
    is_settled = any(row.step == last.step and row.slot == THIRD for row in state.rows)
    return None if is_settled and last.slot != THIRD else last
