"""A run that was begun by an earlier statistical method goes on by that method."""

import pytest

from haichieu.posts.actions import close_audit, give_verdict, start_audit
from haichieu.posts.models import Audit
from haichieu.posts.queries import audit_state
from haichieu.posts.rules import replay
from haichieu.posts.runs import frame_of
from haichieu.stats import METHOD, RECIPES, ShareAudit
from tests.conftest import Cast
from tests.factories import NOW, make_channel
from tests.posts.labelled_runs import HARM, NOTICE, freeze, make_posts

pytestmark = pytest.mark.django_db

FIRST = "kelly-audit/1"


def draws_by(method: str, audit: Audit, count: int) -> list[int]:
    """The posts that a method draws where every post is neutral."""
    frame = frame_of(audit.frame)
    plain = ShareAudit(frame.scores, frame.limit, seed=audit.seed, alpha=frame.alpha, method=method)
    drawn = []
    for _ in range(count):
        place = plain.next_item()
        drawn.append(int(frame.items[place].id))
        plain.record(place, False)
    return drawn


def test_a_run_names_the_method_that_it_began_by(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 20)
    audit = start_audit(
        by=cast.minh, frame=freeze(cast.minh, cast.federation, [channel]), seed="4-1-6", at=NOW
    )
    assert audit.method == METHOD != FIRST


def test_an_open_run_of_the_first_method_keeps_its_draws_and_its_certificate_replays(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 60)
    make_posts(channel, HARM, 40)
    frame = freeze(cast.minh, cast.federation, [channel])
    audit = start_audit(by=cast.minh, frame=frame, seed="4-1-6", at=NOW)
    Audit.objects.filter(pk=audit.pk).update(method=FIRST)
    audit.refresh_from_db()
    drawn = []
    while (item := audit_state(audit).item) is not None:
        drawn.append(item.pk)
        give_verdict(by=cast.minh, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    assert drawn == draws_by(FIRST, audit, len(drawn))
    audit.refresh_from_db()
    if audit.certificate is None:
        audit = close_audit(by=cast.minh, audit=audit, at=NOW)
    assert audit.certificate is not None
    assert audit.certificate["method"] == FIRST
    bettors = tuple(audit.certificate["trace"]["bettors"])
    assert bettors == RECIPES[FIRST].bettors != RECIPES[METHOD].bettors
    assert replay(audit.certificate).agrees
