"""The post that would teach the model most, one at a time. What the machine makes of it is never shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from haichieu.channels.models import PublishedItem
from haichieu.channels.queries import channels
from haichieu.posts.queries import PERSON, Blindness, helpful_posts, posts
from haichieu.web.planning.forms.reading import HELPING, Queue
from haichieu.web.posts.blocks.labels import KEYS, Key
from haichieu.web.shell.charts import progress_bar
from haichieu.web.shell.templatetags.viet import vn_number

#: Posts of the last so many days are asked about.
DAYS = 90


@dataclass(frozen=True, slots=True)
class TeachCard:
    """What the reader sees."""

    queue: Queue
    #: None at the end of a helping
    item: PublishedItem | None
    last: PublishedItem | None
    last_word: str
    note: str

    @property
    def keys(self) -> tuple[Key, ...]:
        """The three keys in their order."""
        return KEYS

    @property
    def progress_words(self) -> str:
        """How far the helping is."""
        if self.item is None:
            return f"Đã đọc {vn_number(self.queue.read)} bài."
        return f"Đã đọc {vn_number(self.queue.read)} bài, còn {vn_number(len(self.queue.waiting))} bài trong lượt này."

    @property
    def bar(self) -> SafeString:
        """The same as a bar."""
        whole = self.queue.read + len(self.queue.waiting)
        return mark_safe(progress_bar(self.queue.read / whole if whole else 0.0))


def new_queue(units: Collection[int], *, today: date, blind: Blindness) -> Queue:
    """The posts of these units' channels from which the model would learn most, without those of open runs."""
    pks = [channel.pk for channel in channels(units=units)]
    found = helpful_posts(
        channels=pks, first=today - timedelta(days=DAYS), last=today, count=HELPING, blind=blind
    )
    return Queue(tuple(item.pk for item in found))


def teach_card(queue: Queue, units: Collection[int], *, blind: Blindness, note: str = "") -> TeachCard:
    """The first post of the queue that is open to the person; the others of the queue are passed over."""
    pks = [channel.pk for channel in channels(units=units)]
    asked = {*queue.waiting, queue.last}
    found = {item.pk: item for item in posts(channels=pks).filter(pk__in=asked)}
    waiting = tuple(pk for pk in queue.waiting if pk in found and blind.over(found[pk]) is None)
    last = found.get(queue.last)
    read = last is not None and hasattr(last, "tone") and last.tone.model == PERSON
    return TeachCard(
        queue=Queue(waiting, queue.last if read else 0, queue.read),
        item=found[waiting[0]] if waiting else None,
        last=last if read else None,
        last_word=_said(last) if read and last else "",
        note=note,
    )


def _said(item: PublishedItem) -> str:
    word = next(key.word for key in KEYS if key.tone == item.tone.tone)
    return f"{word}, cảnh báo" if item.tone.advisory else word
