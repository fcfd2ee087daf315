"""One place where a document departs from its layout rule."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a deviation weighs."""

    #: The rule says otherwise.
    ERROR = "lỗi"
    #: To be looked at: a draft's blank, a habit the rule does not want, or something the file does not tell surely.
    NOTE = "nhắc"


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is wrong, by which article, where, and how to put it right."""

    #: Short name of the rule, such as `margins`.
    rule: str
    severity: Severity
    #: Article that sets it, or the guide alone where we have not read the article.
    article: str
    #: Where in the document, in Vietnamese.
    place: str
    #: What was found, one Vietnamese sentence.
    message: str
    #: What to do, one Vietnamese sentence.
    fix: str
    #: The words meant, as a range of the text that was read; None in files that are not read as text.
    span: tuple[int, int] | None = None
    #: Part of the document, such as “Nơi nhận”.
    part: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON.

        >>> Deviation("page", Severity.ERROR, "NĐ", "Phần 1", "A.", "B.").to_dict()["severity"]
        'lỗi'
        """
        return {**asdict(self), "severity": self.severity.value}
