"""The small forms of the registers: reserve a number, say how numbers run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from haichieu.web.letters.forms.composing import KIND_CHOICES
from haichieu.web.shell.posted import Posted


@dataclass(frozen=True, slots=True)
class Reservation:
    """A number for a letter written on paper."""

    kind: str
    subject: str
    reason: str
    form: Posted

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "Reservation":
        """From posted values."""
        form = Posted(typed)
        kind = form.choice("kind", {code for code, _ in KIND_CHOICES}, missing="Hãy chọn loại văn bản.")
        subject = form.text("subject", missing="Hãy ghi trích yếu.")
        reason = form.text("reason", missing="Hãy ghi vì sao lấy số cho văn bản giấy.", longest=300)
        return cls("" if kind == "CV" else kind, subject, reason, form)


@dataclass(frozen=True, slots=True)
class NumberingForm:
    """How numbers run from a day on."""

    by_kind: bool
    term: str
    valid_from: date | None
    source: str
    form: Posted

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "NumberingForm":
        """From posted values."""
        form = Posted(typed)
        by_kind = form.choice("by_kind", ("kind", "all"), missing="Hãy chọn một cách đánh số.") == "kind"
        term = form.text("term", longest=20)
        valid_from = form.day("valid_from", missing="Hãy ghi ngày bắt đầu.")
        source = form.text("source", missing="Hãy ghi văn bản quy định cách đánh số.", longest=300)
        return cls(by_kind, term, valid_from, source, form)
