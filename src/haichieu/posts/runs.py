"""Audits kept in memory. A run is always what its stored verdicts say; keeping it only saves replaying them.

A process keeps a few recent runs. Before each use the kept run is compared with the labels that the stored verdicts
make (where two people read a post, what was settled): a longer list extends it, anything else (an undone verdict,
another process's work) builds it anew.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from haichieu.posts.models import Audit, FrozenFrame
from haichieu.posts.rules import Frame, Label, PostAudit

_KEPT = 8
_frames: OrderedDict[str, Frame] = OrderedDict()
_runs: OrderedDict[int, PostAudit] = OrderedDict()
_lock = Lock()


def frame_of(row: FrozenFrame) -> Frame:
    """The frozen list of a row; it never changes, so it is read once."""
    with _lock:
        held = _frames.get(row.frame_hash)
    frame = held or Frame.from_dict(row.record)
    with _lock:
        _frames[row.frame_hash] = frame
        while len(_frames) > _KEPT:
            _frames.popitem(last=False)
    return frame


def run_of(audit: Audit, labels: Sequence[Label]) -> PostAudit:
    """The run after these labels, continuing the kept one where it is a beginning of them."""
    with _lock:
        run = _runs.pop(audit.pk, None)  # taken out, so that no second thread extends the same run
    if run is None or not _is_beginning(run, audit, labels):
        run = PostAudit(
            frame_of(audit.frame),
            audit.seed,
            readers=audit.readers,
            settling=audit.settling,
            method=audit.method,
        )
    for label in labels[len(run.labels) :]:
        run.record(label)
    with _lock:
        _runs[audit.pk] = run
        while len(_runs) > _KEPT:
            _runs.popitem(last=False)
    return run


def _is_beginning(run: PostAudit, audit: Audit, labels: Sequence[Label]) -> bool:
    # Ids come again after a rolled back transaction or a restored backup: the id alone proves nothing.
    asked = audit.seed, audit.frame.frame_hash, audit.readers, audit.settling, audit.method
    same = (run.seed, run.frame.frame_hash, run.readers, run.settling, run.method) == asked
    return same and run.labels == list(labels[: len(run.labels)])
