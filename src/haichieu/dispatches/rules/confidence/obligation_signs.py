"""Signs of an obligation, and of its deadline, its actors and where its report goes."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from haichieu.dispatches.rules.reading import Reading
from haichieu.dispatches.rules.words import ACTOR
from haichieu.text.patterns import late

#: More tasks than this in one letter: a plan whose details may have been taken for tasks.
_MANY = 25
#: So many of an obligation's first signs speak for its deadline, actors and report as well.
SHARED = 4
#: What has happened, what need not be done.
_TOLD = (" đã ", "không phải", "xảy ra", "có hiệu lực", "được xem xét")
#: Words of time; beside those of the deadline: the wrong one of two may have been taken.
_TIMES = (
    "ngày",
    "giờ",
    "tuần",
    "tháng",
    "quý",
    "mỗi",
    "hằng",
    "hàng",
    "định kỳ",
    "trước",
    "sau khi",
    "thường xuyên",
)
_MANY = 3
_RECURS = ("mỗi", "hằng", "hàng", "định kỳ", " lần")
_BODY = late(
    rf"(?:(?:các|mỗi|những|từng|tập thể|bộ phận|thường trực)\s)?(?:{ACTOR}|lđlđ|cđcs|cđ|đồng chí|ông|bà)",
    re.IGNORECASE,
)
#: A name that holds one of these has swallowed a verb.
_SWALLOWED = late(
    r"(?<!\w)(?:kính|mong|cho|thông báo|báo|phải|có|được|gửi|nộp|đề nghị|yêu cầu|tổ chức|thực hiện|vắng|phụ trách"
    r"|chủ động|lập)(?!\w)"
)
_ROUTE = late(
    r"\d|%|@|(?<!\w)(?:qua|và|để|trước|nhóm|phần mềm|hệ thống|email|file|bằng)(?!\w)", re.IGNORECASE
)


def obligation_signs(reading: Reading) -> list[list[str]]:
    """Signs of every obligation of the letter, in its order."""
    items = reading.obligations
    many = "many tasks" if len(items) > _MANY else "few tasks" if len(items) < 4 else ""
    rules = [item["rule"] for item in items]
    annex = min([each["span"][0] for each in reading.annexes], default=len(reading.text))
    return [_signs_of(item, rules, at, many, annex) for at, item in enumerate(items)]


def _signs_of(item: Mapping[str, Any], rules: Sequence[str], at: int, many: str, annex: int) -> list[str]:
    text, rule = item["text"], rules[at]
    length = len(text)
    found = [
        f"rule {rule}",
        f"kind {item['kind']}",
        "told" if any(map(text.__contains__, _TOLD)) else "asked",
        "short" if length < 60 else "long" if length > 350 else "middle",
    ]
    if many:
        found.append(many)
    found.append("actor" if item["actors"] else "no actor")
    if item["deadline"]:
        found.append("dated")
    if item["report_to"]:
        found.append("reported")
    if length > 800:
        found.append("very long")
    if text[:1].islower():
        found.append("small start")
    found.append(
        "bullet" if text[:1] in "-+•*–" else "numbered" if text[:2].strip(".)").isdigit() else "plain"
    )
    if text.endswith(":"):
        found.append("lead")
    if (at and rules[at - 1] == rule) or (at + 1 < len(rules) and rules[at + 1] == rule):
        found.append("like its neighbour")
    if item["span"][0] >= annex:
        found.append("in annex")
    if item["boundary"]:
        found.append("boundary")
    return found


def deadline_signs(item: Mapping[str, Any], reading: Reading) -> list[str]:
    """Type, words of the formula, and whether the day lies after the letter's own."""
    deadline = item["deadline"]
    words, value, kind = deadline["text"].casefold(), str(deadline["value"] or ""), deadline["type"]
    found = [f"type {kind}"]
    if words.startswith(("trước", "chậm nhất", "đến hết", "hạn")):
        found.append("by when")
    elif words.startswith(("từ", "trong", "ngày", "vào")):
        found.append("when")
    if kind == "date" and reading.date and value:
        if value[: len(reading.date)] < reading.date:
            found.append("past")
        elif value[:4] > f"{int(reading.date[:4]) + 1}":
            found.append("far")
    if kind in ("period", "relative") and not value:
        found.append("no value")
    if len(words) > 60:
        found.append("long words")
    rest = item["text"].replace(deadline["text"], " ")
    others = 0
    for time in _TIMES:
        others += rest.count(time)
        if others >= _MANY:
            break
    if others:
        found.append("other times" if others < _MANY else "many other times")
    if kind in ("date", "month", "quarter") and any(map(rest.__contains__, _RECURS)):
        found.append("may recur")
    if kind == "period" and "day" in value and "lần" in words:
        found.append("odd day")
    return found


def report_signs(item: Mapping[str, Any], reading: Reading) -> list[str]:
    """A body whose name stands in the letterhead or repeats in the letter, after “về” or “gửi”."""
    place, text = item["report_to"], item["text"]
    found = ["long name" if len(place) > 60 else "short name" if len(place) < 8 else "name"]
    at = text.find(place)
    before = text[max(0, at - 12) : at].split()
    found.append(f"after {before[-1]}" if before and before[-1] in _ROADS else "after another word")
    if reading.issuer and place.casefold() in reading.issuer.casefold():
        found.append("issuer")
    if place in reading.addressees:
        found.append("addressee")
    if "," in place or "(" in place:
        found.append("with details")
    if not _BODY.match(place):
        found.append("no body")
    if _ROUTE.search(place):
        found.append("route")
    if text.find(place, at + 1) >= 0:
        found.append("twice")
    if not item["deadline"]:
        found.append("undated")
    return found


_ROADS = frozenset({"về", "gửi", "cho", "với", "cáo", "qua", "đến", "tới"})


def actor_signs(item: Mapping[str, Any], reading: Reading) -> list[str]:
    """Actors named in the task itself are surer than those taken from headings or from “Kính gửi”."""
    actors, text = item["actors"], item["text"]
    first = actors[0]
    found = ["several" if len(actors) > 1 else "one"]
    at = text.find(first)
    if at >= 0:
        found.append("opens the task" if at < 12 else "named here" if at < 80 else "named late")
    elif first in reading.addressees:
        found.append("greeted")
    else:
        found.append("from above")
    return found + _form_of(first)


@lru_cache(maxsize=4096)
def _form_of(actor: str) -> list[str]:
    """Signs of a name by itself; the same names return in every task of a letter."""
    found = []
    if len(actor) > 60:
        found.append("long name")
    if actor[:1].islower():
        found.append("small name")
    if not _BODY.match(actor):
        found.append("no body")
    if _SWALLOWED.search(actor):
        found.append("swallowed a verb")
    return found
