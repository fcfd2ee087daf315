"""What a person asks of the list of posts, read from the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Tone
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date

#: Years in which a post can have been published. Farther off, a moment in another time zone may not exist at all.
_YEARS = range(1990, 2101)
ADVISORY = {"1": True, "0": False}
#: The choice of posts that the machine takes neither for an advisory nor for none.
LIKE_ADVISORY = "2"


@dataclass(frozen=True, slots=True)
class PostFilter:
    """The questions put to the list; empty means all."""

    channel: int | None = None
    first: date | None = None
    last: date | None = None
    tone: str = ""
    advisory: bool | None = None
    like_advisory: bool = False
    search: str = ""
    #: the last row of the page before
    after: tuple[datetime, int] | None = None

    @property
    def is_countable(self) -> bool:
        """Whether the daily mix can say how many posts there are, without counting posts."""
        if self.search or self.like_advisory or self.advisory is False:
            return False
        return not (self.tone and self.advisory)

    def address(self, after: PublishedItem | None = None) -> str:
        """The query part of the address that asks the same, from after a row on."""
        asked = {
            "channel": self.channel or "",
            "first": vn_date(self.first),
            "last": vn_date(self.last),
            "tone": self.tone,
            "advisory": LIKE_ADVISORY
            if self.like_advisory
            else {True: "1", False: "0", None: ""}[self.advisory],
            "q": self.search,
            "after": f"{after.published_at.isoformat()}~{after.pk}" if after else "",
        }
        return urlencode({key: value for key, value in asked.items() if value})


def read_filter(data: Mapping[str, str]) -> tuple[PostFilter, Posted]:
    """The filter, and the form that keeps what was typed and says which day is none."""
    form = Posted(data)
    tone = form.values.get("tone", "")
    return (
        PostFilter(
            channel=form.pk("channel"),
            first=form.day("first"),
            last=form.day("last"),
            tone=tone if tone in Tone.values else "",
            advisory=ADVISORY.get(form.values.get("advisory", "")),
            like_advisory=form.values.get("advisory") == LIKE_ADVISORY,
            search=form.text("q", longest=200),
            after=_cursor(form.values.get("after", "")),
        ),
        form,
    )


def _cursor(text: str) -> tuple[datetime, int] | None:
    moment, _, pk = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    if at.tzinfo is None or at.year not in _YEARS:
        return None
    return (at, int(pk)) if pk.isdecimal() and len(pk) < 18 else None
