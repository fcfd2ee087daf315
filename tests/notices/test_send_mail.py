"""Digests by mail, to a real server: once each, to one person alone, again when it failed, told when it will not go."""

import itertools
from datetime import datetime, timedelta

import pytest

from haichieu.notices.actions import choose_ways, delivering, make_digests, send_again, send_waiting
from haichieu.notices.models import Delivery, Digest
from haichieu.notices.queries import digest_text
from tests.conftest import Cast
from tests.factories import make_person
from tests.notices.doors import Mailbox
from tests.notices.test_make_digests import DAY, FRIDAY, clock, given_to

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def addresses(cast: Cast) -> None:
    for person in (cast.hoa, cast.son, cast.minh, cast.lan):
        person.email = f"{person.username}@dongtrieu.example"
        person.save()


@pytest.fixture
def due(cast: Cast, addresses: None, mailbox: Mailbox) -> Mailbox:
    """Hoa and Sơn both have something due today, and their digests wait."""
    for unit in (cast.hoa_union, cast.son_union):
        given_to(cast, unit, due=FRIDAY, text="Nộp báo cáo Tháng Công nhân, đầu mối chị Nguyễn Thị Mai")
    make_digests(at=clock(FRIDAY))
    return mailbox


def send(at: datetime) -> int:
    return send_waiting(clock=lambda: at)


def states() -> list[str]:
    return list(Delivery.objects.order_by("digest__person__username").values_list("state", flat=True))


def test_each_person_gets_one_mail_that_names_nobody_else(due: Mailbox) -> None:
    assert send(clock(FRIDAY)) == 2
    assert send(clock(FRIDAY, 7, 30)) == 0
    assert sorted(to for to, _ in due.received) == [["hoa@dongtrieu.example"], ["son@dongtrieu.example"]]
    for to, message in due.received:
        assert [message["To"], message["Cc"], message["Bcc"]] == [to[0], None, None]
        assert message["Subject"].strip() == "Nhắc việc 20/11/2026: 1 việc đến hạn hôm nay"
        assert message["Auto-Submitted"] == "auto-generated"
        plain, html = (part.get_content() for part in message.iter_parts())
        assert "ĐẾN HẠN HÔM NAY (1)" in plain and "/nhac-viec/ngay/2026-11-20/" in plain
        assert "Nguyễn Thị Mai" not in plain + html and "<img" not in html


def test_killed_between_sending_and_marking_it_is_repeated_once_as_the_same_message(
    due: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(delivering, "_note_sent", die)
        for minutes in (0, 11, 22, 33):
            try:
                send(clock(FRIDAY) + timedelta(minutes=minutes))
            except Killed:
                continue
    while send(clock(FRIDAY, 9)):
        pass
    for to in ("hoa@dongtrieu.example", "son@dongtrieu.example"):
        ids = [message["Message-ID"] for rcpt, message in due.received if rcpt == [to]]
        assert len(ids) == 2 and len(set(ids)) == 1
    assert states() == [State.UNSURE, State.UNSURE]


def test_a_kill_once_ends_in_a_marked_digest(due: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = itertools.count()
    mark = delivering._note_sent

    def die_first(delivery: Delivery, at: datetime) -> None:
        if next(calls) == 0:
            raise KeyboardInterrupt
        mark(delivery, at)

    monkeypatch.setattr(delivering, "_note_sent", die_first)
    with pytest.raises(KeyboardInterrupt):
        send(clock(FRIDAY))
    assert (
        send(clock(FRIDAY, 7, 20)) == 1
    )  # the other one: the first belongs to the dead worker for ten minutes
    assert send(clock(FRIDAY, 7, 30)) == 1
    assert len(due.received) == 3 and states() == [State.SENT, State.SENT]


def test_two_workers_do_not_send_the_same(due: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = delivering._claim

    def claimed_by_both(pk: int, at: datetime) -> Delivery | None:
        mine = claim(pk, at)
        assert claim(pk, at) is None
        return mine

    monkeypatch.setattr(delivering, "_claim", claimed_by_both)
    assert send(clock(FRIDAY)) == 2 and len(due.received) == 2


def test_an_address_that_fails_is_tried_again_and_then_told(cast: Cast, due: Mailbox) -> None:
    due.refuses = {"hoa@dongtrieu.example"}
    tried = [at for quarter in range(40) if send(at := clock(FRIDAY) + quarter * timedelta(minutes=15)) >= 0]
    delivery = Delivery.objects.get(digest__person=cast.hoa)
    assert (delivery.state, delivery.tries) == (State.FAILED, 5) and len(tried) == 40
    assert delivery.error == "Máy chủ thư không nhận địa chỉ này (mã 550)."
    assert states() == [State.FAILED, State.SENT]
    make_admin(cast)
    make_digests(at=clock(FRIDAY + 3 * DAY))
    notes = digest_text(Digest.objects.get(person__username="quan-tri", day=FRIDAY + 3 * DAY)).notes
    assert notes[0].startswith("1 bản nhắc việc của cán bộ không gửi được")


def make_admin(cast: Cast) -> object:
    return make_person(username="quan-tri", full_name="Đỗ Văn An", unit=cast.federation, role="administrator")


def test_an_administrator_sends_again(cast: Cast, due: Mailbox) -> None:
    due.refuses = {"hoa@dongtrieu.example"}
    for quarter in range(40):
        send(clock(FRIDAY) + quarter * timedelta(minutes=15))
    due.refuses = set()
    send_again(by=cast.lan, delivery=Delivery.objects.get(digest__person=cast.hoa), at=clock(FRIDAY, 18))
    assert send(clock(FRIDAY, 18)) == 1 and states() == [State.SENT, State.SENT]


def test_a_server_that_is_down_costs_no_try_and_nothing_is_lost(settings, cast: Cast, due: Mailbox) -> None:
    up = settings.MAIL_SERVER
    settings.MAIL_SERVER = {**up, "port": 1}
    assert send(clock(FRIDAY)) == 0
    assert set(Delivery.objects.values_list("tries", "begun")) == {(0, 0)}
    settings.MAIL_SERVER = up
    assert send(clock(FRIDAY, 7, 45)) == 2


def test_quiet_hours_hold_for_what_is_late_and_the_next_digest_says_it(
    settings, cast: Cast, due: Mailbox
) -> None:
    assert send(clock(FRIDAY, 20, 30)) == 0
    assert send(clock(FRIDAY + DAY, 8)) == 0 and due.received == []
    assert set(states()) == {State.REPLACED}
    make_digests(at=clock(FRIDAY + 3 * DAY))
    assert send(clock(FRIDAY + 3 * DAY)) == 4
    said = {to[0].partition("@")[0]: message["Subject"].partition(": ")[2] for to, message in due.received}
    below = "2 đơn vị trễ hạn"
    assert said == {"hoa": "1 việc quá hạn", "son": "1 việc quá hạn", "lan": below, "minh": below}


def test_who_wants_no_mail_gets_none_and_finds_it_on_the_page(
    cast: Cast, addresses: None, mailbox: Mailbox
) -> None:
    choose_ways(by=cast.hoa, by_mail=False, quiet=None, at=clock(FRIDAY))
    given_to(cast, cast.hoa_union, due=FRIDAY)
    make_digests(at=clock(FRIDAY))
    assert send(clock(FRIDAY)) == 0 and mailbox.received == []
    assert Digest.objects.get(person=cast.hoa, day=FRIDAY).told_at is not None
