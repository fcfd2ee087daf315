"""No page of planning suggests that a post should wait or go: a limit is a measurement, never a lock."""

import re

import pytest

from haichieu.dispatches.models import MeasuredLimit
from haichieu.posts.actions import count_days, plan_post
from haichieu.posts.models import FlagCheck, PlannedPost
from haichieu.text.folding import fold
from haichieu.web import planning
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item
from tests.shared_data import ROOT

pytestmark = pytest.mark.usefixtures("on_the_day")

#: Words by which a page would tell somebody to publish later, less, or not at all.
HOLDING_BACK = (
    "hoãn", "tạm dừng", "tạm ngừng", "tạm ngưng", "ngừng đăng", "ngưng đăng", "dừng đăng", "gỡ", "dời", "lùi ngày",
    "lùi lại", "đăng sau", "đăng muộn", "để sau", "chậm đăng", "chưa nên", "không nên đăng", "đừng đăng", "không đăng",
    "chớ đăng", "tránh đăng", "bớt", "hạn chế đăng", "giảm số bài", "giảm bài", "ẩn bài", "giữ lại", "xóa bài",
    "thu hồi", "chặn", "khóa bài", "cấm", "vượt hạn mức", "cân nhắc", "postpone", "delay", "withhold", "take down",
)  # fmt: skip
FOLDER = next(iter(planning.__path__))
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S)


def suggestions(text: str) -> list[str]:
    """Holding words that stand in a text as whole words, with their diacritics."""
    return [word for word in HOLDING_BACK if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.casefold())]


def files():
    """Templates and sentences of planning, and of the rules and queries behind it."""
    folder = ROOT / "src" / "haichieu"
    yield from sorted((folder / "web" / "planning").rglob("*.html"))
    yield from sorted((folder / "web" / "planning").rglob("*.py"))
    yield from (folder / "posts" / "rules" / name for name in ("planning.py", "helpful.py"))
    yield folder / "posts" / "actions" / "planning.py"


@pytest.mark.parametrize("path", list(files()), ids=lambda path: path.name)
def test_no_template_and_no_sentence_says_so(path):
    assert suggestions(path.read_text("utf-8")) == []


@pytest.fixture
def passed(cast):
    """A channel far above its limit, with drafts that are negative, one of them a public warning."""
    channel = make_channel(unit=cast.federation)
    items = [make_item(channel=channel, tone="negative" if n % 2 else "neutral") for n in range(40)]
    flagged = make_item(channel=channel, title="Cảnh báo bão số 9", tone="negative", advisory=True)
    count_days({(item.channel_id, item.day) for item in items})
    MeasuredLimit.objects.create(
        dispatch=make_dispatch(unit=cast.federation, confirmed=True), unit=cast.federation, counts="negative",
        numerator=5, denominator=100, strict=True, text="dưới 5 %",
    )  # fmt: skip
    for title, advisory in (("Công ty nợ lương, công nhân ngừng việc", False), ("Cảnh báo lũ quét", True)):
        plan_post(by=cast.minh, channel=channel, title=title, planned_for=TODAY, advisory=advisory, at=NOW)
    return FlagCheck.objects.create(item=flagged, drawn_at=NOW)


def test_no_page_says_so_even_where_the_limit_is_passed(minh, passed):
    drafts = [f"/ke-hoach/bai/{pk}/" for pk in PlannedPost.objects.values_list("pk", flat=True)]
    pages = ["/ke-hoach/", "/ke-hoach/?month=2026-10", "/ke-hoach/?month=2026-12", "/ke-hoach/viec-chua-ke/",
             "/ke-hoach/bai/them/", "/ke-hoach/day-may/", "/ke-hoach/canh-bao/", *drafts]  # fmt: skip
    for path in pages:
        words = MARKUP.sub(" ", minh.get(path).content.decode())
        assert suggestions(words) == [], path
    assert "Đã vượt mức" in minh.get("/ke-hoach/").content.decode()


def test_a_draft_above_the_limit_is_taken_all_the_same(minh, cast, passed):
    channel = passed.item.channel_id
    values = {"channel": channel, "title": "Tai nạn lao động ở công trường", "planned_for": "30/12/2099"}
    for advisory in ("", "1"):
        assert minh.post("/ke-hoach/bai/them/", values | {"advisory": advisory}).status_code == 302


def test_a_warning_to_the_public_counts_against_no_limit(minh, cast, passed):
    drafts = PlannedPost.objects.filter(advisory=True)
    page = minh.get(f"/ke-hoach/bai/{drafts.get().pk}/").content.decode()
    assert "không tính vào mức" in page
    assert "bài cảnh báo cho dân đăng ngay" in minh.get("/ke-hoach/").content.decode()


def test_a_second_look_hides_no_post(minh, passed):
    title = passed.item.title
    minh.post(f"/ke-hoach/canh-bao/{passed.pk}/", {"answer": "no"})
    assert title in minh.get("/tin-bai/").content.decode()


def test_the_words_are_found_where_they_stand():
    assert suggestions("Nên hoãn bài này.") == ["hoãn"] and suggestions("Hãy gỡ bài") == ["gỡ"]
    assert suggestions("gỡn; hoàn thành") == [] and fold("hoãn") == "hoan"
