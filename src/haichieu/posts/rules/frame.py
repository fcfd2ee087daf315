"""The frozen list that a certificate speaks about, and its hash.

The hash is taken before the seed is drawn, so nobody can choose a list, a score or a limit to suit the draws.
The list is put in order of id: handing in the same posts in another order gives the same frame.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from haichieu.channels.rules import PostRow, published_day
from haichieu.posts.rules.beacons import Beacon
from haichieu.posts.rules.errors import BadFrame, BadSeed
from haichieu.posts.rules.filters import Filters
from haichieu.stats import Limit, StatsError

FORMAT = "haichieu-frame/2"
#: Lists of before filters were kept; read, hashed and audited as they were.
FIRST_FORMAT = "haichieu-frame/1"
#: Scores are kept as whole millionths, so that the record reads the same in every language.
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class FrameItem:
    """One post of the list."""

    id: str
    #: Score in millionths: the model's belief that the post is negative and no advisory.
    score: int
    channel: str
    unit: str
    #: Day of publication as YYYY-MM-DD in Vietnamese time, "" where unknown.
    published: str
    repost: bool
    #: SHA-256 of title, line feed, lead.
    digest: str


@dataclass(frozen=True)
class Frame:
    """A frozen list with the limit it is to be tested against.

    Raises:
        BadFrame: empty, double ids, scores outside 0–1, a level outside (0, 0.5], or a post that the filters leave out.
    """

    items: tuple[FrameItem, ...]
    limit: Limit
    #: Largest probability of a wrong decision.
    alpha: float
    #: Version of the model that scored the posts, or “given” for scores that came with the list.
    model: str
    #: What was asked for; None in lists of before this was kept.
    filters: Filters | None = None
    #: Round of a public beacon that is to give the seed, named before it exists; None where none was named.
    beacon: Beacon | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise BadFrame("Danh sách rỗng: cần ít nhất một bài để lập chứng nhận.")
        if not 0 < self.alpha <= 0.5:
            raise BadFrame("Mức sai cho phép (alpha) phải lớn hơn 0 và không quá 0,5.")
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            double = next(a for a, b in zip(sorted(ids), sorted(ids)[1:], strict=False) if a == b)
            raise BadFrame(f"Mã bài {double} xuất hiện hai lần: mỗi bài chỉ được đếm một lần.")
        bad = next((item.id for item in self.items if not 0 <= item.score <= MILLION), None)
        if bad is not None:
            raise BadFrame(f"Điểm p_negative của bài {bad} phải nằm trong khoảng 0 đến 1.")
        if self.filters is None and self.beacon is not None:
            raise BadFrame("Danh sách có hẹn trước vòng ngẫu nhiên phải ghi cả phạm vi đã chọn.")
        asked = self.filters or Filters()
        out = (i.id for i in self.items if not asked.keep(i.channel, i.published, repost=i.repost))
        if (first_out := next(out, None)) is not None:
            raise BadFrame(
                f"Bài {first_out} không thuộc phạm vi (kênh, ngày, đăng lại) đã ghi của danh sách."
            )

    @classmethod
    def freeze(
        cls,
        rows: Iterable[PostRow],
        scores: Sequence[float],
        *,
        limit: Limit,
        alpha: float,
        model: str,
        filters: Filters | None = None,
        beacon: Beacon | None = None,
    ) -> "Frame":
        """Freeze a list.

        Args:
            rows: the posts; scores: one score in [0, 1] each, in the same order.
            limit, alpha, model: see the class.
            filters: what was asked for, all channels, days and reposts if not given.
            beacon: round that is to give the seed (`beacons.name_round`).

        Raises:
            BadFrame: see the class.

        >>> row = PostRow("1", "Lịch họp", "", "Trang", "LĐLĐ", "05/11/2026", False, {})
        >>> frame = Frame.freeze([row], [0.25], limit=Limit(15, 100), alpha=0.05, model="given")
        >>> frame.items[0].published, frame.filters.reposts, frame.frame_hash[:8]
        ('2026-11-05', True, 'e674c253')
        """
        items = (_make_item(row, score) for row, score in zip(rows, scores, strict=True))
        ordered = tuple(sorted(items, key=lambda item: item.id))
        return cls(ordered, limit, float(alpha), model, filters or Filters(), beacon)

    @cached_property
    def frame_hash(self) -> str:
        """SHA-256, in hexadecimal, of the canonical serialisation (compact JSON, sorted keys, UTF-8)."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each id in the list."""
        return {item.id: place for place, item in enumerate(self.items)}

    @property
    def scores(self) -> list[float]:
        """The scores in [0, 1], in the order of the list."""
        return [item.score / MILLION for item in self.items]

    def to_dict(self) -> dict[str, Any]:
        """The frame as JSON values; the hash is taken over exactly this."""
        record = {
            "format": FIRST_FORMAT if self.filters is None else FORMAT,
            "limit": asdict(self.limit),
            "alpha": self.alpha,
            "model": self.model,
            "columns": list(FrameItem.__slots__),
            "items": [[getattr(item, name) for name in FrameItem.__slots__] for item in self.items],
        }
        if self.filters is not None:
            record["filters"] = self.filters.to_dict()
            record["beacon"] = self.beacon.to_dict() if self.beacon else None
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Frame":
        """Read a frame back.

        Raises:
            BadFrame: another format, missing parts or values of the wrong kind.
        """
        try:
            if record["format"] not in (FORMAT, FIRST_FORMAT) or record["columns"] != list(
                FrameItem.__slots__
            ):
                raise BadFrame("Danh sách đã chốt thuộc một phiên bản khác: hãy chốt lại.")
            limit = Limit(**record["limit"])
            items = tuple(_read_item(values) for values in record["items"])
            plain = items, limit, float(record["alpha"]), str(record["model"])
            if record["format"] == FIRST_FORMAT:
                return cls(*plain)
            named = record["beacon"]
            beacon = None if named is None else Beacon.from_dict(named)
            return cls(*plain, filters=Filters.from_dict(record["filters"]), beacon=beacon)
        except (KeyError, TypeError, ValueError, AttributeError, StatsError, BadSeed):
            raise BadFrame(
                "Danh sách đã chốt bị thiếu hoặc sai: hãy dùng tệp do certify freeze ghi ra."
            ) from None


def text_digest(title: str, lead: str) -> str:
    """SHA-256 that binds a post's words to the frame without storing them.

    >>> text_digest("a", "b") == sha256(b"a\\nb").hexdigest()
    True
    """
    return sha256(f"{title}\n{lead}".encode("utf-8", "surrogatepass")).hexdigest()


def _make_item(row: PostRow, score: float) -> FrameItem:
    if not math.isfinite(score):
        raise BadFrame(f"Điểm p_negative của bài {row.id} phải nằm trong khoảng 0 đến 1.")
    return FrameItem(
        id=row.id,
        score=round(score * MILLION),
        channel=row.channel,
        unit=row.unit,
        published=published_day(row.published),
        repost=row.repost,
        digest=text_digest(row.title, row.lead),
    )


def _read_item(values: Sequence[Any]) -> FrameItem:
    item = FrameItem(*values)
    if not isinstance(item.score, int) or not all(isinstance(v, str) for v in (item.id, item.published)):
        raise TypeError
    return item
