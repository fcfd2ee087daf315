"""To whom a paragraph asks to report, send, submit or turn."""

import re

from haichieu.dispatches.rules.words import ACTOR
from haichieu.text.folding import fold_chars

_VERB = r"(?:bao cao|gui|nop|phan anh|trinh|thong bao|thong tin|lien he|kien nghi|cung cap|dang ky|trao doi|chuyen|bao|cap nhat|tham muu)"
_TOWARDS = re.compile(
    rf"(?<![a-z]){_VERB}(?![a-z])[^.;:]{{0,140}}?(?<![a-z])(?:ve|cho|den|toi|voi|len|qua hop thu|ve hop thu)\s+(?:dia chi |cac )?(?={ACTOR}|hop thu|email|thu dien tu)"
)
_DIRECT = re.compile(
    rf"(?<![a-z])(?:bao cao|gui|trinh|kien nghi|bao|dong gui)\s+(?={ACTOR})(?!cac don vi|bao cao|co quan bao chi)"
)
_BACK = re.compile(r"(?<![a-z])(?:gui|nop)\s+(?:qua)\s+")
_STOP = re.compile(
    r"\s(?:truoc|cham nhat|muon nhat|de|theo quy dinh|theo dinh ky|trong|khi|dinh ky|hang|va (?:bao cao|gui|dang|thuc hien|chiu|niem yet|thong bao|bo tri|tong hop)|vao|xem xet|quyet dinh|tong hop|phe duyet|"
    r"duyet|ket qua|tinh hinh|truc tiep|ngay|sau|neu|noi dung|nhung|danh sach|bang van ban|bang|theo|giai quyet|biet|cho y kien|chi dao|ban hanh|co van ban|xu ly|huong dan|"
    r"sua doi|moi khi|lay|phuc vu|dinh huong|nam bat|cac noi dung|so luong|ke hoach|bao cao|va cac|ho so|xem|de duoc|du|quy|nam|thang|phan|phu trach|kem)(?![a-z])"
    r"|[.;:]\s|[.;:]$|\./|\s[-–]\s(?=[a-z])|,\s(?!(?:so|ban|bo|ldld|lien|uy|thu|hop|email|tinh|van|cong|ubnd|dia chi|dt|qua)\b)|\s\((?!qua)"
)
_BOUNDS = (3, 200)


def find_report_to(text: str) -> str | None:
    """The body or person to whom the paragraph sends its result, with “(qua …)” where it stands; None if nobody.

    >>> find_report_to("Báo cáo kết quả về LĐLĐ tỉnh (qua Ban Tuyên giáo) trước ngày 10/11/2021.")
    'LĐLĐ tỉnh (qua Ban Tuyên giáo)'
    >>> find_report_to("Tổng hợp, báo cáo Chủ tịch UBND xã chậm nhất 24 giờ.")
    'Chủ tịch UBND xã'
    """
    flat = fold_chars(text)
    candidates = [
        match.end()
        for pattern in (_TOWARDS, _DIRECT)
        for match in pattern.finditer(flat)
        if not _is_noun(flat, match)
    ]
    for start in sorted(candidates):
        found = _until_stop(text, flat, start)
        if found and _BOUNDS[0] <= len(found) <= _BOUNDS[1]:
            return found
    return None


def _is_noun(flat: str, match: re.Match[str]) -> bool:
    """“thông báo cho”, “báo cáo viên”, “kính gửi”: the words, but not the act of reporting."""
    before, words = flat[: match.start()], match.group(0)
    return before.endswith(("kinh ", "da ", "dich vu ", "che do ", "thu ")) or words.startswith(
        ("bao chi", "bao cao vien", "gui kem")
    )


def _until_stop(text: str, flat: str, start: int) -> str:
    stop = _STOP.search(flat, start)
    end = stop.start() if stop else len(flat)
    opened = flat.find("(", start, end)
    if opened >= 0 and ")" in flat[opened:]:
        end = max(end, flat.index(")", opened) + 1) if flat[opened : opened + 4] == "(qua" else opened
    return text[start:end].strip(" ,.;:/–-")
