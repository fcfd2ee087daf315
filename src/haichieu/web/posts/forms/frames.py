"""The form that freezes a list of posts, and the one that begins a run on it: seed, readers, settling."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import Channel
from haichieu.posts.models import SeedKind, SeedSource, Settling
from haichieu.stats.errors import StatsError
from haichieu.stats.limits import Limit
from haichieu.web.shell.posted import Posted


@dataclass(frozen=True, slots=True)
class FrameForm:
    """What to certify."""

    channels: tuple[Channel, ...]
    first: date
    last: date
    limit: Limit
    #: whether posts passed on from others are in
    reposts: bool
    #: whether a round of a public beacon is named now, which alone may give the seed
    beacon: bool


def read_frame(form: Posted, chosen: Collection[str], channels: Sequence[Channel]) -> FrameForm | None:
    """What to certify, or None with a sentence beside each field that is wrong.

    ``chosen`` are the ticked channel ids, ``channels`` those that may be ticked.
    """
    taken = tuple(channel for channel in channels if str(channel.pk) in chosen)
    if not taken:
        form.errors["channel"] = "Hãy chọn ít nhất một kênh."
    first = form.day("first", missing="Hãy ghi ngày đầu của khoảng.")
    last = form.day("last", missing="Hãy ghi ngày cuối của khoảng.")
    if first and last and last < first:
        form.errors["last"] = "Ngày cuối đứng trước ngày đầu; hãy xem lại hai ngày."
    limit = _limit(form)
    if not form.is_fine or first is None or last is None or limit is None:
        return None
    return FrameForm(taken, first, last, limit, form.values.get("reposts") != "0", form.yes("beacon"))


def _limit(form: Posted) -> Limit | None:
    try:
        typed = form.text("limit", missing="Hãy ghi giới hạn, ví dụ 15%.", longest=40)
        return Limit.parse(
            f"{typed}%" if typed.isdecimal() else typed, strict=form.values.get("strict") != "0"
        )
    except StatsError as error:
        form.errors.setdefault("limit", str(error))
        return None


#: Choice of a seed that the program draws now.
DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class RunForm:
    """How a run begins."""

    seed: str
    source: SeedSource
    kind: SeedKind
    readers: int
    settling: Settling


def read_run(form: Posted) -> RunForm | None:
    """How to begin, or None with a sentence beside the field that is wrong; what a seed must hold the room knows."""
    form.values.setdefault("kind", DRAWN if form.yes("draw") else SeedKind.TEXT.value)
    kind = form.choice("kind", [DRAWN, *SeedKind.values], missing="Hãy chọn số gieo đến từ đâu.")
    seed = secrets.token_hex(8) if kind == DRAWN else form.text("seed", longest=600)
    if not form.is_fine:
        return None
    return RunForm(
        seed,
        SeedSource.DRAWN if kind == DRAWN else SeedSource.GIVEN,
        SeedKind.TEXT if kind == DRAWN else SeedKind(kind),
        2 if form.values.get("readers") == "2" else 1,
        Settling.THIRD if form.values.get("settling") == Settling.THIRD.value else Settling.MEAN,
    )
