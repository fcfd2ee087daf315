"""The form that begins a letter: its kind, to whom it goes, and what it passes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.relay import LETTER_KINDS, day_refusal
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted

KIND_CHOICES = [(code or "CV", kind.name.capitalize()) for code, kind in LETTER_KINDS.items()]


@dataclass(frozen=True, slots=True)
class Composing:
    """What a new letter is made of, besides its addressees."""

    kind: str
    subject: str
    #: row id of an obligation → own day, or None for the upper letter's
    chosen: dict[int, date | None]
    form: Posted

    @classmethod
    def read(cls, typed: QueryDict, duties: Iterable[Obligation], *, relays: bool) -> "Composing":
        """From posted values: ``kind``, ``subject``, ``take`` with row ids, ``due-ID`` for each."""
        form = Posted(typed.dict())
        kind = form.choice("kind", {code for code, _ in KIND_CHOICES}, missing="Hãy chọn loại văn bản.")
        missing = "" if relays else "Hãy ghi trích yếu: văn bản nói về việc gì."
        subject = form.text("subject", missing=missing)
        taken = set(typed.getlist("take"))
        chosen = {duty.pk: _own_day(form, duty) for duty in duties if str(duty.pk) in taken}
        if relays and not chosen:
            form.errors["take"] = "Hãy chọn ít nhất một việc để triển khai."
        return cls("" if kind == "CV" else kind, subject, chosen, form)


def _own_day(form: Posted, duty: Obligation) -> date | None:
    name = f"due-{duty.pk}"
    day = form.day(name)
    sentence = day_refusal(day, duty.due_on, today=today())
    if sentence and name not in form.errors:
        form.errors[name] = sentence
    return day
