"""What somebody wrote about a post that is still to come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import Channel
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


def new_values(asked: Mapping[str, str], channels: list[Channel], *, day: date, title: str) -> dict[str, str]:
    """What the form of a new draft holds at first: the day, the only channel, the work that it tells."""
    only = str(channels[0].pk) if len(channels) == 1 else ""
    return {
        "channel": asked.get("channel", only),
        "title": title,
        "planned_for": asked.get("day", format_date(day)),
        "tells": asked.get("tells", ""),
    }


def values_of(draft: PlannedPost) -> dict[str, str]:
    """What the form of a draft holds when it is opened."""
    return {
        "title": draft.title,
        "lead": draft.lead,
        "planned_for": format_date(draft.planned_for),
        "advisory": "1" if draft.advisory else "",
    }
