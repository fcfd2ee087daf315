"""Compute a certificate again from its record alone, and say where the two differ."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from haichieu.posts.rules.audits import PostAudit
from haichieu.posts.rules.certificate import TAKEN_OVER, Certificate, issue
from haichieu.posts.rules.errors import BadLabels, BadSeed
from haichieu.posts.rules.records import FIRST_FORMAT, FORMAT, record_digest
from haichieu.posts.rules.seeds import AFTER_FREEZE, Seed, check_time, seed_value
from haichieu.posts.rules.spoken_records import spoken_place, spoken_value
from haichieu.stats import RECIPES

#: Relative difference that another machine's arithmetic may make.
TOLERANCE = 1e-9
#: Differences that are told one by one; a changed label moves every wealth after it.
_MOST_TOLD = 20


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
    """Recompute all that a record states: hash of the list, draws, weights, stakes, wealth, decisions, intervals.

    Args:
        record: a certificate as `Certificate.to_dict` gives it (also after a way through JSON).

    Raises:
        PostsError: the record is not complete enough to be replayed.
    """
    claimed = Certificate.from_dict(record)
    if record.get("digest") != record_digest(record):
        return _disagree("Mã kiểm của chứng nhận không khớp: tệp đã bị sửa sau khi cấp.")
    if claimed.method not in tuple(RECIPES):
        return _disagree(f"Chương trình này không biết phương pháp {_short(claimed.method)}.")
    if claimed.frame_hash != claimed.frame.frame_hash:
        return _disagree("Mã băm của danh sách không khớp: danh sách, điểm hoặc giới hạn đã bị sửa.")
    try:
        _check_seed(claimed)
        run = PostAudit(
            claimed.frame,
            claimed.seed,
            claimed.labels,
            readers=claimed.readers_each,
            settling=claimed.settling or "mean",
            method=claimed.method,
        )
    except (BadLabels, BadSeed) as error:
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
        unstarted=claimed.unstarted,
        seed_kind=claimed.seed_kind,
        seed_evidence=claimed.seed_evidence,
        frozen_at=claimed.frozen_at,
        undone=claimed.undone,
        form=FIRST_FORMAT if claimed.is_first_format else FORMAT,
    )
    # The last digits of floating point may differ between machines, and then so does the new digest.
    fresh = again.to_dict() | {"digest": record["digest"]}
    # Certificates issued earlier spell one word of the sentence the other way; both spellings are right.
    said = {"sentence": claimed.sentence.replace("tỉ lệ", "tỷ lệ")}
    found = list(_differences("", dict(record) | said, fresh))
    told, rest = found[:_MOST_TOLD], len(found[_MOST_TOLD:])
    more = (f"Còn {rest} chỗ khác nữa không khớp.",) if rest else ()
    return Replay(
        agrees=not found,
        differences=(
            *(f"Mục {path} ghi {_short(one)}, tính lại được {_short(other)}." for path, one, other in told),
            *more,
        ),
        spoken=(
            *(
                f"Bản chứng nhận ghi {spoken_place(path)} là {spoken_value(one)}, "
                f"tính lại được {spoken_value(other)}."
                for path, one, other in told
            ),
            *more,
        ),
    )


def _check_seed(claimed: Certificate) -> None:
    """Whether the seed follows from its evidence, is the one waited for, and became known between freeze and issue.

    Raises:
        BadSeed: it is not.
    """
    kind, evidence, named = claimed.seed_kind, claimed.seed_evidence, claimed.frame.beacon
    if claimed.is_first_format and kind is None and evidence is None and named is None:
        return
    if kind is None or evidence is None:
        raise BadSeed("Chứng nhận thiếu căn cứ của số gieo.")
    if not claimed.is_first_format and claimed.seed_source is None:
        raise BadSeed("Chứng nhận không ghi ai đưa ra số gieo.")
    if not claimed.is_first_format and kind in AFTER_FREEZE and claimed.frozen_at is None:
        raise BadSeed("Chứng nhận không ghi lúc chốt danh sách, nên không rõ số gieo có sau lúc đó.")
    if seed_value(kind, evidence) != str(claimed.seed):
        raise BadSeed("Số gieo không phải là số suy ra từ căn cứ đã ghi.")
    if named is not None and (kind, evidence.get("chain"), evidence.get("round")) != (
        "beacon",
        named.chain,
        named.round,
    ):
        raise BadSeed(
            f"Danh sách đã hẹn trước vòng {named.round} của nguồn ngẫu nhiên, số gieo không lấy từ vòng đó."
        )
    frozen_at = _moment(claimed.frozen_at, "Lúc đóng băng danh sách")
    issued_at = _moment(claimed.issued_at, "Lúc cấp chứng nhận")
    if frozen_at is not None and issued_at is not None and frozen_at > issued_at:
        raise BadSeed("Chứng nhận ghi lúc cấp sớm hơn lúc chốt danh sách.")
    # Old figures could have been chosen; figures still to come on the day of issue were invented.
    check_time(Seed(kind, str(claimed.seed), evidence), frozen_at, issued_at)


def _moment(written: str | None, what: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written) if written else None
    except ValueError:
        raise BadSeed(f"{what} không phải là một thời điểm.") from None
    if moment is not None and moment.tzinfo is None:
        raise BadSeed(f"{what} thiếu múi giờ.")
    return moment


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
