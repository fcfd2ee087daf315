"""Lines that lead in or stand beside a task: “… như sau:”, “Đơn vị chủ trì: …”, “Điều 1. Ban hành …”."""

from haichieu.dispatches.rules.actors import leading_actors
from haichieu.dispatches.rules.ask_patterns import (
    ASSIGNS,
    CARRIES_OUT,
    ISSUER_ACTS,
    LEAD,
    META,
    OPINION,
    SUPERIOR,
)
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.text.patterns import late

_LABEL = late(r"[^:.;]{4,60}:\s+")
_LABELS = late(
    r"(?:[a-zđ]\s?,\s+)?(?:về )?(?:thời gian|thời hạn|hạn (?:cuối|gửi|nộp)|tiến độ|hình thức|hồ sơ|đối tượng"
    r"|chế độ|số lượng|danh sách|trang phục|phương tiện|cách thức)(?!\w)"
)
_SENTENCE = late(r"[.;]\s")


def is_meta(paragraph: Paragraph) -> bool:
    """A line that only adds who or when to the task above: “Đơn vị chủ trì: …”, “Thời gian thực hiện: …”."""
    content = paragraph.content
    return bool(META.match(matching_form(content))) and without_label(content) is content


def opens_tasks(paragraph: Paragraph) -> bool | None:
    """Whether a lead-in opens a list of tasks (True) or of opinions and quotations (False); None for no lead-in."""
    if not paragraph.text.rstrip(" .*_").endswith(":"):
        return None
    form = matching_form(paragraph.text).rstrip(" .*_")
    last = _SENTENCE.split(form)[-1]
    if CARRIES_OUT.match(last):
        return True
    if OPINION.search(last) and not ASSIGNS.search(last[-170:]):
        return bool(SUPERIOR.search(last))
    return True if LEAD.search(last[-260:]) else None


def carries_out(paragraph: Paragraph) -> bool:
    """Whether a lead-in passes on what an order above it demands: “Thực hiện Chỉ thị …, Sở có ý kiến như sau:”."""
    form = matching_form(paragraph.text).rstrip(" .*_")
    return "ý kiến" in form and bool(CARRIES_OUT.match(_SENTENCE.split(form)[-1]))


def is_issuer_act(paragraph: Paragraph) -> bool:
    """“Điều 1. Ban hành …”: what the issuer decides, not what it asks."""
    return paragraph.level == 2 and bool(ISSUER_ACTS.match(matching_form(paragraph.content)))


def without_label(content: str) -> str:
    """What a paragraph says after a label, where somebody who acts follows: “Thời gian đăng ký: Các thôn gửi …”.

    >>> without_label("Thời gian đăng ký: Các thôn gửi danh sách."), without_label("Địa điểm: Hội trường.")
    ('Các thôn gửi danh sách.', 'Địa điểm: Hội trường.')
    """
    label = _LABEL.match(content)
    rest = content[label.end() :] if label else ""
    return rest if rest and _LABELS.match(matching_form(content)) and leading_actors(rest) else content
