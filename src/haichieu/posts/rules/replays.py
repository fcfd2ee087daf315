"""Compute a certificate again from its record alone, and say where the two differ."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haichieu.posts.rules.audits import PostAudit
from haichieu.posts.rules.certificate import METHOD, TAKEN_OVER, Certificate, issue, record_digest
from haichieu.posts.rules.errors import BadLabels
from haichieu.posts.rules.spoken_records import spoken_place, spoken_value

#: Relative difference that another machine's arithmetic may make.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Replay:
    """Outcome of a replay.

    Attributes:
        agrees: True when every figure of the record came out again.
        differences: one Vietnamese sentence for each that did not.
        taken_over: names of what the record holds and a replay cannot recompute.
        spoken: the differences with every field called by its Vietnamese name.
    """

    agrees: bool
    differences: tuple[str, ...]
    taken_over: tuple[str, ...] = TAKEN_OVER
    spoken: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The outcome for programs: fields under the names that the record gives them."""
        return {"agrees": self.agrees, "differences": self.differences, "taken_over": self.taken_over}


def replay(record: Mapping[str, Any]) -> Replay:
    """Recompute hash of the list, draws, bets, decision, estimates and intervals from a record.

    Args:
        record: a certificate as `Certificate.to_dict` gives it (also after a way through JSON).

    Raises:
        PostsError: the record is not complete enough to be replayed.
    """
    claimed = Certificate.from_dict(record)
    if record.get("digest") != record_digest(record):
        return _disagree("Mã kiểm của chứng nhận không khớp: tệp đã bị sửa sau khi cấp.")
    if claimed.method != METHOD:
        return _disagree(f"Phương pháp {claimed.method} khác với {METHOD} của chương trình này.")
    if claimed.frame_hash != claimed.frame.frame_hash:
        return _disagree("Mã băm của danh sách không khớp: danh sách, điểm hoặc giới hạn đã bị sửa.")
    try:
        run = PostAudit(claimed.frame, claimed.seed, claimed.labels)
    except BadLabels as error:
        return _disagree(str(error))
    again = issue(
        run,
        number=claimed.run,
        version=claimed.version,
        log_head=claimed.log_head,
        issued_at=claimed.issued_at,
        seed_source=claimed.seed_source,
        readers=claimed.readers,
        earlier=claimed.earlier,
    )
    # The last digits of floating point may differ between machines, and then so does the new digest.
    fresh = again.to_dict() | {"digest": record["digest"]}
    # Certificates issued earlier spell one word of the sentence the other way; both spellings are right.
    said = {"sentence": claimed.sentence.replace("tỉ lệ", "tỷ lệ")}
    found = list(_differences("", dict(record) | said, fresh))
    return Replay(
        agrees=not found,
        differences=tuple(
            f"Mục {path} ghi {_short(one)}, tính lại được {_short(other)}." for path, one, other in found
        ),
        spoken=tuple(
            f"Bản chứng nhận ghi {spoken_place(path)} là {spoken_value(one)}, tính lại được {spoken_value(other)}."
            for path, one, other in found
        ),
    )


def _disagree(why: str) -> Replay:
    return Replay(agrees=False, differences=(why,), spoken=(why,))


def _differences(path: str, claimed: Any, again: Any) -> Iterator[tuple[str, Any, Any]]:
    """Walk two JSON values side by side."""
    if isinstance(again, dict) and isinstance(claimed, Mapping):
        for key in sorted(again.keys() | claimed.keys()):
            yield from _differences(f"{path}.{key}".lstrip("."), claimed.get(key), again.get(key))
    elif isinstance(again, list) and isinstance(claimed, list) and len(again) == len(claimed):
        for place, (one, other) in enumerate(zip(claimed, again, strict=True)):
            yield from _differences(f"{path}[{place}]", one, other)
    elif not _same(claimed, again):
        yield path, claimed, again


def _same(claimed: Any, again: Any) -> bool:
    if isinstance(again, float) and isinstance(claimed, int | float) and not isinstance(claimed, bool):
        return math.isclose(claimed, again, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return type(claimed) is type(again) and bool(claimed == again)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
