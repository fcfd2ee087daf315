"""The list of letters."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count

from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.queries import dispatches, in_force, letters_with_open_offers
from haichieu.web.dispatches.forms.letter_dates import show_letter_date
from haichieu.web.dispatches.naming import letter_name, letter_sign, letter_state

ROWS = 25
STATES = (
    ("", "Tất cả"),
    ("waiting", "Chờ xác nhận"),
    ("confirmed", "Đã xác nhận"),
    ("set_aside", "Để riêng"),
)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the list."""

    letter: Dispatch
    sign: str
    name: str
    date: str
    state: str
    #: obligations in force under it
    tasks: int
    #: obligations that the machine proposes; None once somebody has confirmed the letter
    proposed: int | None
    #: the letter that it may be a copy of, by name; empty when none is offered
    same_as: str

    @property
    def progress(self) -> str:
        """Pages read so far of a letter that the machine is reading."""
        if self.state != "running" or not self.letter.pages_total:
            return ""
        return f"{self.letter.pages_done}/{self.letter.pages_total} trang"


@dataclass(frozen=True, slots=True)
class Preset:
    """One ready-made filter."""

    label: str
    url: str
    current: bool
    #: how many records it finds, None when it is not counted
    count: int | None = None


@dataclass(frozen=True, slots=True)
class LetterList:
    """The letters found, one page of them, and how they were looked for."""

    rows: tuple[LetterRow, ...]
    page: Page
    search: str
    state: str
    presets: tuple[Preset, ...]

    @classmethod
    def of(
        cls, units: Collection[int], *, search: str = "", state: str = "", page: str = "1"
    ) -> "LetterList":
        """Look letters up; the number of questions to the database does not grow with the rows."""
        found = dispatches(units=units, search=search, state=state).filter(copy_of=None)
        if state == "confirmed":
            found = found.exclude(confirmed_at=None)
        shown = Paginator(found, ROWS).get_page(page)
        letters = list(shown.object_list)
        tasks = _tasks(units, letters)
        proposed = _proposed(letters)
        same = letters_with_open_offers(letters)
        return cls(
            rows=tuple(
                _row(letter, tasks[letter.pk], proposed.get(letter.pk), same.get(letter.pk))
                for letter in letters
            ),
            page=shown,
            search=search,
            state=state,
            presets=_presets(units, search, state),
        )


def _tasks(units: Collection[int], letters: list[Dispatch]) -> Counter[int]:
    counted = (
        in_force(units=units)
        .filter(dispatch__in=[letter.pk for letter in letters])
        .order_by()
        .values_list("dispatch")
        .annotate(tasks=Count("id"))
        .values_list("dispatch", "tasks")
    )
    return Counter(dict(counted))


def _proposed(letters: list[Dispatch]) -> dict[int, int]:
    """How many obligations the newest reading of each letter that waits for a person proposes."""
    waiting = [letter.pk for letter in letters if letter_state(letter) == "waiting"]
    read = Reading.objects.filter(dispatch__in=waiting).order_by("by_person", "version")
    newest = dict(read.values_list("dispatch", "values__obligations"))
    return {pk: sum(item.get("boundary") is None for item in asked or ()) for pk, asked in newest.items()}


def _row(letter: Dispatch, tasks: int, proposed: int | None, same_as: Dispatch | None) -> LetterRow:
    return LetterRow(
        letter=letter,
        sign=letter_sign(letter),
        name=letter_name(letter),
        date=show_letter_date(letter.date),
        state=letter_state(letter),
        tasks=tasks,
        proposed=proposed,
        same_as=letter_name(same_as) if same_as else "",
    )


def _presets(units: Collection[int], search: str, state: str) -> tuple[Preset, ...]:
    waiting = dispatches(units=units, search=search, state="waiting").order_by().count()
    return tuple(
        Preset(
            label,
            "?" + urlencode({"q": search, "state": name}),
            name == state,
            waiting if name == "waiting" else None,
        )
        for name, label in STATES
    )
