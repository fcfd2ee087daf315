"""The small forms of obligations: add by hand, show evidence, split."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class NewObligation:
    """An obligation written by hand."""

    text: str
    owner: int | None
    due_on: date | None
    review_on: date | None
    errors: Mapping[str, str]

    @classmethod
    def read(cls, typed: Mapping[str, str], units: UnitChoice) -> "NewObligation":
        """From posted values; a duty with a day in time needs no review day."""
        posted = Posted(typed)
        text = posted.text("text", missing="Hãy ghi nội dung việc phải làm.", longest=10_000)
        owner = units.find(typed.get("owner", ""))
        if owner is None:
            posted.errors["owner"] = "Hãy chọn một đơn vị trong danh sách."
        due_on = posted.day("due")
        review_on = None if due_on else posted.day("review")
        if due_on is None and review_on is None and not posted.errors.keys() & {"due", "review"}:
            posted.errors["due"] = "Hãy ghi hạn, hoặc ngày xem lại nếu là việc thường xuyên."
        return cls(text, owner, due_on, review_on, posted.errors)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that something was done: an address, a sentence, or both."""

    link: str
    note: str
    errors: Mapping[str, str]

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "Evidence":
        """From posted values; only addresses that a browser may open are links."""
        posted = Posted(typed)
        link = posted.text("link", longest=500)
        note = posted.text("note")
        if link and not link.startswith(("https://", "http://")):
            posted.errors["link"] = (
                "Đường dẫn cần bắt đầu bằng https:// hoặc http://; lời mô tả thì ghi ở ô dưới."
            )
        return cls(link, note, posted.errors)
