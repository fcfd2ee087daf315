"""Sentences that ask for what this program never does (docs/boundaries.md, “What it never does”).

The rule is short and public: each entry names an act and the thing it is done to. It looks at what is asked, never at
who is meant: no outlet, party, person, belief or organisation is named in it. Marked sentences are shown and can
become nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.dispatches.rules.words import alternation
from haichieu.text.patterns import late


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked clause."""

    span: Span
    #: Number of the boundary in the list “What it never does”, 1 to 8.
    boundary: int
    #: Why, in one Vietnamese sentence.
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """The entry as `haichieu read --json` prints it."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "boundary": self.boundary,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """An act that a clause may ask for; all patterns are folded (no marks, lower case)."""

    boundary: int
    sentence: str
    #: The act.
    asks: re.Pattern[str]
    #: What makes the clause ordinary work after all.
    unless: re.Pattern[str] | None = None
    #: The act cannot be there without one of these words; empty where nothing so plain can be said.
    needs: tuple[str, ...] = ()


_PRIVATE = (
    r"(?:ca nhan|cac nhan|cua (?:doan vien|can bo|cong chuc|vien chuc|nguoi lao dong|nhan vien|giao vien"
    r"|hoc sinh|sinh vien|nguoi dan|hoi vien|cnvcld|cong nhan|dang vien|nhan dan|quan chung))"
)
_ACCOUNT = (
    r"(?:tai khoan|nick|trang (?:mang xa hoi|facebook|zalo|ca nhan)|mang xa hoi|facebook|zalo|tiktok|youtube)"
)
_SPEAKS = (
    r"\b(?:dang tai|dang bai|chia se|binh luan|phat ngon|bay to|phat tan|lan truyen|thich|tuong tac|like"
    r"|theo doi trang)\b"
)
_PERSONS = (
    r"(?:cac truong hop|truong hop|ca nhan|doan vien|can bo|cong chuc|vien chuc|nguoi lao dong|hoi vien"
    r"|nguoi dan|nhung nguoi|doi tuong|tai khoan|cac nhom|giao vien|hoc sinh)"
)

#: What a clause about what somebody says or likes cannot do without.
_SPEECH = (
    "dang tai", "dang bai", "dang tin", "viet bai", "tung tin", "dua tin", "noi xau", "chia se", "binh luan",
    "phat ngon", "bay to", "phat tan", "lan truyen", "thich", "tuong tac", "like", "theo doi trang",
)  # fmt: skip
#: What is posted and passed on; “bài giảng”, “bài hát” and “tin nhắn” are other things.
_POST = (
    r"(?:tin,? bai|tin bai|bai viet|bai dang|bai(?! giang| hoc| hat| tho| tap| thi\b| du thi| toan| lam| thuoc)"
    r"|tin(?! nhan| tuong| cay| hoc| dung)|thong tin|video|clip|hinh anh|link|duong (?:dan|link)|status"
    r"|(?:noi dung|thong diep)(?= cua| tren| dang| tich| tieu| sai| xau| tuyen))"
)
#: Somebody says something: the words themselves, or passing a post on.
_SAYS = (
    rf"(?:(?:dang|dua|chia se|phat tan|lan truyen|tan phat)(?: lai| tai)?(?: (?:cac|nhung))? {_POST}"
    r"|dang (?:tai|bai(?! thi)|tin(?! cay| nhiem))|viet bai (?:noi|xuyen|sai|trai|phan|lech)"
    r"|(?:tung|loan|dua) tin|noi xau|binh luan|phat ngon"
    r"|bay to (?:quan diem|thai do|chinh kien|y kien|su)"
    r"|(?:bam|nhan|an|da) (?:nut )?(?:like|thich)|tuong tac (?:voi|tren|xau|cac))"
)
_FOLK = (
    r"(?:doan vien|hoi vien|can bo|cong chuc|vien chuc|nguoi lao dong|nld|cong nhan|giao vien|hoc sinh"
    r"|sinh vien|dang vien|nhan vien|(?<!doan )thanh nien|phu huynh|nguoi dan|nhan dan|cbccvc|cb,? ?cc,? ?vc|cnvcld"
    r"|cnvc|cbgvnv|cb,? ?gv,? ?nv|chien si)"
)
#: Who is named to others: persons and accounts; “người phát ngôn” is an office unless said how somebody spoke.
_NAMED = (
    rf"(?:(?:truong hop|tai khoan|ca nhan|doi tuong|{_FOLK})\b"
    r"|nguoi(?! phat ngon(?! (?:lech|sai|trai|tieu|xuyen|khong|chong))))"
)
_MOBILISES = (
    r"(?:moi|tung|100 ?%|toan the|tat ca|van dong|yeu cau|huy dong|keu goi|de nghi|dong vien|quan triet|phat dong"
    r"|bat buoc|chi tieu(?: cho)?|don doc|nhac)"
)
#: Those who are many; an officer who keeps the page of the body is not one of them.
_MASS = r"(?:doan vien|hoi vien|nguoi lao dong|cong nhan|hoc sinh|sinh vien|dang vien|(?<!doan )thanh nien|phu huynh)"

RULES: tuple[Rule, ...] = (
    Rule(
        4,
        "Câu này yêu cầu báo người hoặc tài khoản cho nơi khác vì điều họ đăng; phần mềm không ghi nhận và "
        "không báo cáo về cá nhân.",
        late(
            r"\b(?:phat hien|bao cao|to giac|to cao|cung cap|lap danh sach|thong ke"
            r"|chuyen)\b[^.;]{0,400}?\b(?:cac |nhung |ve )?(?:tai khoan|ca nhan|doi tuong|nguoi (?:dang"
            rf"|chia se|binh luan|co bieu hien)|nhom (?:tren|kin))[^.;]{{0,400}}?{_SPEAKS}"
            r"|\b(?:phat hien|bao cao|to giac|to cao|cung cap|thong bao|trao doi|gui|chuyen|thong ke"
            r"|lap danh sach|neu ten|trinh bao|phan anh)\b(?:[^.;]{0,120}?[^.;,])?"
            rf"(?<! cho)(?<! den)(?<! toi)(?<! giup) (?:cac |nhung |ve )*{_NAMED}\b[^.;,]{{0,50}}? {_SAYS}"),
        late(
            r"bao cao (?:ket qua|so lieu)[^.;]*(?:hoat dong|cong tac)|lua dao|gia mao|mao danh|gia danh|khen thuong"
            r"|tieu bieu|xuat sac|bieu duong|nhuan but|du thi|dat giai|tap chi|noi san|ban tin"
            r"|mo hinh|phan mem|co quan phat ngon"
            r"|bi (?:xam hai|bao luc|bat nat|de doa|xuc pham|boi nho|dang|phat tan|lo|lan truyen)"
            r"|tai khoan (?:cua|do) (?:co quan|don vi)|tai khoan (?:quan tri|dang nhap|he thong|truy cap)"
            r"|(?:cung cap|cap|tao|chuyen|gui) (?:cac )?tai khoan (?:cho|de|va mat khau)"
            r"|(?:duoc (?:giao|phan cong|uy quyen)|phu trach|dau moi)[^.;,]{0,30} phat ngon"),
        needs=_SPEECH,
    ),
    Rule(
        4,
        "Câu này yêu cầu xử lý, kỷ luật người vì điều họ đọc, thích, chia sẻ hoặc nói; phần mềm không theo "
        "dõi việc đó.",
        late(
            rf"\b(?:xu ly|ky luat|kiem diem|nhac nho|chan chinh|phe binh|khong xet thi dua"
            rf"|ha bac)\b[^.;]{{0,400}}?\b{_PERSONS}\b[^.;]{{0,400}}?{_SPEAKS}"),
        late(
            r"xu ly (?:thong tin|phan anh|kien nghi|don thu|su co|ho so|vuong mac)|noi (?:tren|cu tru|lam viec"
            r"|lam)"),
        needs=_SPEECH,
    ),
    Rule(
        4,
        "Câu này cấm đoàn viên nêu ý kiến riêng hoặc phê phán; phần mềm không theo dõi và không giao việc "
        "hạn chế lời nói của ai.",
        late(
            r"\b(?:khong|cam|han che)\b[^.;]{0,400}?\b(?:neu (?:len )?(?:nhung |cac )?y kien ca nhan"
            r"|phe phan (?:lanh dao|to chuc|cap tren|co quan)|chi trich (?:lanh dao|to chuc|cap tren|co quan)"
            r"|gop y (?:cong khai|tren mang)|trang thai [^.;]{0,400}?du luan)"),
        late(r"khong (?:chi|bat buoc|cam|han che)[^.;]*y kien"),
        needs=("y kien", "phe phan", "chi trich", "gop y", "du luan"),
    ),
    Rule(
        3,
        "Câu này đánh giá quan điểm, tư tưởng của người khác; phần mềm không xét quan điểm chính trị hay "
        "niềm tin của ai.",
        late(
            r"\b(?:nam bat|nam|theo doi|danh gia|tong hop|quan ly|bao cao)\b[^.;,]{0,200}?\b(?:tinh hinh "
            r"|dien bien |bieu hien )(?:dien bien )?(?:tu tuong|chinh tri noi bo"
            r"|dao duc,? loi song cua (?:doan vien|can bo))"),
        needs=("tu tuong", "chinh tri noi bo", "loi song"),
    ),
    Rule(
        3,
        "Câu này yêu cầu chống lại hoặc cấm bày tỏ quan điểm; phần mềm không xét quan điểm chính trị hay "
        "niềm tin của ai.",
        late(
            r"\b(?:dau tranh|ngan chan|phan bac|bac bo|day lui)[^.;]{0,400}?\b(?:quan diem|tu tuong sai"
            r"|nhan thuc lech lac)|\b(?:khong|cam)\b[^.;]{0,400}?\bbay to (?:quan diem|chinh kien|thai do)"),
        late(r"(?:dau tranh|ngan chan) (?:phong,? chong )?(?:toi pham|tham nhung|lang phi|ma tuy)"),
        needs=("quan diem", "tu tuong", "nhan thuc lech lac", "chinh kien", "thai do"),
    ),
    Rule(
        3,
        "Câu này nêu danh sách trang, báo, đài không được đọc hoặc tương tác; phần mềm không có danh sách "
        "nguồn tin bị cấm.",
        late(
            r"\b(?:xu ly|khong|cam|nghiem cam|ngan chan|tranh|ky luat)\b[^.;]{0,400}?\b(?:doc|xem|nghe|truy cap"
            r"|theo doi|thich|chia se|tuong tac|binh luan)\b[^.;]{0,400}?\b(?:trang|nhom|kenh|bao|dai|website"
            r"|nguon tin)\b[^.;]{0,400}?\b(?:nhu|gom|sau day|la)\s?:"),
        needs=("nhu:", "nhu :", "gom:", "gom :", "sau day:", "sau day :", "la:", "la :"),
    ),
    Rule(
        1,
        "Câu này yêu cầu theo dõi tài khoản hoặc lời nói của cá nhân; phần mềm chỉ làm việc với kênh của "
        "chính tổ chức.",
        late(
            rf"\b(?:theo doi|giam sat|ra soat|kiem tra|quan ly|nam bat|kiem soat"
            rf"|thu thap)\b[^.;]{{0,400}}?\b(?:{_ACCOUNT}[^.;,]{{0,200}}?{_PRIVATE}|(?:phat ngon|binh luan"
            rf"|bai dang|bai viet|hoat dong tren mang)[^.;,]{{0,200}}?{_PRIVATE})"),
        late(
            r"theo (?:quy dinh|tinh than)[^.;]*tai khoan (?:ngan hang|thanh toan)|tai khoan (?:ngan hang"
            r"|thanh toan|dinh danh|dich vu cong|vneid|giao dich|ho so)"),
        needs=(
            "tai khoan", "nick", "ca nhan", "mang xa hoi", "tren mang", "facebook", "zalo", "tiktok",
            "youtube", "phat ngon", "binh luan", "bai dang", "bai viet",
        ),
    ),
    Rule(
        2,
        "Câu này yêu cầu lập hồ sơ, danh sách người theo điều họ đăng hoặc tương tác; phần mềm không lập "
        "hồ sơ cá nhân.",
        late(
            r"\b(?:lap|thong ke|tong hop|cap nhat|luu)\b[^.;]{0,400}?(?:danh sach|ho so"
            r"|so theo doi)[^.;]{0,400}?(?:nguoi|tai khoan|ca nhan|doan vien|hoi vien"
            r"|can bo)[^.;]{0,400}?(?:binh luan|chia se|thich|tuong tac|phan ung|dang tai)"),
        late(r"danh sach (?:nguoi phat ngon|dau moi|quan tri|cong tac vien)"),
        # “danh sách” and “hồ sơ” stand in every other letter, what is done in the feed in few.
        needs=("binh luan", "chia se", "thich", "tuong tac", "phan ung", "dang tai"),
    ),
    Rule(
        6,
        "Câu này yêu cầu đăng, chia sẻ qua tài khoản cá nhân; phần mềm chỉ ghi nhận kênh của tổ chức.",
        late(
            rf"\b(?:dang tai|dang|chia se|lan toa|like|thich|tuong tac|binh luan|dua|su dung|phat huy"
            rf"|van dong)\b[^.;]{{0,400}}?\b{_ACCOUNT}[^.;]{{0,40}}?(?:ca nhan|cac nhan)(?:[^.;]{{0,400}}?)"
            rf"|{_ACCOUNT}[^.;]{{0,30}}? (?:ca nhan|cac nhan)[^.;]{{0,400}}?(?:dang tai|chia se|lan toa"
            rf"|tuong tac)"
            rf"|\b(?:dang|chia se|lan toa|phat|dua)\b[^.;]{{0,200}}?\b(?:trang|tuong|dong thoi gian) (?:ca nhan"
            rf"|nha)\b|{_FOLK}\b[^.;]{{0,150}}?\b(?:dang|chia se|lan toa)\b[^.;]{{0,150}}?\b{_ACCOUNT} (?:cua "
            rf"(?:minh|ban than)|rieng)\b"),
        late(
            rf"(?:khong(?! chi\b| ngung)|cam|tranh|han che|truoc khi)(?: [\w,]+){{0,3}} (?:loi dung|su dung|dang"
            rf"|chia se|dua|phat tan)[^.;]{{0,400}}?(?:{_ACCOUNT}|tuong)"
            rf"|thong tin ca nhan|du lieu ca nhan|to chuc,? ca nhan|ca nhan,? to chuc|tap the,? ca nhan"
            rf"|co quan,? ca nhan"),
        needs=("ca nhan", "cac nhan", "cua minh", "ban than", "rieng", "tuong nha", "thoi gian nha"),
    ),
    Rule(
        6,
        "Câu này huy động từng người thích, chia sẻ, bình luận bài đăng; phần mềm chỉ ghi nhận kênh của tổ chức.",
        late(
            rf"(?:{_MOBILISES}(?:,? (?!(?:ve|cua|tu|boi)\b)[\w%/-]+){{0,8}}?,? "
            rf"(?={_FOLK})|^\W*(?:\d+[.)] )?(?:cac )?(?:can bo, )?(?={_MASS})){_FOLK}\b"
            r"(?:(?! (?:de|nham|cho|voi|ve|la) )[^.;]){0,100}?[ ,](?:chia se|lan toa|binh luan|tuong tac|share"
            r"|tha tim|(?:(?:bam|nhan|an) (?:nut )?)?(?:like|(?<!giai )(?<!yeu )(?<!so )thich))\b[^.;]{0,50}? (?:"
            rf"(?:it nhat|toi thieu|moi|\d+) [^.;,]{{0,30}}?)?(?!thong tin|hinh anh){_POST}"),
        late(
            r"(?:khong(?! chi\b| ngung)|cam|tranh|han che|than trong|can trong|truoc khi|cach)(?: [\w,]+){0,4} "
            r"(?:chia se|dang|binh luan|tuong tac|like|thich)|bai giang|hoc lieu|giao an|kinh nghiem|chuyen mon"
            r"|thu vien|(?:tra loi|phan hoi|giai dap) (?:cac )?binh luan|phu trach|quan tri|nhom lop"
            r"|(?:toi|den|cho|voi) (?:cac )?(?:phu huynh|hoc sinh|nguoi dan|doan vien|hoi vien|nguoi lao dong)"),
        needs=("chia se", "lan toa", "binh luan", "tuong tac", "share", "tha tim", "like", "thich"),
    ),
    Rule(
        6,
        "Câu này yêu cầu tài khoản ảo, lực lượng bình luận hoặc tương tác giả; phần mềm không làm việc đó.",
        late(
            r"\b(?:lap|tao|su dung|dung|xay dung|thanh lap|to chuc|huy dong|phan cong|duy tri|hinh thanh)\b"
            r"[^.;]{0,400}?(?:tai khoan (?:ao|phu|gia|an danh)|nick (?:ao|phu)|seeding"
            r"|(?:luc luong|doi|doi ngu|nhom|to|mang luoi|cong tac vien|tuyen truyen vien)\b"
            r"[^.;,]{0,60}? binh luan|du luan vien|tuong tac ao|luot (?:xem|thich) ao)"
            r"|\bmua (?:luot|like|tuong tac|nguoi theo doi|view)|\btang (?:tuong tac|luot (?:xem|thich)) ao"),
        late(
            r"(?:phong|canh bao|nhan dien|xu ly|khong)[^.;]*(?:tai khoan|tuong tac) (?:ao|gia)"
            r"|(?:tra loi|phan hoi|giai dap|tiep nhan|tong hop|kiem duyet|quan ly)[^.;,]{0,40} binh luan"
            r"|binh luan vien[^.;]*(?:bong|giai|the thao|tran|hoi thi)|(?:bong|giai|the thao|tran|hoi thi)[^.;]*"
            r"binh luan vien"),
        needs=(
            "tai khoan", "nick", "binh luan", "seeding", "du luan", "tuong tac", "like", "mua luot", "mua nguoi",
            "mua view", "luot xem ao", "thich",
        ),
    ),
    Rule(
        5,
        "Câu này yêu cầu ẩn, xóa hoặc hạn chế bình luận, ý kiến; phần mềm coi ý kiến phê bình là phản ánh cần trả lời.",
        late(
            r"\b(?:han che|khoa|tat(?! ca)|an(?! (?:toan|ninh))|xoa|go|go bo|chan(?! chinh)"
            r"|vo hieu)\s[^.;]{0,400}?(?:binh luan|y kien (?:phe binh|trai chieu|phan anh|tieu cuc)"
            r"|nguoi dung su dung|chuc nang[^.;]{0,40}(?:binh luan|gan the))"),
        late(r"khong (?:duoc )?(?:xoa|an|khoa|chan|tat|go)\b|\bquy dinh ve an toan"),
        needs=("binh luan", "y kien", "nguoi dung su dung", "chuc nang"),
    ),
    Rule(
        7,
        "Câu này giữ lại cảnh báo công cộng vì tỷ lệ tin; cảnh báo bảo vệ người dân luôn được đăng.",
        late(
            r"\b(?:khong dang|khong dua|tam dung dang|han che dang"
            r"|hoan dang)[^.;]{0,400}?(?:tin,? bai )?(?:canh bao|khuyen cao)"),
        needs=("canh bao", "khuyen cao"),
    ),
    Rule(
        8,
        "Câu này yêu cầu báo chí gỡ bài mà không cần chứng cứ sai sự thật; đề nghị cải chính phải có chứng cứ đã ghi.",
        late(
            r"\b(?:yeu cau|de nghi|lam viec voi|tac dong)[^.;]{0,400}?(?:co quan bao chi|toa soan|phong vien"
            r"|\bbao\b)[^.;]{0,400}?(?:go bai|go bo|rut bai|xoa bai|khong dang|ngung dang)"),
        late(r"sai su that|khong chinh xac|co chung cu|cai chinh"),
        needs=("go bai", "rut bai", "xoa bai", "go bo", "khong dang", "ngung dang"),
    ),
)  # fmt: skip

#: Any word that a rule needs, as a tree of letters: one pass over a letter finds them all. No word holds another.
_NEEDED = late(alternation(word for rule in RULES for word in rule.needs))
#: Whether some rule needs none.
_ALWAYS = any(not rule.needs for rule in RULES)

# Begun with its one character, so that the letters between are passed over quickly.
_BREAK = late(r"[\s;](?:(?<=[.!?…]\s)\s*(?=[“\"(]?[^\W\d_a-z])|(?<=;)\s+)")


def find_marks(sheet: Sheet, paragraphs: tuple[Paragraph, ...]) -> tuple[Mark, ...]:
    """Mark every clause of the body that asks for something beyond a boundary; a clause may touch several.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> from haichieu.dispatches.rules.paragraphs import find_paragraphs
    >>> sheet = make_sheet("- Gửi báo cáo về Sở; nắm bắt tình hình tư tưởng của đoàn viên.")
    >>> [(m.boundary, sheet.words(m.span)) for m in find_marks(sheet, find_paragraphs(sheet, sheet.lines))]
    [(3, 'nắm bắt tình hình tư tưởng của đoàn viên.')]
    """
    if not paragraphs:
        return ()
    body = Span(paragraphs[0].span.start, max(paragraph.span.end for paragraph in paragraphs))
    needed = _needed_words(_one_line(sheet.flat), body)
    marks = [mark for paragraph in paragraphs for mark in _paragraph_marks(sheet, paragraph, needed)]
    return tuple(sorted(marks, key=lambda mark: (mark.span, mark.boundary)))


def _needed_words(flat: str, body: Span) -> list[tuple[int, str]]:
    """Where each word stands that a rule needs, in order: looked for once a letter, not once a clause."""
    found: list[tuple[int, str]] = []
    match = _NEEDED.search(flat, body.start, body.end)
    while match:
        found.append((match.start(), match.group()))
        # The next may begin inside this one.
        match = _NEEDED.search(flat, match.start() + 1, body.end)
    return found


def _words_in(needed: list[tuple[int, str]], span: Span) -> set[str]:
    """The needed words that stand wholly in a range."""
    first = bisect_left(needed, (span.start, ""))
    last = bisect_left(needed, (span.end, ""), first)
    return {word for start, word in needed[first:last] if start + len(word) <= span.end}


def _possible(words: set[str]) -> list[Rule]:
    """The rules of which one of the words that stand there is needed."""
    return [rule for rule in RULES if not rule.needs or not words.isdisjoint(rule.needs)]


def _one_line(flat: str) -> str:
    # A cleaned letter has no other white space.
    return flat.replace("\n", " ").replace("\t", " ")


def _paragraph_marks(sheet: Sheet, paragraph: Paragraph, needed: list[tuple[int, str]]) -> Iterator[Mark]:
    for clause in _clauses(sheet, paragraph.span) if _ALWAYS or _words_in(needed, paragraph.span) else ():
        seen: set[int] = set()
        words = _words_in(needed, clause)
        flat = _one_line(sheet.folded(clause))
        for rule in _possible(words) if words or _ALWAYS else ():
            if (
                rule.boundary in seen
                or not rule.asks.search(flat)
                or (rule.unless and rule.unless.search(flat))
            ):
                continue
            seen.add(rule.boundary)
            yield Mark(clause, rule.boundary, rule.sentence)


def _clauses(sheet: Sheet, span: Span) -> Iterator[Span]:
    start = span.start
    raw = sheet.raw(span)
    for match in _BREAK.finditer(raw):
        yield Span(start, span.start + match.start() + (1 if match.group(0).startswith(";") else 0))
        start = span.start + match.end()
    if start < span.end:
        yield Span(start, span.end)
