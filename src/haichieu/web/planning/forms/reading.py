"""What a reader's key says about a post that teaches the model, and which posts are still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from haichieu.posts.models import Tone
from haichieu.web.shell.posted import Posted

#: The key for a post that somebody does not want to judge.
SKIP = "skip"
#: Posts in one helping.
HELPING = 10


@dataclass(frozen=True, slots=True)
class Queue:
    """The posts of one helping that are still to be read, carried from page to page in the address."""

    waiting: tuple[int, ...]
    #: the post read last, to take it back; 0 for none
    last: int = 0
    read: int = 0

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "Queue | None":
        """The queue as it was sent, or None where there is none yet.

        >>> Queue.of({"queue": "7,9", "last": "3", "read": "1"})
        Queue(waiting=(7, 9), last=3, read=1)
        >>> Queue.of({}) is None
        True
        """
        if "queue" not in data:
            return None
        waiting = tuple(n for piece in data["queue"].split(",") if (n := _number(piece)))[:HELPING]
        return cls(waiting, _number(data.get("last", "")), min(_number(data.get("read", "")), HELPING))

    def after(self, *, read: bool) -> "Queue":
        """The queue without its first post."""
        if not read:
            return Queue(self.waiting[1:], self.last, self.read)
        return Queue(self.waiting[1:], self.waiting[0], self.read + 1)

    def back(self) -> "Queue":
        """The queue with the post read last in front again."""
        return Queue((self.last, *self.waiting), 0, max(self.read - 1, 0))

    @property
    def address(self) -> str:
        """The query part of the address of its next post."""
        return urlencode({"queue": self.written, "last": self.last or "", "read": self.read})

    @property
    def written(self) -> str:
        """The ids as one value of a form."""
        return ",".join(map(str, self.waiting))


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


@dataclass(frozen=True, slots=True)
class ReadingForm:
    """One key: a tone with or without the flag, or none where the post was passed over."""

    tone: str
    advisory: bool


def read_key(form: Posted) -> ReadingForm | None:
    """What the key says, or None with a sentence when no key was pressed."""
    tone = form.choice("tone", [*Tone.values, SKIP], missing="Hãy chọn một trong ba sắc thái.")
    return ReadingForm("" if tone == SKIP else tone, form.yes("advisory")) if form.is_fine else None
