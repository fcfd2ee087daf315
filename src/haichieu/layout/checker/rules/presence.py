"""No component is missing, and each stands in its order."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from haichieu.layout.checker.facts import Source
from haichieu.layout.checker.folded import bare
from haichieu.layout.checker.letter import Fault, Letter, Rule

#: The motto stands at most so many lines below the beginning of the emblem.
_MOTTO_REACH = 5
#: Component → its name in a sentence, and the part of the document.
_COMPONENTS = {
    "emblem": ("Quốc hiệu hoặc tiêu đề", "Phần đầu"),
    "issuing_body": ("tên cơ quan ban hành", "Phần đầu"),
    "number": ("số, ký hiệu", "Phần đầu"),
    "place_date": ("địa danh và thời gian", "Phần đầu"),
    "kind": ("tên loại hoặc trích yếu (V/v)", "Phần đầu"),
    "signature": ("chức vụ, chữ ký", "Ký tên"),
    "recipients": ("nơi nhận", "Nơi nhận"),
}


def missing(component: str, letter: Letter) -> Iterator[Fault]:
    """A component that every official document has."""
    if getattr(letter.parts, component) is None:
        words = _COMPONENTS[component][0]
        yield Fault("Toàn văn bản", f"Không tìm thấy {words}.", f"Bổ sung {words} đúng vị trí quy định.")


def motto(letter: Letter) -> Iterator[Fault]:
    """The national emblem has two lines."""
    lines, parts = letter.style.emblem_lines, letter.parts
    if len(lines) > 1 and parts.emblem is not None and parts.motto is None:
        words = lines[1]
        # A PDF may join the motto with what stands beside it, below an emblem that wraps.
        below = letter.facts.lines[parts.emblem + 1 : parts.emblem + 1 + _MOTTO_REACH]
        if any(bare(words) in bare(line.text) for line in below):
            return
        yield Fault(
            letter.line(parts.emblem),
            "Không tìm thấy Tiêu ngữ dưới Quốc hiệu.",
            f"Ghi “{words}” dưới Quốc hiệu.",
        )


def signer_name(letter: Letter) -> Iterator[Fault]:
    """Below the post stands the full name."""
    tail = letter.parts.tail
    if tail.signature is not None and tail.name is None:
        last = letter.line(tail.posts[-1]) if tail.posts else letter.line(tail.signature)
        yield Fault(last, "Không tìm thấy họ tên người ký.", "Ghi đầy đủ họ và tên người ký dưới chức vụ.")


def greeting(letter: Letter) -> Iterator[Fault]:
    """A công văn says to whom it goes."""
    parts = letter.parts
    if parts.is_letter and parts.greeting is None and parts.letter_subject is not None:
        yield Fault(
            letter.line(parts.letter_subject),
            "Công văn chưa có “Kính gửi”.",
            "Ghi “Kính gửi: …” trước nội dung.",
        )


def order(letter: Letter) -> Iterator[Fault]:
    """Components stand in their order: head, number, title, then recipients and signature at the end."""
    names = ("number", "kind", "recipients")
    found = [(name, index) for name in names if (index := getattr(letter.parts, name)) is not None]
    for (before, first), (after, second) in pairwise(found):
        if first > second and not _is_flattened(letter, after):
            yield _misplaced(letter, after, second, before)
    parts = letter.parts
    if parts.emblem is not None and parts.place_date is not None and parts.emblem > parts.place_date:
        yield _misplaced(letter, "place_date", parts.place_date, "emblem")


def _is_flattened(letter: Letter, name: str) -> bool:
    """Plain text tells nothing of what stood beside what in the letterhead."""
    return letter.facts.source is Source.TEXT and name == "kind" and letter.parts.title is None


def _misplaced(letter: Letter, name: str, index: int, before: str) -> Fault:
    what, after = _COMPONENTS[name][0], _COMPONENTS[before][0]
    return Fault(
        letter.line(index),
        f"{what[0].upper()}{what[1:]} phải đứng sau {after}.",
        "Sắp xếp lại các thành phần theo sơ đồ bố trí của thể thức.",
    )


RULES = (
    *(
        Rule(f"missing_{name}", part, name, f"Có {words}.", partial(missing, name))
        for name, (words, part) in _COMPONENTS.items()
    ),
    Rule("missing_motto", "Phần đầu", "emblem", "Có Tiêu ngữ dưới Quốc hiệu.", motto),
    Rule("missing_greeting", "Kính gửi", "addressees", "Công văn có “Kính gửi”.", greeting),
    Rule("missing_name", "Ký tên", "signature", "Có họ tên người ký.", signer_name),
    Rule("order", "Phần đầu", "kind", "Các thành phần theo thứ tự.", order),
)
