"""How recipients and the signing block are worded."""

import re
from collections.abc import Iterator

from haichieu.layout.checker.deviation import Severity
from haichieu.layout.checker.folded import bare
from haichieu.layout.checker.letter import Fault, Letter, Rule
from haichieu.layout.checker.tail import Entry, degree_of

_FORM = re.compile(r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b(\.?)(\s*)(.*)$")
_DEPUTY = re.compile(r"^(PHÓ\b|THỨ TRƯỞNG|KT\.|.*\bPHÓ\b)")
#: Bodies whose ministers say how degrees and ranks are written (the decree leaves it to them).
_OWN_RULE = re.compile(
    r"TRƯỜNG|HỌC VIỆN|BỆNH VIỆN|ĐẠI HỌC|VIỆN|QUÂN|CÔNG AN|TRẠM Y TẾ|TRUNG TÂM Y TẾ|CAO ĐẲNG"
)
_FILING = re.compile(r"^[-–—~+•*\s]*Lưu\b", re.IGNORECASE)
#: The last entry may carry the mark of who typed it, or the copies: “- Lưu: VT, NC.An”, “VT, VP.(05)”, “VT (2b)”.
_CLOSED = re.compile(r"\.$|\.\s?\(?[\w-]{1,15}\)?$|\(\w{1,8}\)\.?\d*$")
_PARTED = re.compile(r"[;:]$|;\s*\([^()]*\)\s*;?$")
_AS_ABOVE = re.compile(r"^[-–—~+•*\s]*Như\s+(trên|kính gửi|kính trình)", re.IGNORECASE)
_AS_ARTICLE = re.compile(r"^[-–—~+•*\s]*Như\s+(trên|Điều|khoản)", re.IGNORECASE)


def recipients_label(letter: Letter) -> Iterator[Fault]:
    """“Nơi nhận:” with its colon."""
    if letter.parts.recipients is None:
        return
    line = letter.line(letter.parts.recipients)
    if not re.match(r"N\w+\s+nh\w+\s*:", line.text, re.IGNORECASE):
        yield Fault(line, "Sau “Nơi nhận” chưa có dấu hai chấm.", "Ghi “Nơi nhận:”.")


def first_recipient(letter: Letter) -> Iterator[Fault]:
    """“Như trên” comes first in a công văn, “Như Điều …” in a decision."""
    parts, entries = letter.parts, letter.parts.tail.entries
    if not letter.style.filing_mark or not entries:
        return
    first = entries[0]
    if parts.is_letter and parts.greeting is not None and not _AS_ABOVE.match(first.text):
        yield Fault(
            letter.line(first.line),
            "Dòng đầu của Nơi nhận không phải “Như trên”.",
            "Ghi “- Như trên;” ở dòng đầu, rồi mới đến các nơi nhận khác.",
        )
    elif parts.title_kind == "QUYẾT ĐỊNH" and not any(_AS_ARTICLE.match(entry.text) for entry in entries[:2]):
        yield Fault(
            letter.line(first.line),
            "Dòng đầu của Nơi nhận không phải “Như Điều …”.",
            "Ghi “- Như Điều …;” với điều khoản thi hành của quyết định.",
            Severity.NOTE,
        )


def recipient_marks(letter: Letter) -> Iterator[Fault]:
    """Each entry closes with “;”, the last with “.”."""
    entries = letter.parts.tail.entries
    if not entries:
        return
    *before, last = entries
    # The Party's guide shows the marks in its examples only.
    severity = Severity.NOTE if letter.style.key == "party" else None
    bare_ends = [entry for entry in before if not _PARTED.search(entry.text.rstrip())]
    if bare_ends:
        yield Fault(
            letter.line(bare_ends[0].line),
            f"Có {len(bare_ends)} dòng Nơi nhận không kết thúc bằng dấu chấm phẩy.",
            "Kết thúc mỗi dòng bằng “;”, dòng cuối bằng “.”.",
            severity,
        )
    if not _CLOSED.search(last.text.rstrip()):
        yield Fault(
            letter.line(last.line),
            "Dòng cuối của Nơi nhận không kết thúc bằng dấu chấm.",
            "Kết thúc dòng “Lưu: …” bằng “.”.",
            severity,
        )


def filing(letter: Letter) -> Iterator[Fault]:
    """The last entry says where the file copy stays."""
    mark, entries = letter.style.filing_mark, letter.parts.tail.entries
    if not entries:
        return
    kept = next((entry for entry in reversed(entries) if _FILING.match(entry.text)), None)
    if not mark:
        # The Party's guide wants “Lưu …” without a colon; of the youth union's we have read nothing.
        if letter.style.key == "youth" and kept is not None and re.search(r"Lưu\s+V[TP]\b", kept.text):
            yield _bare_filing(letter, kept, Severity.NOTE)
    elif kept is None:
        fix = f"Thêm dòng cuối “- {mark}, …”, kèm chữ viết tắt của đơn vị soạn thảo."
        yield Fault(letter.line(entries[-1].line), "Nơi nhận chưa có dòng lưu.", fix)
    elif not re.match(r"^[-–—~+•*\s]*Lưu\s*:", kept.text, re.IGNORECASE):
        yield _bare_filing(letter, kept)


def _bare_filing(letter: Letter, kept: Entry, severity: Severity | None = None) -> Fault:
    words = re.sub(r"^[-–—~+•*\s]*Lưu\s*[;,]?\s*", "", kept.text).rstrip(". ")
    return Fault(
        letter.line(kept.line),
        "Sau chữ “Lưu” chưa có dấu hai chấm.",
        f"Ghi “- Lưu: {words or 'VT'}.”.",
        severity,
    )


def authority_mark(letter: Letter) -> Iterator[Fault]:
    """Signing forms are written as the style writes them: “TM.” of the State, “T/M” of the Party."""
    for index in letter.parts.tail.posts:
        line = letter.line(index)
        match = _FORM.match(line.text.strip())
        if match is None:
            continue
        short = match[1].replace("/", "")
        wanted = letter.style.authority_forms.get(short)
        if wanted is None or match[1] + match[2] == wanted:
            if wanted and not match[3]:
                yield Fault(
                    line,
                    f"Sau “{wanted}” chưa có khoảng trắng.",
                    f"Ghi “{wanted} {match[4]}”.",
                    Severity.NOTE,
                )
            continue
        yield Fault(
            line,
            f"Quyền hạn ghi “{match[1]}{match[2]}”, không phải “{wanted}”.",
            f"Ghi “{wanted} {match[4]}”.",
        )


def deputy_form(letter: Letter) -> Iterator[Fault]:
    """“KT.” stands before a deputy's post, and a deputy of a State office signs with “KT.”."""
    posts = [letter.line(index) for index in letter.parts.tail.posts]
    forms = [_FORM.match(line.text.strip()) for line in posts]
    for place, form in enumerate(forms):
        if form is None or form[1] not in ("KT", "K/T"):
            continue
        below = [line.text.strip() for line in posts[place + 1 :]]
        if below and not _DEPUTY.match(below[0]):
            yield Fault(
                posts[place],
                f"Dưới “{form[1]}{form[2]}” là “{below[0]}”, không phải chức vụ cấp phó.",
                "Chỉ dùng “KT.” khi cấp phó ký thay cấp trưởng; ghi chức vụ cấp phó ở dòng dưới.",
            )
    if letter.style.key == "state" and posts:
        yield from _deputy_alone(letter)


def _deputy_alone(letter: Letter) -> Iterator[Fault]:
    posts = [letter.line(index) for index in letter.parts.tail.posts]
    shorts = [match[1] for line in posts if (match := _FORM.match(line.text.strip()))]
    deputy = next((line for line in posts if re.match(r"^PHÓ\b", line.text.strip())), None)
    if deputy is None or {"KT", "TL", "TUQ"} & set(shorts):
        return
    yield Fault(
        deputy,
        "Cấp phó ký mà chưa ghi “KT.” và chức vụ cấp trưởng.",
        f"Ghi “KT. {re.sub(r'^PHÓ ', '', deputy.text.strip())}” phía trên “{deputy.text.strip()}”.",
    )


def signer_degree(letter: Letter) -> Iterator[Fault]:
    """No degree and no title of honour stands before the name."""
    name = letter.parts.tail.name
    if name is None:
        return
    line = letter.line(name)
    degree = degree_of(line.text)
    if not degree:
        return
    head = letter.facts.lines[: letter.parts.number or 0]
    may_be_allowed = any(_OWN_RULE.search(each.text.upper()) for each in head)
    yield Fault(
        line,
        f"Trước họ tên người ký có học hàm, học vị hoặc danh hiệu “{degree}”.",
        "Chỉ ghi họ và tên"
        + ("; riêng ngành được ghi thì theo quy định của ngành." if may_be_allowed else "."),
        Severity.NOTE if may_be_allowed else None,
    )


def sole_body(letter: Letter) -> Iterator[Fault]:
    """“TM.” is followed by the name of the body, not by a post."""
    for index in letter.parts.tail.posts:
        line = letter.line(index)
        match = _FORM.match(line.text.strip())
        if match and match[1] in ("TM", "T/M") and bare(match[4]) in _HEADS:
            yield Fault(
                line,
                f"Sau “{match[1]}{match[2]}” là chức vụ “{match[4]}”, không phải tên tập thể.",
                "Ghi tên tập thể lãnh đạo hoặc cơ quan sau “TM.”, chức vụ ở dòng dưới.",
            )


_HEADS = frozenset(
    map(bare, ("CHỦ TỊCH", "GIÁM ĐỐC", "BÍ THƯ", "HIỆU TRƯỞNG", "TRƯỞNG PHÒNG", "CỤC TRƯỞNG", "BỘ TRƯỞNG"))
)

RULES = (
    Rule("recipients_label", "Nơi nhận", "recipients", "“Nơi nhận:” có dấu hai chấm.", recipients_label),
    Rule(
        "first_recipient",
        "Nơi nhận",
        "recipients",
        "Dòng đầu là “Như trên” (công văn) hoặc “Như Điều …” (quyết định).",
        first_recipient,
    ),
    Rule(
        "recipient_marks",
        "Nơi nhận",
        "recipients",
        "Mỗi dòng kết thúc bằng “;”, dòng cuối bằng “.”.",
        recipient_marks,
    ),
    Rule("filing", "Nơi nhận", "recipients", "Dòng cuối là “Lưu: VT, …”.", filing),
    Rule(
        "authority_mark",
        "Ký tên",
        "signature",
        "TM., KT., TL., TUQ., Q. có dấu chấm; văn bản của Đảng ghi T/M, K/T, T/L.",
        authority_mark,
    ),
    Rule("sole_body", "Ký tên", "signature", "Sau TM. là tên tập thể.", sole_body),
    Rule("deputy_form", "Ký tên", "signature", "KT. đi với chức vụ cấp phó.", deputy_form),
    Rule("signer_degree", "Ký tên", "signature", "Không ghi học hàm, học vị trước họ tên.", signer_degree),
)
