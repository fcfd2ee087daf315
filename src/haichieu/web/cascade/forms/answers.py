"""What a unit answers: one form for evidence and for handing in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from haichieu.web.dispatches.blocks.obligation_page import is_web_address
from haichieu.web.shell.posted import Posted

#: ways in which a unit told the giver's officer
TOLD = {"telephone": "Qua điện thoại", "zalo": "Qua Zalo", "paper": "Bằng văn bản giấy"}


@dataclass(frozen=True, slots=True)
class Work:
    """A result with what shows it; every part may be missing."""

    note: str
    post: int | None
    link: str
    figure: str
    file: UploadedFile | None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str], file: UploadedFile | None) -> "Work":
        """Read the form; a link must be one that a browser can open."""
        posted = Posted(data)
        work = {
            "note": posted.text("note"),
            "post": posted.pk("post"),
            "link": posted.text("link", longest=500),
            "figure": posted.text("figure", longest=300),
        }
        if work["link"] and not is_web_address(str(work["link"])):
            posted.errors["link"] = "Đường dẫn phải bắt đầu bằng https:// hoặc http://."
        return cls(**work, file=file, errors=posted.errors)  # type: ignore[arg-type]

    @property
    def shows_something(self) -> bool:
        """Whether there is evidence besides the sentence."""
        return bool(self.post or self.link or self.figure or self.file)
