"""What somebody wrote about a post that is still to come."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import Channel
from haichieu.dispatches.models import Obligation
from haichieu.posts.models import PlannedPost
from haichieu.text.dates import format_date
from haichieu.web.shell.posted import Posted


@dataclass(frozen=True, slots=True)
class DraftForm:
    """One draft as typed; the channel is None where it cannot be chosen any more."""

    channel: Channel | None
    title: str
    lead: str
    planned_for: date
    advisory: bool


def read_draft(form: Posted, channels: Iterable[Channel] | None = None) -> DraftForm | None:
    """The draft, or None with sentences beside the fields. Without ``channels`` the channel is not asked for."""
    channel = _channel(form, channels) if channels is not None else None
    title = form.text("title", missing="Hãy ghi tiêu đề của bài dự kiến.")
    lead = form.text("lead", longest=5000)
    day = form.day("planned_for", missing="Hãy ghi ngày định đăng, ví dụ 05/11/2026.")
    if day is None or not form.is_fine:
        return None
    return DraftForm(channel, title, lead, day, form.yes("advisory"))


def _channel(form: Posted, channels: Iterable[Channel]) -> Channel | None:
    chosen = form.pk("channel", missing="Hãy chọn kênh sẽ đăng bài.")
    channel = next((channel for channel in channels if channel.pk == chosen), None)
    if channel is None:
        form.errors["channel"] = "Hãy chọn kênh sẽ đăng bài."
    return channel


#: The number or dash before an item of a letter.
_ITEM_MARK = re.compile(r"^\s*(?:\d+[.)]|[-–+•])\s*")


def new_values(
    asked: Mapping[str, str], channels: Sequence[Channel], *, day: date, told: Obligation | None = None
) -> dict[str, str]:
    """What a new draft holds at first: the day, the channel where only one can be meant, the work that it tells."""
    unit = str(told.owner_id) if told else asked.get("unit", "")
    likely = [channel for channel in channels if not unit or str(channel.unit_id) == unit]
    # A channel of another unit is never taken for granted: the draft would stand on that unit's plan.
    only = str(likely[0].pk) if len(likely) == 1 else ""
    return {
        "channel": asked.get("channel", only),
        "title": title_of(told.text) if told else "",
        "planned_for": asked.get("day", format_date(day)),
        "tells": asked.get("tells", ""),
    }


def title_of(work: str) -> str:
    """A first title from the words of a piece of work.

    >>> title_of("4. Chi hỗ trợ đúng đối tượng;")
    'Chi hỗ trợ đúng đối tượng'
    """
    return _ITEM_MARK.sub("", work)[:300].rstrip(" ;,.")


def values_of(draft: PlannedPost) -> dict[str, str]:
    """What the form of a draft holds when it is opened."""
    return {
        "title": draft.title,
        "lead": draft.lead,
        "planned_for": format_date(draft.planned_for),
        "advisory": "1" if draft.advisory else "",
    }
