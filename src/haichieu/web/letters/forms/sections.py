"""The sections of a draft, each with a form of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from haichieu.dispatches.relay import Content, Point, bare_point
from haichieu.units.rules import Tree
from haichieu.web.letters.forms.addressed import AddressedForm, KindBelow
from haichieu.web.shell.posted import Posted

#: Section → its heading, in the order of the letter.
SECTIONS = {
    "subject": "Trích yếu",
    "to": "Kính gửi",
    "opening": "Căn cứ và lời mở đầu",
    "points": "Các việc",
    "closing": "Lời kết",
    "recipients": "Nơi nhận",
    "signer": "Người ký",
}
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Section:
    """One section or several as they were typed, put into the whole letter."""

    #: the first that was wrong, else the first
    name: str
    subject: str
    content: Content
    errors: dict[str, str]

    @classmethod
    def read(
        cls,
        typed: QueryDict,
        subject: str,
        content: Content,
        *,
        unit: int,
        tree: Tree,
        kinds: Sequence[KindBelow],
    ) -> "Section":
        """From posted values: each ``section`` names one; the rest of the letter stays as it is."""
        form, wrong = Posted(typed.dict()), []
        names = [name for name in SECTIONS if name in typed.getlist("section")]
        for name in names:
            before = len(form.errors)
            if name == "subject":
                subject = form.text("subject", missing="Hãy ghi trích yếu.")
            elif name == "to":
                to = AddressedForm.read(typed, unit, tree, kinds)
                content = _addressed(to, form, content)
            elif name == "points":
                content = replace(content, points=_points(typed, form, content))
            else:
                content = _words(name, form, content)
            wrong += [name] if len(form.errors) > before else []
        return cls(next(iter(wrong or names), ""), subject, content, form.errors)


def _addressed(to: AddressedForm, form: Posted, content: Content) -> Content:
    if to.error:
        form.errors["to"] = to.error
    value = to.value
    return replace(content, addressees=value.phrases, unit_kinds=value.unit_kinds, units=value.units)


def _words(name: str, form: Posted, content: Content) -> Content:
    if name == "opening":
        return replace(
            content, citations=_lines(form, "citations"), opening=form.text("opening", longest=_LONGEST)
        )
    if name == "closing":
        return replace(content, closing=form.text("closing", longest=_LONGEST))
    if name == "recipients":
        return replace(content, recipients=_lines(form, "recipients"))
    return replace(
        content,
        authority=form.text("authority", longest=200),
        signer_title=form.text("signer_title", missing="Hãy ghi chức vụ người ký.", longest=120),
        signer_name=form.text("signer_name", missing="Hãy ghi họ tên người ký.", longest=120),
    )


def _lines(form: Posted, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in form.text(name, longest=_LONGEST).splitlines() if line.strip())


def _points(typed: QueryDict, form: Posted, content: Content) -> tuple[Point, ...]:
    """Each point as typed, in order; one whose words were taken out is gone, the last is a new one."""
    found = []
    for place in range(len(content.points) + 1):
        text = form.text(f"point-{place}", longest=_LONGEST)
        due = form.day(f"due-{place}")
        if not text or typed.get(f"drop-{place}"):
            continue
        obligation = content.points[place].obligation if place < len(content.points) else None
        found.append(Point(bare_point(text), due, obligation))
    return tuple(found)
