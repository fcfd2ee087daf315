"""An order that came without a letter: who said it, when, what, by when, for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class Order:
    """What was written down."""

    unit: int | None
    heard_from: str
    said_on: date | None
    text: str
    due_on: date | None
    review_on: date | None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str], units: UnitChoice, *, on: date) -> "Order":
        """Read the form; a day or a day of review is needed."""
        posted = Posted(data)
        unit = units.find(posted.values.get("unit", ""))
        if unit is None:
            posted.errors["unit"] = "Hãy chọn đơn vị nhận chỉ đạo trong danh sách."
        heard_from = posted.text("heard_from", longest=200, missing="Hãy ghi ai hoặc nơi nào đã chỉ đạo.")
        said_on = posted.day("said_on", missing="Hãy gõ ngày chỉ đạo, như 05/11/2026.")
        if said_on and said_on > on:
            posted.errors["said_on"] = "Ngày chỉ đạo không thể ở sau hôm nay."
        text = posted.text("text", longest=4000, missing="Hãy ghi nội dung chỉ đạo.")
        due_on = posted.day("due")
        review_on = posted.day("review")
        if not due_on and not review_on and "due" not in posted.errors:
            posted.errors["due"] = "Hãy ghi hạn, hoặc ngày xem lại nếu là việc thường xuyên."
        return cls(unit, heard_from, said_on, text, due_on, review_on, posted.errors)
