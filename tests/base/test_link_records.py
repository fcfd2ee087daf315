"""Links between records."""

from collections.abc import Callable
from typing import Any

import pytest

from haichieu.base.actions import link
from haichieu.base.models import LogEntry
from haichieu.base.queries import linked, pointing_at
from tests.base.log_factory import START

pytestmark = pytest.mark.django_db


def serve(post: str, obligation: str, *, kind: str = "post", relation: str = "serves") -> None:
    link(
        from_kind=kind,
        from_ref=post,
        to_kind="obligation",
        to_ref=obligation,
        relation=relation,
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


def test_what_points_at_many_records_is_one_question(django_assert_num_queries: Callable[[int], Any]) -> None:
    for post, obligation in (("5", "9"), ("6", "9"), ("5", "10"), ("7", "11")):
        serve(post, obligation)
    serve("8", "9", kind="draft")
    serve("8", "10", relation="tells")
    with django_assert_num_queries(1):
        found = pointing_at("obligation", ["9", "10", "12"], from_kind="post", relation="serves")
    assert found == {"9": ["5", "6"], "10": ["5"]}
