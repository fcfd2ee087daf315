"""The form that freezes a list of posts, and the one that begins a run on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import Channel
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
    return FrameForm(taken, first, last, limit)


def _limit(form: Posted) -> Limit | None:
    try:
        typed = form.text("limit", missing="Hãy ghi giới hạn, ví dụ 15%.", longest=40)
        return Limit.parse(
            f"{typed}%" if typed.isdecimal() else typed, strict=form.values.get("strict") != "0"
        )
    except StatsError as error:
        form.errors.setdefault("limit", str(error))
        return None
