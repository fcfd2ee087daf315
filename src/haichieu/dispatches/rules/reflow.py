"""Lines for a letter that came as one: web pages and PDF readers sometimes drop every line break."""

import re

from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

#: Only a text with so long a line is touched, and only when it is a letter.
_LONG = 1200
_LETTER = late(r"Nơi nhận|Kính gửi|Căn cứ|Độc lập")
#: The letterhead is looked for in the first characters only; each part stands there once.
_HEAD = 900
_KINDS = (
    "QUYẾT ĐỊNH|THÔNG BÁO|KẾ HOẠCH|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|GIẤY MỜI|CÔNG ĐIỆN|KẾT LUẬN"
    "|QUY ĐỊNH"
)
_ONCE = (
    late(r"(?=C[ỘO]NG H[ÒO][ÀA] X[ÃA] H[ỘO]I|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH)"),
    late(r"(?=Độc lập\s*[-–])"),
    late(r"(?=S[ốỐ]\s*:?\s*\d*[a-z]?\s?[-/]\s?[A-ZĐ])"),
    late(rf"(?=(?<![\w.])(?:[{UPPER}][{LOWER}]+\s){{0,3}}[{UPPER}][{LOWER}]+\s?,\s?ngày\s)"),
    late(rf"(?=(?:{_KINDS})\s?(?:V/v|Về|[{UPPER}][{LOWER}]))"),
    late(r"(?=V/v\s|Về việc\s)"),
    late(r"(?=Kính g[ửở]i\s?:)"),
)
_EVERYWHERE = late(
    rf"(?<=[.;:])\s*(?=Điều \d{{1,2}}\s?[.:]|[-–•]\s[{UPPER}]|\d{{1,2}}[.)]\s[{UPPER}])"
    rf"|(?<=[;.,])\s*(?=[-–]?\s?Căn cứ\s)|(?<=[{UPPER}])(?=-\s?Căn cứ)|(?=-{{3}})(?<!-)|(?<=[./;])\s*(?=Nơi nhận\s?:)"
    rf"|(?<=\S)\s+(?=(?:TM|KT|TL|TUQ)\.\s?[{UPPER}]{{2}})|\s*(?=\((?:đã|Đã) ký\))|(?<=ký\))\s*|(?<=\*\*\*)(?=\S)"
    rf"|\s+(?=(?:{_KINDS})\s*:?\s+Điều 1)"
)


#: Three words in capitals between words in small letters stand on a line of their own.
_CAPITALS = late(
    rf"(?<=[{LOWER})-])\s+(?:[{UPPER}]{{2,}}[ ,]+){{2,}}[{UPPER}]{{2,}}(?=\s+[{UPPER}][{LOWER}]|\s*-|\s*$|\*)\s*"
)


def break_lines(text: str) -> str:
    """Put line breaks back where the parts of a letter begin; a text that has its lines is left alone. Idempotent.

    >>> break_lines("Kính gửi: Các thôn.")
    'Kính gửi: Các thôn.'
    """
    if len(text) < _LONG or max(map(len, text.split("\n"))) < _LONG or not _LETTER.search(text):
        return text
    return "\n".join(
        _broken(line) if len(line) >= _LONG and _LETTER.search(line) else line for line in text.split("\n")
    )


def _broken(line: str) -> str:
    for pattern in _ONCE:
        match = pattern.search(line, 0, _HEAD)
        if match and match.start() > 0:
            line = f"{line[: match.start()].rstrip()}\n{line[match.end() :]}"
    line = _CAPITALS.sub(lambda match: f"\n{match[0].strip()}\n", line)
    return re.sub(r"\s*\n\s*", "\n", _EVERYWHERE.sub("\n", line))
