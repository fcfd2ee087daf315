"""What a unit answers: one form for evidence and for handing in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from haichieu.web.dispatches.blocks.obligation_page import is_web_address
from haichieu.web.shell.posted import Posted

#: posts shown at once
MOST_POSTS = 20
#: ways in which a unit told the giver's officer
TOLD = {"telephone": "Qua điện thoại", "zalo": "Qua Zalo", "paper": "Bằng văn bản giấy"}


@dataclass(frozen=True, slots=True)
class Work:
    """A result with what shows it; every part may be missing."""

    note: str
    #: published posts of own channels
    posts: tuple[int, ...]
    link: str
    figure: str
    file: UploadedFile | None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str], posts: list[str], file: UploadedFile | None) -> "Work":
        """Read the form; a link must be one that a browser can open."""
        posted = Posted(data)
        work = {
            "note": posted.text("note"),
            "posts": picked(posts),
            "link": posted.text("link", longest=500),
            "figure": posted.text("figure", longest=300),
        }
        if work["link"] and not is_web_address(str(work["link"])):
            posted.errors["link"] = "Đường dẫn phải bắt đầu bằng https:// hoặc http://."
        if len(picked(posts)) > MOST_POSTS:
            posted.errors["posts"] = f"Mỗi lần nộp tối đa {MOST_POSTS} tin bài; hãy bỏ bớt rồi nộp thêm sau."
        return cls(**work, file=file, errors=posted.errors)  # type: ignore[arg-type]

    @property
    def shows_something(self) -> bool:
        """Whether there is evidence besides the sentence."""
        return bool(self.posts or self.link or self.figure or self.file)


def picked(values: Iterable[str]) -> tuple[int, ...]:
    """Row ids of ticked posts, each once; rubbish is passed over.

    >>> picked(["7", "7", "", "x", "12"])
    (7, 12)
    """
    return tuple(dict.fromkeys(int(each) for each in values if each.isdecimal() and len(each) < 18))
