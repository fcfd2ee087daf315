"""A small list of posts of our own for the certificate's tests."""

import random
from typing import Any

from haichieu.channels.rules import PostRow
from haichieu.posts.rules import Certificate, Frame, Label, PostAudit, issue
from haichieu.stats import Limit

LIMIT = Limit(15, 100)
Labels = dict[str, Label]


def make_rows(
    total: int = 200, negative: int = 10, seed: int = 1
) -> tuple[list[PostRow], list[float], Labels]:
    """Rows, scores and the labels a careful reader would give; every tenth negative post is an advisory."""
    rng = random.Random(seed)
    rows: list[PostRow] = []
    scores: list[float] = []
    labels: Labels = {}
    for place in range(total):
        is_negative = place < negative
        id_ = f"b{place:04}"
        title = f"Cháy kho vật tư số {place}" if is_negative else f"Trao quà cho đoàn viên đợt {place}"
        channel = "Trang công đoàn" if place % 3 else "Bản tin"
        rows.append(
            PostRow(id_, title, "", channel, "LĐLĐ tỉnh", f"2026-{1 + place % 6:02}-05", place % 7 == 0, {})
        )
        scores.append(min(max(rng.gauss(0.8 if is_negative else 0.15, 0.1), 0.01), 0.99))
        tone = "negative" if is_negative else "positive"
        labels[id_] = Label(id_, negative=is_negative, advisory=is_negative and place % 10 == 0, tone=tone)
    return rows, scores, labels


def make_frame(**optional: Any) -> tuple[Frame, Labels]:
    """A frozen frame and its labels."""
    rows, scores, labels = make_rows(**optional)
    return Frame.freeze(rows, scores, limit=LIMIT, alpha=0.05, model="given"), labels


def make_run(most: int = 10**6, **optional: Any) -> PostAudit:
    """A run with at most `most` labels."""
    frame, labels = make_frame(**optional)
    run = PostAudit(frame, seed=11)
    while run.audit.decision == "undecided" and not run.audit.finished and len(run.labels) < most:
        run.record(labels[run.next_item().id])
    return run


def make_certificate(most: int = 10**6, **optional: Any) -> Certificate:
    """A certificate after at most `most` labels."""
    run = make_run(most, **optional)
    return issue(run, number=2, version="0.0", log_head="abc", issued_at="2026-07-01T08:00:00+07:00")
