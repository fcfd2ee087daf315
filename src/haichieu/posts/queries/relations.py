"""Which other lists hold the posts of a run's list, and what was done on them: so that no try goes untold."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTransform
from django.utils.timezone import localdate

from haichieu.posts.models import Audit, FrozenFrame
from haichieu.posts.rules import EarlierRun, Frame
from haichieu.posts.rules.records import OPEN
from haichieu.stats.limits import Limit
from haichieu.units.queries import tree
from haichieu.units.rules import Node


@dataclass(frozen=True, slots=True)
class OtherTries:
    """What else was tried on the posts of a run."""

    #: every other run, the one begun first at the head
    runs: tuple[EarlierRun, ...]
    #: lists frozen before the run began on which nobody ever began one
    unstarted: int


def other_tries(audit: Audit, frame: Frame) -> OtherTries:
    """The other runs and the unread lists on the posts of this run's list, of whatever unit and limit.

    Two lists are of the same posts where they share at least half of the posts of the smaller one. Windows and names
    of channels, which never change, rule most lists out; the posts of the others are read one list at a time.
    """
    same = _lists_of_same_posts(audit.frame, frame)
    runs = (
        Audit.objects.filter(frame__frame_hash__in=same)
        .exclude(pk=audit.pk)
        .select_related("frame", "frame__unit")
        .defer("frame__record", "certificate")
        .annotate(
            read=Count("verdicts__step", filter=Q(verdicts__undone_at=None), distinct=True),
            certified=KeyTransform("labels_read", "certificate"),
        )
        .order_by("started_at", "pk")
    )
    begun = Audit.objects.filter(frame__frame_hash__in=same).values("frame__frame_hash")
    waiting = FrozenFrame.objects.filter(frame_hash__in=same, frozen_at__lte=audit.started_at)
    unread = waiting.exclude(frame_hash__in=begun).order_by().values("frame_hash").distinct()
    nodes = tree(on=localdate(audit.started_at)).nodes
    return OtherTries(tuple(_told(run, same, nodes) for run in runs), unread.count())


def _told(run: Audit, limits: Mapping[str, str], nodes: Mapping[int, Node]) -> EarlierRun:
    # A closed run counted the labels up to the first gap; in an open one nobody has counted yet.
    frame, node = run.frame, nodes.get(run.frame.unit_id)
    return EarlierRun(
        frame_hash=frame.frame_hash,
        first=frame.first_day.isoformat(),
        last=frame.last_day.isoformat(),
        run=run.run,
        decision=(run.decision or "undecided") if run.closed_at else OPEN,
        labels_read=run.read if run.closed_at is None else run.certified,
        closed_at=run.closed_at.isoformat() if run.closed_at else None,
        limit=limits[frame.frame_hash],
        unit=node.name if node else frame.unit.code,
        started_at=run.started_at.isoformat(),
    )


def _lists_of_same_posts(row: FrozenFrame, frame: Frame) -> dict[str, str]:
    """Hash and limit in words of every list of the same posts, this one among them."""
    own = {item.id for item in frame.items}
    found = {row.frame_hash: str(frame.limit)}
    for pk, frame_hash in _near(row, frame).items():
        record = FrozenFrame.objects.values_list("record", flat=True).get(pk=pk)
        place = record["columns"].index("id")
        posts = {values[place] for values in record["items"]}
        if 2 * len(own & posts) >= min(len(own), len(posts)):
            found[frame_hash] = str(Limit(**record["limit"]))
    return found


def _near(row: FrozenFrame, frame: Frame) -> dict[int, str]:
    """Key and hash of other lists whose windows overlap and that may hold a channel of this one, each hash once."""
    channels = {item.channel for item in frame.items}
    near = FrozenFrame.objects.filter(first_day__lte=row.last_day, last_day__gte=row.first_day)
    found: dict[str, int] = {}
    for pk, frame_hash, filters in near.order_by("pk").values_list("pk", "frame_hash", "filters"):
        # Lists of before filters were kept do not tell their channels.
        named = (filters or {}).get("channels")
        if frame_hash != row.frame_hash and not (named and channels.isdisjoint(named)):
            found.setdefault(frame_hash, pk)
    return {pk: frame_hash for frame_hash, pk in found.items()}
