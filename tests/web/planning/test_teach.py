"""Dạy máy: the posts that teach most, read one at a time, for the model and for no certificate."""

import pytest

from haichieu.base.models import LogEntry
from haichieu.posts.models import ToneReading, Verdict
from haichieu.posts.queries import PERSON
from tests.factories import make_channel, make_item

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def posts(cast):
    channel = make_channel(unit=cast.federation)
    return [make_item(channel=channel, title=f"Tin thứ {n} về công đoàn") for n in range(12)]


def card(answer):
    return answer.context["card"]


def press(browser, answer, **values):
    queue = card(answer).queue
    sent = {"queue": queue.written, "last": queue.last or "", "read": queue.read}
    return browser.post("/ke-hoach/day-may/", sent | values, follow=True)


def test_it_says_that_this_is_for_the_model_and_no_certificate(minh, posts):
    page = minh.get("/ke-hoach/day-may/").content.decode()
    assert "Chỉ để dạy máy" in page and "không đi vào bản chứng nhận nào" in page


def test_the_machines_own_reading_is_never_shown(minh, posts):
    page = minh.get("/ke-hoach/day-may/").content.decode()
    assert "thu-nghiem" not in page and "80\u00a0%" not in page and "Ước lượng của máy" not in page


def test_a_helping_is_read_to_its_end_and_each_reading_is_kept(minh, cast, posts):
    answer = minh.get("/ke-hoach/day-may/")
    first = card(answer).item
    answer = press(minh, answer, tone="negative", advisory="1")
    reading = ToneReading.objects.get(item=first)
    assert (reading.tone, reading.advisory, reading.model) == ("negative", True, PERSON)
    assert "Tiêu cực, cảnh báo" in answer.content.decode()
    for n in range(9):
        assert card(answer).queue.read == n + 1
        answer = press(minh, answer, tone="neutral")
    assert card(answer).item is None and "hết lượt này" in answer.content.decode()
    assert ToneReading.objects.filter(model=PERSON).count() == 10
    assert LogEntry.objects.filter(verb="correct_reading").count() == 10
    assert not Verdict.objects.exists()
    left = card(minh.get("/ke-hoach/day-may/")).queue.waiting
    assert len(left) == 2  # what was read is not asked about again


def test_the_last_reading_can_be_taken_back(minh, posts):
    answer = minh.get("/ke-hoach/day-may/")
    first = card(answer).item
    answer = press(minh, answer, tone="negative")
    queue = card(answer).queue
    sent = {"queue": queue.written, "last": queue.last, "read": queue.read}
    answer = minh.post("/ke-hoach/day-may/hoan-tac/", sent, follow=True)
    assert card(answer).item == first and card(answer).queue.read == 0
    assert not ToneReading.objects.filter(model=PERSON).exists()
    assert minh.post("/ke-hoach/day-may/hoan-tac/", sent).status_code == 422


def test_a_post_may_be_passed_over_and_a_key_must_be_pressed(minh, posts):
    answer = minh.get("/ke-hoach/day-may/")
    first = card(answer).item
    assert press(minh, answer).status_code == 422
    assert card(press(minh, answer, tone="skip")).item != first
    assert not ToneReading.objects.filter(model=PERSON).exists()


def test_htmx_gets_the_card_alone(minh, posts):
    answer = minh.get("/ke-hoach/day-may/")
    sent = {"queue": card(answer).queue.written, "tone": "neutral"}
    part = minh.post("/ke-hoach/day-may/", sent, headers={"HX-Request": "true"})
    assert part.status_code == 200 and "<html" not in part.content.decode()
    assert part["Cache-Control"] == "no-store"


@pytest.mark.parametrize("queue", ["", ",,", "x,y", "0", "99999999999999999999", "7" * 400])
def test_a_queue_that_is_none_asks_for_nothing(minh, posts, queue):
    answer = minh.get("/ke-hoach/day-may/", {"queue": queue, "last": "x", "read": "-1"})
    assert answer.status_code == 200 and card(answer).item is None
    assert minh.post("/ke-hoach/day-may/", {"queue": queue, "tone": "neutral"}).status_code == 404


def test_without_any_post_it_says_so(minh):
    assert "Không còn bài nào cần đọc" in minh.get("/ke-hoach/day-may/").content.decode()
