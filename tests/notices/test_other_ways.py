"""Ways out beside mail: a browser's notification, the Zalo bot, a calendar feed."""

import json
from datetime import timedelta

import http_ece
import icalendar
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from haichieu.dispatches.actions import extend_assignment, withdraw_assignment
from haichieu.dispatches.models import Obligation
from haichieu.notices.actions import (
    link_written,
    make_digests,
    make_feed,
    make_zalo_code,
    revoke_feed,
    send_waiting,
    subscribe_browser,
    unlink_zalo,
)
from haichieu.notices.errors import BadSubscription, NotSetUp
from haichieu.notices.models import CalendarFeed, Delivery, PushSubscription, ZaloLink
from haichieu.notices.queries import feed_of, feed_person
from haichieu.notices.rules import public_key
from haichieu.notices.rules.push import encoded
from tests.conftest import Cast
from tests.factories import make_dispatch, make_obligation
from tests.notices.doors import Asked, web_server
from tests.notices.test_make_digests import DAY, FRIDAY, clock, given_to

pytestmark = pytest.mark.django_db
SECRET = b"0123456789abcdef"


class Browser:
    """A browser that subscribed at a push service."""

    def __init__(self, cast: Cast, address: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.kept = subscribe_browser(
            by=cast.hoa,
            endpoint=f"{address}/push/1",
            point=public_key(self.key),
            secret=encoded(SECRET),
            label="Chrome",
            at=clock(FRIDAY),
        )

    def read(self, asked: Asked) -> dict[str, str]:
        opened = http_ece.decrypt(asked.body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
        return json.loads(opened)


def send() -> int:
    make_digests(at=clock(FRIDAY))
    return send_waiting(clock=lambda: clock(FRIDAY))


def test_a_browser_shows_counts_and_a_link(settings, cast: Cast) -> None:
    settings.PUSH_HOSTS = ["127.0.0.1"]
    given_to(cast, cast.hoa_union, due=FRIDAY, text="Báo cáo Tháng Công nhân")
    with web_server(lambda asked: (201, b"")) as (address, asked):
        browser = Browser(cast, address)
        assert send() == 1
    said = browser.read(asked[0])
    assert said["body"] == "1 việc đến hạn hôm nay" and said["url"].endswith("/nhac-viec/ngay/2026-11-20/")
    assert "Tháng Công nhân" not in json.dumps(said, ensure_ascii=False)
    headers = {name.lower(): value for name, value in asked[0].headers.items()}
    assert headers["content-encoding"] == "aes128gcm" and headers["authorization"].startswith("vapid t=")
    assert int(headers["ttl"]) > 0 and len(headers["topic"]) <= 32


def test_a_browser_that_is_gone_is_forgotten(settings, cast: Cast) -> None:
    settings.PUSH_HOSTS = ["127.0.0.1"]
    given_to(cast, cast.hoa_union, due=FRIDAY)
    with web_server(lambda asked: (410, b"")) as (address, _):
        Browser(cast, address)
        assert send() == 0
    assert not PushSubscription.objects.exists()
    assert Delivery.objects.get().error == "Không còn trình duyệt nào nhận thông báo."


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/a", "https://10.0.0.7/a", "https://evil.example/a", "file:///etc/passwd", ""],
)
def test_only_push_services_are_written_to(settings, cast: Cast, endpoint: str) -> None:
    settings.PUSH_HOSTS = ["push.example"]
    key = public_key(ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(BadSubscription):
        subscribe_browser(
            by=cast.hoa, endpoint=endpoint, point=key, secret=encoded(SECRET), label="", at=clock(FRIDAY)
        )
    settings.PUSH_HOSTS = []
    with pytest.raises(NotSetUp):
        subscribe_browser(
            by=cast.hoa, endpoint=endpoint, point=key, secret=encoded(SECRET), label="", at=clock(FRIDAY)
        )


class ZaloHouse:
    """The bot's interface: one message at a time to who asks, none left is 408."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, object]] = []

    def write(self, text: str, chat: str = "chat-1", kind: str = "PRIVATE") -> None:
        message = {
            "message_id": "1",
            "from": {"id": "7"},
            "chat": {"id": chat, "chat_type": kind},
            "text": text,
        }
        self.waiting.append({"event_name": "message.text.received", "message": message})

    def __call__(self, asked: Asked) -> tuple[int, bytes]:
        if asked.path == "/botso-bi-mat/sendMessage":
            return 200, json.dumps({"ok": True, "result": {"message_id": "2", "date": 1}}).encode()
        assert asked.path == "/botso-bi-mat/getUpdates"
        if not self.waiting:
            return 200, json.dumps(
                {"ok": False, "error_code": 408, "description": "Request timeout"}
            ).encode()
        return 200, json.dumps({"ok": True, "result": self.waiting.pop(0)}).encode()


def test_a_chat_is_linked_by_a_code_and_gets_counts_and_a_link(settings, cast: Cast) -> None:
    house = ZaloHouse()
    given_to(cast, cast.hoa_union, due=FRIDAY, text="Báo cáo Tháng Công nhân")
    with web_server(house) as (address, asked):
        settings.ZALO_BOT_URL, settings.ZALO_BOT_TOKEN = address, "so-bi-mat"
        assert link_written(at=clock(FRIDAY)) == 0 and asked == []  # nobody waits: nothing is fetched
        code = make_zalo_code(by=cast.hoa, at=clock(FRIDAY))
        house.write("xin chào")
        house.write(code, chat="nhom", kind="GROUP")
        house.write(f"mã của tôi {code.lower()}")
        house.write(code, chat="chat-2")
        assert link_written(at=clock(FRIDAY)) == 1
        assert ZaloLink.objects.get().chat == "chat-1"
        assert send() == 1
    sent = asked[-1].values
    assert sent["chat_id"] == "chat-1" and "Đến hạn hôm nay: 1" in str(sent["text"])
    assert "Tháng Công nhân" not in str(sent["text"]) and len(str(sent["text"])) <= 2000


def test_a_code_is_good_for_minutes_and_once(settings, cast: Cast) -> None:
    house = ZaloHouse()
    with web_server(house) as (address, _):
        settings.ZALO_BOT_URL, settings.ZALO_BOT_TOKEN = address, "so-bi-mat"
        house.write(make_zalo_code(by=cast.hoa, at=clock(FRIDAY)))
        assert link_written(at=clock(FRIDAY) + timedelta(minutes=16)) == 0
        first = make_zalo_code(by=cast.hoa, at=clock(FRIDAY))
        make_zalo_code(by=cast.hoa, at=clock(FRIDAY))
        house.waiting.clear()
        house.write(first)
        assert link_written(at=clock(FRIDAY)) == 0
    unlink_zalo(by=cast.hoa, at=clock(FRIDAY))
    assert not ZaloLink.objects.exists()


def test_the_token_stands_in_no_error(settings, cast: Cast) -> None:
    settings.ZALO_BOT_URL, settings.ZALO_BOT_TOKEN = "http://127.0.0.1:1", "so-bi-mat"
    ZaloLink.objects.create(person=cast.hoa, chat="chat-1", linked_at=clock(FRIDAY))
    given_to(cast, cast.hoa_union, due=FRIDAY)
    assert send() == 0
    assert Delivery.objects.get().error == "Không kết nối được Zalo."


def events(cast: Cast) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(feed_of(cast.hoa, at=clock(FRIDAY)))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_a_feed_holds_the_deadlines_of_ones_units_and_follows_their_changes(cast: Cast) -> None:
    work = given_to(cast, cast.hoa_union, due=FRIDAY, text="Báo cáo về anh Nguyễn Văn Bình")
    given_to(cast, cast.son_union, due=FRIDAY)
    ((uid, before),) = events(cast).items()
    assert before["dtstart"].dt == FRIDAY and "Bình" not in str(before["summary"])
    extend_assignment(
        by=cast.minh, assignment=work, due_on=FRIDAY + 5 * DAY, reason="Nghỉ bão", at=clock(FRIDAY)
    )
    after = events(cast)[uid]
    assert after["dtstart"].dt == FRIDAY + 5 * DAY and after["sequence"] > before["sequence"]
    withdraw_assignment(by=cast.minh, assignment=work, reason="Nhầm", at=clock(FRIDAY))
    assert str(events(cast)[uid]["status"]) == "CANCELLED"


def test_what_was_removed_long_ago_and_late_for_years_makes_no_new_deadline_missing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haichieu.notices.queries.feed._MOST", 3)
    letter = make_dispatch(unit=cast.hoa_union)
    long_ago, lately = (clock(FRIDAY) - days * DAY for days in (90, 9))
    for removed, late in [(long_ago, 9), (long_ago, 9), (lately, 8), (None, 700), (None, 2), (None, 1)]:
        duty = make_obligation(dispatch=letter, due_on=FRIDAY - late * DAY)
        Obligation.objects.filter(pk=duty.pk).update(removed_at=removed)
    make_obligation(dispatch=letter, due_on=FRIDAY + 30 * DAY)
    said = events(cast).values()
    assert sorted((event["dtstart"].dt - FRIDAY).days for event in said) == [-8, -2, -1, 30]
    (gone,) = (event for event in said if str(event.get("status")) == "CANCELLED")
    assert gone["dtstart"].dt == FRIDAY - 8 * DAY


def test_a_feed_dies_when_it_is_revoked_and_when_another_is_made(cast: Cast) -> None:
    first = make_feed(by=cast.hoa, at=clock(FRIDAY))
    assert feed_person(first) == cast.hoa
    assert first not in str(CalendarFeed.objects.values())
    second = make_feed(by=cast.hoa, at=clock(FRIDAY))
    assert (feed_person(first), feed_person(second)) == (None, cast.hoa)
    revoke_feed(by=cast.hoa, at=clock(FRIDAY))
    assert feed_person(second) is None and feed_person("") is None
