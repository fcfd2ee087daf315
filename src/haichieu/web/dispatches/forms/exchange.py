"""The two small forms of exchange: a status to give, and the codes under which a letter is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from haichieu.web.shell.posted import Posted


@dataclass(frozen=True, slots=True)
class GivenStatus:
    """A status as typed."""

    code: str
    note: str
    sender: str
    issuer: str
    sentence: str

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "GivenStatus":
        """From posted values; what the values mean is judged by the action."""
        posted = Posted(typed)
        code = posted.text("code", missing="Hãy chọn một trạng thái trong danh sách.", longest=10)
        note = posted.text("note", longest=1000)
        sender, issuer = posted.text("sender", longest=80), posted.text("issuer", longest=80)
        return cls(code, note, sender, issuer, next(iter(posted.errors.values()), ""))


@dataclass(frozen=True, slots=True)
class Sending:
    """From which office to which ones."""

    sender: str
    receivers: tuple[str, ...]

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "Sending":
        """From asked-for values; several receivers stand between commas, semicolons or spaces.

        >>> Sending.read({"sender": "H41.12", "receivers": "H41.1; H41.2,"}).receivers
        ('H41.1', 'H41.2')
        """
        posted = Posted(typed)
        codes = re.split(r"[\s,;]+", posted.text("receivers", longest=1000))
        return cls(posted.text("sender", longest=80), tuple(code for code in codes if code))
