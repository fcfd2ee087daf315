"""A personal link for who seldom signs in: it shows and acknowledges, for a while, and is good for nothing else."""

from datetime import timedelta

import pytest

from haichieu.base.models import LogValue
from haichieu.dispatches.actions import (
    acknowledge_by_link,
    make_receipt_link,
    open_receipt_link,
    revoke_receipt_link,
    take_back,
)
from haichieu.dispatches.errors import LinkDead
from haichieu.dispatches.models import Assignment, AssignmentFact, ReceiptLink
from haichieu.dispatches.queries import receipt_links, waiting_for_link
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Role
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast: Cast) -> list[Assignment]:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    duties = [make_obligation(dispatch=letter) for _ in range(2)]
    units = (cast.hoa_union, cast.son_union)
    return [make_assignment(obligation=duty, unit=unit) for duty in duties for unit in units]


@pytest.fixture
def secret(cast: Cast, rows: list[Assignment]) -> str:
    return make_receipt_link(by=cast.minh, person=cast.hoa, unit=cast.hoa_union, at=NOW)[1]


def test_the_secret_is_long_and_kept_nowhere(cast: Cast, secret: str) -> None:
    link = ReceiptLink.objects.get()
    assert len(secret) >= 43 and secret not in str(ReceiptLink.objects.values().get())
    assert link.expires_at == NOW + timedelta(days=30)
    assert all(secret not in value.text for value in LogValue.objects.all())


def test_opening_records_nothing_however_often(cast: Cast, secret: str, rows: list[Assignment]) -> None:
    facts = AssignmentFact.objects.count()
    for _ in range(3):
        link = open_receipt_link(secret, at=NOW)
        assert list(waiting_for_link(link)) == [rows[0], rows[2]]
    assert AssignmentFact.objects.count() == facts and ReceiptLink.objects.get().last_used_at is None


def test_the_tap_acknowledges_the_units_own_work_once(
    cast: Cast, secret: str, rows: list[Assignment]
) -> None:
    everything = [row.pk for row in rows]
    assert acknowledge_by_link(secret=secret, assignments=everything, at=NOW) == (rows[0].pk, rows[2].pk)
    assert acknowledge_by_link(secret=secret, assignments=everything, at=NOW) == ()
    fact = rows[0].facts.last()
    assert (fact.verb, fact.via, fact.by) == ("accepted", "link", str(cast.hoa.pk))
    first = Assignment.objects.get(pk=rows[0].pk)
    assert (first.state, first.seen_at) == ("accepted", None)  # seen is who signed in
    assert Assignment.objects.get(pk=rows[1].pk).state == "sent"
    assert ReceiptLink.objects.get().last_used_at == NOW
    take_back(by=cast.hoa, fact=fact, reason="Bấm nhầm", at=NOW)
    with pytest.raises(NotAllowed):
        take_back(by=cast.minh, fact=rows[2].facts.last(), at=NOW)


def dead(secret: str, days: int = 0) -> bool:
    with pytest.raises(LinkDead, match="đường dẫn mới"):
        acknowledge_by_link(secret=secret, assignments=[], at=NOW + timedelta(days=days))
    return True


def test_a_link_dies_with_its_time_its_role_its_person_or_by_hand(cast: Cast, secret: str) -> None:
    assert dead("không-có") and dead(secret, days=30)
    assert open_receipt_link(secret, at=NOW + timedelta(days=29)).unit_id == cast.hoa_union.pk
    Role.objects.filter(person=cast.hoa).update(valid_to=TODAY - timedelta(days=1))
    assert dead(secret)
    Role.objects.filter(person=cast.hoa).update(valid_to=None)
    cast.hoa.is_active = False
    cast.hoa.save()
    assert dead(secret)
    cast.hoa.is_active = True
    cast.hoa.save()
    revoke_receipt_link(by=cast.hoa, link=ReceiptLink.objects.get(), at=NOW)
    assert dead(secret)


def test_who_makes_and_revokes(cast: Cast, secret: str) -> None:
    link = ReceiptLink.objects.get()
    with pytest.raises(NotAllowed):
        make_receipt_link(by=cast.son, person=cast.hoa, unit=cast.hoa_union, at=NOW)
    with pytest.raises(NotAllowed, match="chính đơn vị đó"):
        make_receipt_link(by=cast.minh, person=cast.minh, unit=cast.hoa_union, at=NOW)
    with pytest.raises(NotAllowed):
        revoke_receipt_link(by=cast.son, link=link, at=NOW)
    revoke_receipt_link(by=cast.minh, link=link, at=NOW)
    assert [each.revoked_at for each in receipt_links(units=[cast.hoa_union.pk])] == [NOW]


def test_the_office_sets_how_long_a_link_is_good(cast: Cast, settings) -> None:
    settings.RECEIPT_LINK_DAYS = 3
    link, _ = make_receipt_link(by=cast.minh, person=cast.hoa, unit=cast.hoa_union, at=NOW)
    assert link.expires_at == NOW + timedelta(days=3)
