"""What a certificate's seed follows from, in words, with what nobody has checked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from haichieu.channels.rules import VIETNAM
from haichieu.posts.rules.beacons import Beacon
from haichieu.posts.rules.certificate import Certificate
from haichieu.posts.rules.errors import BadSeed
from haichieu.posts.rules.seeds import DRAWN
from haichieu.text.dates import format_date


def is_drawn(certificate: Certificate) -> bool:
    """Whether the program drew the seed, also in records that call such a seed a text."""
    drawn_text = certificate.seed_kind == "text" and certificate.seed_source == "drawn"
    return certificate.seed_kind == DRAWN or drawn_text


def seed_giver(certificate: Certificate) -> str:
    """Who gave the seed, and whether the list was frozen before; empty where the record does not say who."""
    if certificate.seed_source is None:
        return ""
    if certificate.seed_source == "drawn":
        return "máy rút sau khi chốt danh sách"
    is_early = certificate.seed_kind == "text" and certificate.frozen_at is None
    return "do người chạy đưa ra, trước khi chốt danh sách" if is_early else "do người chạy đưa ra"


def seed_basis(certificate: Certificate) -> str:
    """What the seed follows from and how far that was checked; empty where the record does not say."""
    kind, evidence = certificate.seed_kind, certificate.seed_evidence
    told = {"text": _text, "dice": _dice, "lottery": _lottery}
    if kind is None or not evidence or is_drawn(certificate):
        return ""
    try:
        if kind == "beacon":
            return _beacon(evidence, certificate.frame.beacon)
        return told[kind](evidence) if kind in told else ""
    except (KeyError, TypeError, ValueError, BadSeed):
        return ""


def spoken_seed(seed: str | int, kind: str | None) -> str:
    """The seed for a sentence; the record and the draws keep it as it was hashed.

    >>> spoken_seed("dice 3162254163", "dice"), spoken_seed("lottery 2026-11-22 Miền Bắc 48215", "lottery")
    ('tung xúc xắc 3162254163', 'xổ số 2026-11-22 Miền Bắc 48215')
    """
    word = {"dice": "tung xúc xắc", "lottery": "xổ số"}.get(kind or "")
    text = str(seed)
    return f"{word} {text.partition(' ')[2]}" if word else text


def _text(evidence: Mapping[str, Any]) -> str:
    return "chuỗi ký tự; không có gì cho thấy nó được chọn sau khi chốt danh sách"


def _dice(evidence: Mapping[str, Any]) -> str:
    rolls = evidence["rolls"]
    return f"gieo xúc xắc {len(rolls)} lần: {' '.join(map(str, rolls))}"


def _lottery(evidence: Mapping[str, Any]) -> str:
    day = format_date(date.fromisoformat(evidence["day"]))
    return (
        f"xổ số “{evidence['lottery']}”, ngày {day}, các số {evidence['figures']}; "
        "hãy so với kết quả đã công bố"
    )


def _beacon(evidence: Mapping[str, Any], named: Beacon | None) -> str:
    beacon = Beacon.from_dict(evidence)
    at = beacon.at.astimezone(VIETNAM)
    when = (
        "đã hẹn trước khi chốt danh sách"
        if named == beacon
        else "chọn sau khi chốt danh sách – căn cứ yếu, vì người chạy có thể đã chọn giữa nhiều vòng"
    )
    return (
        f"vòng {beacon.round} của drand {beacon.parameters.name}, công bố lúc {at:%H:%M:%S} ngày "
        f"{format_date(at.date())}, {when}; chữ ký chưa được kiểm; hãy tra vòng này ở drand"
    )
