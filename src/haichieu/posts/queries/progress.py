"""How far a run of labelling has come, without showing any score."""

from dataclasses import dataclass

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Audit, Verdict
from haichieu.posts.queries.audits import verdicts
from haichieu.posts.rules import FrameItem, Label, PostAudit, text_digest
from haichieu.posts.runs import run_of


@dataclass(frozen=True, slots=True)
class AuditState:
    """One run as a page shows it."""

    #: posts read, and posts in the list
    read: int
    total: int
    #: below, above or undecided
    decision: str
    #: expected number of further labels; None when decided or unknown
    expected_more: int | None
    #: share of the way to a decision, 0 to 1, for a bar
    progress: float
    #: the post to read next; None when the run is closed or every post was read
    item: PublishedItem | None
    #: whether its words are no longer those that were frozen; it then counts as unreadable
    is_edited: bool
    #: the verdict given last, which can be taken back
    last: Verdict | None

    @property
    def decided(self) -> bool:
        """Whether enough posts were read to say below or above."""
        return self.decision != "undecided"


def label_of(verdict: Verdict) -> Label:
    """A stored verdict as the audit counts it."""
    readable = verdict.tone != ""
    negative = verdict.tone == "negative" if readable else None
    return Label(str(verdict.item_id), negative=negative, advisory=verdict.advisory, tone=verdict.tone)


def post_audit(audit: Audit) -> PostAudit:
    """The run itself, brought up to its stored verdicts."""
    return run_of(audit, [label_of(verdict) for verdict in verdicts(audit)])


def edited_since(frozen: FrameItem, item: PublishedItem) -> bool:
    """Whether a post's title or lead was changed after it was frozen into a list."""
    return text_digest(item.title, item.lead) != frozen.digest


def audit_state(audit: Audit) -> AuditState:
    """How far the run has come and which post comes next."""
    run = post_audit(audit)
    state = run.audit.state
    decided = state.decision.value != "undecided"
    item, is_edited = None, False
    if audit.closed_at is None and not decided and not run.audit.finished:
        drawn = run.next_item()
        item = PublishedItem.objects.select_related("channel").get(pk=int(drawn.id))
        is_edited = edited_since(drawn, item)
    last = audit.verdicts.filter(undone_at=None).select_related("item").order_by("-step").first()
    more = None if decided else run.audit.expected_more()
    return AuditState(
        read=state.labels,
        total=state.total,
        decision=state.decision.value,
        expected_more=more,
        progress=1.0
        if decided
        else state.labels / max(1, state.labels + (more or state.total - state.labels)),
        item=item,
        is_edited=is_edited,
        last=last,
    )
