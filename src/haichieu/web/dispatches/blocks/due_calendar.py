"""The due days of open obligations, for a calendar on a phone or in Outlook."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.crypto import salted_hmac

from haichieu.base.clock import now
from haichieu.dispatches.exchange import HANOI, VIETNAM, CalendarEntry, Once, Schedule, write_calendar
from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import obligations
from haichieu.text.privacy import mask_private_names
from haichieu.web.dispatches.naming import letter_name

#: What is longer overdue is no appointment any more; the list of obligations still shows it.
_OVERDUE = timedelta(days=365)


def due_calendar(open_units: Collection[int], *, on: date, letter: Dispatch | None = None) -> bytes:
    """An iCalendar file with one event for each open obligation that has a due day, of one letter or of all.

    Its ids stay the same under whatever address the office is opened, and differ from those of another office.
    """
    owed = obligations(units=open_units, on=on, state="open").exclude(due_on=None)
    if letter is not None:
        owed = owed.filter(dispatch=letter)
    office = salted_hmac(__name__, "office").hexdigest()[:16]
    return write_calendar(
        (_entry(row, row.due_on, office) for row in owed),
        name="Hạn xử lý văn bản",
        after=on - _OVERDUE,
        stamp=now().astimezone(HANOI),
        calendar=VIETNAM,
    )


def _entry(owed: Obligation, due_on: date, office: str) -> CalendarEntry:
    text = mask_private_names(" ".join(owed.text.split()))
    letter = letter_name(owed.dispatch)
    short = text if len(text) <= 100 else text[:99].rstrip() + "…"
    reason = f"\n{owed.deadline_reason}" if owed.deadline_reason else ""
    return CalendarEntry(
        uid=f"obligation-{owed.pk}@{office}.haichieu",
        summary=f"{short} ({letter})",
        description=f"{text}{reason}\nTheo: {letter}",
        schedule=Schedule(owed.deadline_text, Once(due_on)),
    )
