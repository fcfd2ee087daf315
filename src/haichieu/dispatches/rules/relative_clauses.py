"""Clauses that say of which of many something is asked: “đơn vị đã đăng ký mà cử thiếu người phải giải trình”."""

from haichieu.text.patterns import late

_WHO = late(
    r"(?:các |mỗi |những |từng )?(?:đơn vị|cơ quan|cá nhân|tổ chức|cơ sở|hộ|trường|người|doanh nghiệp|tập thể"
    r"|thí sinh|học sinh|sinh viên|giáo viên|cán bộ|công chức|viên chức|đảng viên|đoàn viên|hội viên|chi đoàn"
    r"|chi bộ|chi hội|thôn|xã|phường|nơi|lớp|khoa|phòng)(?!\w)"
)
_TOLD = late(
    r"(?:đã|được|có(?! (?:trách|nhiệm|văn|báo|kế|mặt|ý))|chưa|không(?! được)|bị|đang|để|vi phạm)(?!\w)[^.;:,]{2,70}?\s"
    r"(?P<must>(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|không được|khẩn trương)(?!\w))"
)


def end_of_clause(text: str, form: str, start: int, verb: int) -> int | None:
    """Where those told of are told what they must do; None where the verb says what, or a name says who they are.

    Parameters
    ----------
    text, form:
        The sentence, as it stands and as `matching_form` gives it.
    start:
        Where whoever is asked begins.
    verb:
        Where the first verb after them begins.

    >>> form = "đơn vị đã đăng ký mà cử thiếu người phải giải trình"
    >>> form[end_of_clause(form, form, 0, 7):]
    'phải giải trình'
    """
    told = _TOLD.match(form, verb) if _WHO.match(form, start) else None
    if told is None or any(letter.isupper() or letter.isdigit() for letter in text[start + 1 : verb]):
        return None
    return told.start("must")
