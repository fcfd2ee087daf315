"""Links between records."""

import pytest

from haichieu.base.actions import link
from haichieu.base.models import LogEntry
from haichieu.base.queries import linked
from tests.base.log_factory import START

pytestmark = pytest.mark.django_db


def serve(post: str, obligation: str) -> None:
    link(
        from_kind="post",
        from_ref=post,
        to_kind="obligation",
        to_ref=obligation,
        relation="serves",
        by="p1",
        at=START,
    )


def test_a_link_is_seen_from_both_ends() -> None:
    serve("5", "9")
    [out] = linked("post", "5")
    [into] = linked("obligation", "9")
    assert (out.kind, out.ref, out.relation, out.points) == ("obligation", "9", "serves", True)
    assert (into.kind, into.ref, into.relation, into.points) == ("post", "5", "serves", False)
    assert linked("post", "9") == []


def test_linking_twice_is_linking_once() -> None:
    serve("5", "9")
    serve("5", "9")
    assert len(linked("post", "5")) == 1
    assert LogEntry.objects.filter(verb="link").count() == 1
