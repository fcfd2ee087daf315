"""The page of a letter's electronic exchange: how it came, what it brought, how it goes out, and its statuses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import ceil

from haichieu.dispatches.actions import GIVEN_CODES, status_word
from haichieu.dispatches.models import Dispatch, LetterMessage, MessageFile
from haichieu.dispatches.queries import in_force, issuer_code, lacking, message_of, own_code
from haichieu.web.dispatches.blocks.statuses import StatusRow, status_rows
from haichieu.web.dispatches.naming import letter_name

PURPOSES = {"new": "Gửi mới", "recall": "Thu hồi", "update": "Cập nhật", "replace": "Thay thế"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the message."""

    file: MessageFile
    kilobytes: int


@dataclass(frozen=True, slots=True)
class ExchangePage:
    """Everything that the page shows."""

    letter: Dispatch
    name: str
    message: LetterMessage | None
    files: tuple[FileRow, ...]
    statuses: tuple[StatusRow, ...]
    #: what the letter lacks before it can be sent, as words; empty when nothing
    lacks: str
    #: whether a day is due under the letter, so that a calendar of it is worth having
    has_days: bool
    may_give: bool
    #: the two offices' codes, as far as they are known
    codes: Mapping[str, str]
    #: what was typed into the form that was refused
    typed: Mapping[str, str] = field(default_factory=dict)
    #: name of that form, and why
    refused: str = ""
    sentence: str = ""

    @classmethod
    def of(
        cls,
        letter: Dispatch,
        units: Collection[int],
        *,
        may_give: bool,
        typed: Mapping[str, str] | None = None,
        refused: str = "",
        sentence: str = "",
    ) -> "ExchangePage":
        """Gather the page; whether the person may give a status is asked by the caller."""
        message = message_of(letter)
        files = message.files.order_by("position") if message else ()
        codes = {"sender": own_code(letter.unit_id, message), "issuer": issuer_code(letter, message)}
        return cls(
            letter=letter,
            name=letter_name(letter),
            message=message,
            files=tuple(FileRow(file, ceil(file.size / 1024)) for file in files),
            statuses=status_rows(letter, units),
            lacks=", ".join([*lacking(letter), *([] if letter.subject else ["trích yếu"])]),
            has_days=in_force(units=units)
            .filter(dispatch=letter, done_at=None)
            .exclude(due_on=None)
            .exists(),
            may_give=may_give and letter.copy_of_id is None,
            codes=codes if letter.unit_id in units else {},
            typed=typed or {},
            refused=refused,
            sentence=sentence,
        )

    @property
    def status_form(self) -> Mapping[str, str]:
        """What the form of a status holds."""
        return {**self.codes, **(self.typed if self.refused == "status" else {})}

    @property
    def general_sentence(self) -> str:
        """Why something was refused that has no form on the page."""
        forms = ("status", "send") if self.may_give else ()
        return "" if self.refused in forms else self.sentence

    @property
    def send_form(self) -> Mapping[str, str]:
        """What the form of sending holds."""
        return {**self.codes, **(self.typed if self.refused == "send" else {})}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The statuses to choose from."""
        return [(code, status_word(code)) for code in GIVEN_CODES]

    @property
    def purpose(self) -> str:
        """What the message does with the letter."""
        return PURPOSES.get(self.message.purpose, "") if self.message else ""
