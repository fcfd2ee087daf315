"""A deadline as read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline in a paragraph."""

    #: The words.
    text: str
    #: date, month, period, relative or continuous.
    type: str
    #: ISO date, ISO month, “6 months”, “1 month; day 25”, “5 working days after …”, or the words.
    value: str
    #: Offsets in the paragraph.
    start: int
    end: int

    def to_dict(self) -> dict[str, str]:
        """The entry as `haichieu read --json` prints it."""
        return {"text": self.text, "type": self.type, "value": self.value}
