"""The sample organisation stays whole: files parse, ids meet their labels, shares stay as promised."""

import csv
import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

DEMO = Path(__file__).parents[2] / "demo"
FIRST_DAY, LAST_DAY, TODAY = date(2026, 6, 15), date(2026, 12, 8), date(2026, 12, 10)
STEMS = sorted(path.stem for path in (DEMO / "letters").iterdir() if path.is_file())
GUIDE_KEYS = {
    "kind", "issuer", "number", "symbol", "place", "date", "subject", "addressees",
    "citations", "obligations", "limits", "recipients", "signer",
}  # fmt: skip


class Post(NamedTuple):
    channel: str
    id: str
    title: str
    lead: str
    day: date


def _table(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DEMO / name).read_text(encoding="utf-8").splitlines()]


def _site() -> Iterator[Post]:
    for item in ET.parse(DEMO / "posts/site.xml").iterfind("channel/item"):
        guid, title, lead, moment = (
            item.findtext(k, "") for k in ("guid", "title", "description", "pubDate")
        )
        yield Post("site", guid, title, lead, parsedate_to_datetime(moment).date())


def _facebook() -> Iterator[Post]:
    for row in _table("posts/facebook.csv"):
        day = datetime.strptime(row["Publish time"] + " +0700", "%m/%d/%Y %H:%M %z").date()
        yield Post("facebook", row["Post ID"], row["Title"], row["Description"], day)


def _zalo() -> Iterator[Post]:
    for row in _table("posts/zalo.csv", ";"):
        day = datetime.strptime(row["Ngày đăng"] + " +0700", "%d/%m/%Y %H:%M %z").date()
        yield Post("zalo", row["Mã bài"], row["Tiêu đề"], row["Mô tả"], day)


def _youtube() -> Iterator[Post]:
    for row in _lines("posts/youtube.jsonl"):
        day = datetime.fromisoformat(row["published"]).date()
        yield Post("youtube", row["id"], row["title"], row["description"], day)


def _unit_site() -> Iterator[Post]:
    for row in _lines("posts/may-phu-sa.jsonl"):
        day = datetime.fromisoformat(row["published"]).date()
        yield Post("unit site", row["id"], row["title"], row["lead"], day)


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return [*_site(), *_facebook(), *_zalo(), *_youtube(), *_unit_site()]


@pytest.fixture(scope="module")
def labels() -> dict[str, dict[str, Any]]:
    rows = _lines("labels.jsonl")
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


def test_five_channels_hold_at_least_320_distinct_posts(posts: list[Post]) -> None:
    assert len(posts) >= 320
    assert len({post.channel for post in posts}) == 5
    assert len({post.title.casefold() for post in posts}) == len(posts)
    assert len({post.lead.casefold() for post in posts}) == len(posts)
    assert all(post.title.strip() and post.lead.strip() for post in posts)


def test_every_post_has_exactly_one_label(posts: list[Post], labels: dict[str, dict[str, Any]]) -> None:
    assert sorted(post.id for post in posts) == sorted(labels)
    assert {row["tone"] for row in labels.values()} == {"positive", "neutral", "negative"}
    assert all(isinstance(row["advisory"], bool) for row in labels.values())


def test_posts_fall_in_the_promised_half_year(posts: list[Post]) -> None:
    assert min(post.day for post in posts) == FIRST_DAY
    assert max(post.day for post in posts) == LAST_DAY


def test_shares_stay_in_their_ranges(posts: list[Post], labels: dict[str, dict[str, Any]]) -> None:
    total = len(labels)
    counted = {id_ for id_, row in labels.items() if row["tone"] == "negative" and not row["advisory"]}
    assert 0.09 <= len(counted) / total <= 0.11
    assert 0.06 <= sum(row["advisory"] for row in labels.values()) / total <= 0.08
    assert 0.33 <= sum(row["tone"] == "positive" for row in labels.values()) / total <= 0.37
    size = Counter(post.channel for post in posts)
    negative = Counter(post.channel for post in posts if post.id in counted)
    shares = {channel: negative[channel] / size[channel] for channel in size}
    assert 0.13 <= shares["facebook"] <= 0.15
    assert max(shares.values()) == shares["facebook"]


def test_units_form_three_dated_levels() -> None:
    units = {row["code"]: row for row in _table("units.csv")}
    assert 12 <= len(units) <= 14
    depth = {code: _depth(units, code) for code in units}
    assert set(depth.values()) == {1, 2, 3}
    for row in units.values():
        parent = units.get(row["parent_code"])
        if parent:
            assert parent["valid_from"] <= row["valid_from"]
            assert not parent["valid_to"] or row["valid_to"] <= parent["valid_to"] != ""
    ended = [row for row in units.values() if row["valid_to"] == "2025-06-30"]
    begun = [row for row in units.values() if row["valid_from"] == "2025-07-01"]
    assert ended and begun
    assert date.fromisoformat("2025-06-30") + timedelta(days=1) == date.fromisoformat(begun[0]["valid_from"])


def _depth(units: dict[str, dict[str, str]], code: str) -> int:
    parent = units[code]["parent_code"]
    return 1 if not parent else 1 + _depth(units, parent)


def test_people_and_channels_stand_on_living_units() -> None:
    living = {row["code"] for row in _table("units.csv") if not row["valid_to"]}
    people, channels = _table("people.csv"), _table("channels.csv")
    assert {row["username"] for row in people} == {"lan", "minh", "hoa", "son", "an"}
    assert "password" not in people[0]
    assert len(channels) == 5
    assert {row["unit_code"] for row in [*people, *channels]} <= living
    assert {row["proof_kind"] for row in channels} <= {"credential", "code_word", "declaration"}
    assert all(row["proof_note"] for row in channels)


@pytest.mark.parametrize("stem", STEMS)
def test_each_letter_has_an_expected_reading(stem: str) -> None:
    reading = json.loads((DEMO / "letters/expected" / f"{stem}.json").read_text(encoding="utf-8"))
    assert set(reading) == GUIDE_KEYS
    assert date(2026, 7, 1) <= date.fromisoformat(reading["date"]) <= TODAY
    assert reading["number"] in stem
    assert reading["obligations"]
    assert all(len(entry["start"]) <= 60 for entry in reading["obligations"])


@pytest.mark.parametrize("path", sorted((DEMO / "letters").glob("*.[tm][xd]*")), ids=lambda path: path.stem)
def test_plain_letters_contain_what_their_reading_says(path: Path) -> None:
    text = " ".join(path.read_text(encoding="utf-8").split())
    reading = json.loads((DEMO / "letters/expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
    deadlines = [entry["deadline"]["text"] for entry in reading["obligations"] if entry["deadline"]]
    said = [
        reading["subject"], reading["place"], reading["signer"]["name"], reading["signer"]["title"],
        *reading["addressees"], *reading["recipients"], *deadlines,
        *(entry["text"] for entry in reading["citations"] + reading["limits"]),
        *(entry["start"] for entry in reading["obligations"]),
    ]  # fmt: skip
    assert [value for value in said if value not in text] == []


def test_letters_cite_each_other_and_one_paragraph_touches_a_boundary() -> None:
    readings = [
        json.loads(path.read_text(encoding="utf-8")) for path in (DEMO / "letters/expected").iterdir()
    ]
    known = {(reading["number"], reading["symbol"]) for reading in readings}
    cited = {(cite["number"], cite["symbol"]) for reading in readings for cite in reading["citations"]}
    assert len(known & cited) >= 2
    marked = [o for reading in readings for o in reading["obligations"] if o.get("touches_boundary")]
    assert len(marked) == 1
    shares = [limit["share"] for reading in readings for limit in reading["limits"] if "share" in limit]
    assert shares == [{"numerator": 15, "denominator": 100, "strict": True, "counts": "negative"}]
