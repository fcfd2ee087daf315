"""What a unit answers: one form for evidence and for handing in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from haichieu.web.dispatches.blocks.obligation_page import is_web_address
from haichieu.web.shell.posted import Posted

#: posts shown at once
MOST_POSTS = 20
#: ways in which a unit told the giver's officer
TOLD = {"telephone": "Qua điện thoại", "zalo": "Qua Zalo", "paper": "Bằng văn bản giấy"}
#: what it told
TOLD_STEPS = {"accept": "đã nhận việc", "start": "đang làm", "submit": "kết quả", "return": "không làm được"}
#: with “https://” before it a link must still fit
_LONGEST_LINK = 490
#: an address as people copy it from a phone: “facebook.com/tin/1”
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


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
            "link": whole_address(posted.text("link", longest=_LONGEST_LINK)),
            "figure": posted.text("figure", longest=300),
        }
        if work["link"] and not is_web_address(str(work["link"])):
            posted.errors["link"] = (
                "Đường dẫn này không mở được; hãy chép lại cả dòng, bắt đầu bằng https://."
            )
        if len(picked(posts)) > MOST_POSTS:
            posted.errors["posts"] = f"Mỗi lần nộp tối đa {MOST_POSTS} tin bài; hãy bỏ bớt rồi nộp thêm sau."
        return cls(**work, file=file, errors=posted.errors)  # type: ignore[arg-type]

    @property
    def shows_something(self) -> bool:
        """Whether there is evidence besides the sentence."""
        return bool(self.posts or self.link or self.figure or self.file)


def whole_address(text: str) -> str:
    """The address with “https://” where only that is missing; anything else as it was typed.

    >>> whole_address("facebook.com/tin/1"), whole_address("javascript:alert(1)"), whole_address("http://a.vn")
    ('https://facebook.com/tin/1', 'javascript:alert(1)', 'http://a.vn')
    """
    return f"https://{text}" if _BARE_ADDRESS.fullmatch(text) else text


def picked(values: Iterable[str]) -> tuple[int, ...]:
    """Row ids of ticked posts, each once; rubbish is passed over.

    >>> picked(["7", "7", "", "x", "12"])
    (7, 12)
    """
    return tuple(dict.fromkeys(int(each) for each in values if each.isdecimal() and len(each) < 18))
