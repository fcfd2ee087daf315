"""How far a run of labelling has come, without showing any score or what another reader said."""

from dataclasses import dataclass

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Audit, Verdict
from haichieu.posts.queries.draws import THIRD, Draw, RunState, run_state, undoable
from haichieu.posts.rules import PostAudit
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref


@dataclass(frozen=True, slots=True)
class AuditState:
    """One run as a page shows it."""

    #: posts whose label counts already, and posts in the list
    read: int
    total: int
    #: below, above or undecided
    decision: str
    #: expected number of further labels; None when decided or unknown. It tells what the labels say: not for readers
    expected_more: int | None
    #: the number of labels that was expected before the first of them, which no label moves
    planned: int | None
    #: how far along `planned` the run is, 0 to 1, for a bar; 1 once decided, never before
    progress: float
    #: the post to read next; None when the run is closed, every post was read, or others must read first
    item: PublishedItem | None
    #: whether its words are no longer those that were frozen; it then counts as unreadable
    is_edited: bool
    #: the verdict given last, which can be taken back
    last: Verdict | None
    #: which draw `item` is, from 1; None without one
    step: int | None = None
    #: whether two readers differ on `item` and this reading settles it
    settles: bool = False
    #: posts that this person may read now, `item` among them
    batch: int = 0
    #: nothing to read now, but there will be once others have read theirs
    waits: bool = False
    #: posts that this person has read
    own: int = 0

    @property
    def decided(self) -> bool:
        """Whether enough posts were read to say below or above."""
        return self.decision != "undecided"


@dataclass(frozen=True, slots=True)
class OpenDraw:
    """A post that a person may read now."""

    step: int
    item: PublishedItem
    is_edited: bool
    settles: bool


def post_audit(audit: Audit) -> PostAudit:
    """The run itself, brought up to its stored verdicts."""
    return run_state(audit).run


def audit_state(audit: Audit) -> AuditState:
    """How far the run has come and which post comes next, whoever reads it."""
    state = run_state(audit)
    return _shown(state, state.open_to(None), max(state.rows, key=_order, default=None), own=0)


def next_to_read(audit: Audit, person: Person) -> AuditState:
    """The same for one person: a post that this person has not read, blind to others, and own work alone to undo."""
    state = run_state(audit)
    own = sum(row.by == actor_ref(person) for row in state.rows)
    return _shown(state, state.open_to(person), undoable(audit, person, state), own=own)


def open_draws(audit: Audit, person: Person) -> list[OpenDraw]:
    """Every post that a person may read now, in the order in which to read them: those up to the run's next plan."""
    state = run_state(audit)
    draws = state.open_to(person)
    state.load(draws)
    return [
        OpenDraw(draw.step, state.item(draw), state.is_edited(draw), draw.due_slot(audit) == THIRD)
        for draw in draws
    ]


def _order(row: Verdict) -> tuple[int, int]:
    return row.step, row.slot


def _shown(state: RunState, draws: list[Draw], last: Verdict | None, *, own: int) -> AuditState:
    audit = state.run.audit
    figures = audit.state
    planned = state.run.planned
    draw = draws[0] if draws else None
    is_open = state.audit.closed_at is None and not state.decided and not audit.finished
    return AuditState(
        read=figures.labels,
        total=figures.total,
        decision=figures.decision.value,
        expected_more=None if state.decided else audit.expected_more(),
        planned=planned,
        progress=1.0 if state.decided else figures.labels / max(planned or figures.total, figures.labels + 1),
        item=state.item(draw) if draw else None,
        is_edited=draw is not None and state.is_edited(draw),
        last=last,
        step=draw.step if draw else None,
        settles=draw is not None and draw.due_slot(state.audit) == THIRD,
        batch=len(draws),
        waits=draw is None and is_open,
        own=own,
    )
