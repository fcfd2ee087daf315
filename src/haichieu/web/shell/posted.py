"""Reading posted or asked-for values: what was typed is kept, what is wrong is said beside its field."""

from collections.abc import Collection, Mapping
from datetime import date

from haichieu.text.clean import clean_text
from haichieu.web.shell.days import parse_day


class Posted:
    """The values of one form. Each reading method returns the value, or notes a sentence in ``errors``."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self.values: dict[str, str] = {name: str(data[name]) for name in data}
        self.errors: dict[str, str] = {}

    @property
    def is_fine(self) -> bool:
        """Whether nothing read so far was wrong."""
        return not self.errors

    def text(self, name: str, *, missing: str = "", longest: int = 1000) -> str:
        """A line of text; ``missing`` is the sentence shown when it must not be empty."""
        value = clean_text(self.values.get(name, "")).strip()
        if missing and not value:
            self.errors[name] = missing
        if len(value) > longest:
            self.errors[name] = f"Dài quá {longest} chữ; hãy rút gọn."
        return value[:longest]

    def day(self, name: str, *, missing: str = "") -> date | None:
        """A day typed dd/mm/yyyy."""
        typed = self.values.get(name, "").strip()
        day = parse_day(typed)
        if typed and day is None:
            self.errors[name] = f"“{typed}” không phải là ngày; hãy gõ như 05/11/2026."
        if missing and not typed:
            self.errors[name] = missing
        return day

    def choice(self, name: str, allowed: Collection[str], *, missing: str) -> str:
        """One of the allowed values; ``missing`` is the sentence for anything else."""
        value = self.values.get(name, "")
        if value in allowed:
            return value
        self.errors[name] = missing
        return ""

    def yes(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.values.get(name, "") not in ("", "0", "false")

    def pk(self, name: str, *, missing: str = "") -> int | None:
        """A row id from a select."""
        value = self.values.get(name, "")
        if value.isdecimal() and len(value) < 18:
            return int(value)
        if missing or value:
            self.errors[name] = missing or "Giá trị này không dùng được; hãy chọn lại trong danh sách."
        return None
