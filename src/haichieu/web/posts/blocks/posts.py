"""Blocks of the list of posts and of one post."""

from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import Channel, PublishedItem
from haichieu.posts.models import Tone, ToneReading
from haichieu.posts.queries import PERSON, Blindness, Mix, OpenReading, mix, posts
from haichieu.web.posts.forms.filters import PostFilter

#: Rows of one page of the list.
ROWS = 40

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of the list with the machine's reading, if it was read."""

    item: PublishedItem
    reading: ToneReading | None
    #: whether the reading is kept from the person, who reads in an open run
    is_kept: bool = False

    @property
    def is_corrected(self) -> bool:
        """Whether a person's reading stands in the place of the machine's."""
        return self.reading is not None and self.reading.model == PERSON


@dataclass(frozen=True, slots=True)
class PostPage:
    """One page of posts, newest first, and the way to the next."""

    asked: PostFilter
    rows: tuple[PostRow, ...]
    has_more: bool
    #: the machine's counts over the whole filter; None where only counting posts could tell
    mix: Mix | None
    #: an open run in which the person reads posts of these days
    kept: OpenReading | None = None

    @property
    def count(self) -> int | None:
        """How many posts the filter finds, when the daily mix knows."""
        if self.mix is None:
            return None
        if self.asked.advisory:
            return self.mix.advisory
        return getattr(self.mix, self.asked.tone) if self.asked.tone else self.mix.items

    @property
    def next_address(self) -> str:
        """The query part of the next page's address."""
        return self.asked.address(self.rows[-1].item) if self.has_more and self.rows else ""

    @property
    def first_address(self) -> str:
        """The query part of the first page's address, when this is not it."""
        return self.asked.address() if self.asked.after else ""


def post_page(asked: PostFilter, channels: list[Channel], blind: Blindness) -> PostPage:
    """The page that a filter asks for, among the channels open to the person.

    A post whose estimate is kept from the person is found by no tone and by no flag, and the days' counts by tone are
    not told.
    """
    open_pks = [channel.pk for channel in channels]
    pks = [asked.channel] if asked.channel in open_pks else [] if asked.channel else open_pks
    found = posts(
        channels=pks,
        first=asked.first,
        last=asked.last,
        tone=asked.tone,
        advisory=asked.advisory,
        like_advisory=asked.like_advisory,
        search=asked.search,
        after=asked.after,
    )
    kept = blind.over_days(asked.first, asked.last)
    is_by_estimate = bool(asked.tone) or asked.advisory is not None or asked.like_advisory
    if kept and is_by_estimate:
        found = found.exclude(blind.condition)
    items = list(found[: ROWS + 1])
    counted = asked.is_countable and not (kept and is_by_estimate)
    return PostPage(
        asked=asked,
        rows=tuple(_row(item, blind) for item in items[:ROWS]),
        has_more=len(items) > ROWS,
        mix=mix(channels=pks, first=asked.first or _FIRST_DAY, last=asked.last or _LAST_DAY)
        if counted
        else None,
        kept=kept,
    )


def _row(item: PublishedItem, blind: Blindness) -> PostRow:
    return PostRow(item, None, is_kept=True) if blind.over(item) else PostRow(item, _reading(item))


def _reading(item: PublishedItem) -> ToneReading | None:
    return getattr(item, "tone", None)


@dataclass(frozen=True, slots=True)
class ToneChance:
    """How probable the machine finds one tone."""

    tone: str
    word: str
    chance: float

    @property
    def width(self) -> float:
        """Length of its bar out of 200."""
        return round(200 * self.chance, 1)


def tone_chances(reading: ToneReading) -> list[ToneChance]:
    """The three chances in the usual order."""
    chances = {
        Tone.POSITIVE: reading.p_positive,
        Tone.NEUTRAL: reading.p_neutral,
        Tone.NEGATIVE: reading.p_negative,
    }
    return [ToneChance(tone.value, str(tone.label), chance) for tone, chance in chances.items()]
