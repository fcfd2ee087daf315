"""Outlets, parties and religions by their names: which of them a post names must not matter to its tone.

Their names are made of common words (“Lao Động”, “Dân chủ”, “Tin lành”), so that capitals alone do not tell them apart
from what the words mean. Kept as data: what is missing here is read by its words.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.letters import mix
from haichieu.posts.rules.tone.syllables import Syllables, read_syllables

_OUTLETS = """
Thanh Niên, Tuổi Trẻ, Tuổi Trẻ Thủ Đô, Lao Động, Người Lao Động, Lao Động Thủ Đô, Nhân Dân, Dân Trí, Tiền Phong
Sài Gòn Giải Phóng, Hà Nội Mới, VnExpress, VietNamNet, Quân đội Nhân dân, Công an Nhân dân, Đại Đoàn Kết
Phụ nữ Việt Nam, Nông thôn Ngày nay, Dân Việt, Sức khỏe và Đời sống, Thể thao và Văn hóa, Giáo dục và Thời đại
Tài nguyên và Môi trường, Bảo vệ Pháp luật, Pháp luật Việt Nam, Khoa học và Đời sống, Ấp Bắc, Đồng Khởi, Reuters
BBC, CNN, AFP, AP, Điện tử Chính phủ, Một Thế Giới, Zing, Znews, Kinh tế và Đô thị, Doanh nhân Sài Gòn
"""
_PARTIES = """
Cộng sản, Cộng sản Việt Nam, Cộng hòa, Dân chủ, Dân chủ Tự do, Dân chủ Lập hiến, Dân chủ Xã hội
Dân chủ Thiên chúa giáo, Tự do, Bảo thủ, Lao động, Xã hội, Xanh, Quốc đại, Tiến bước, Vì nước Thái, Nhân dân
Nhân dân Campuchia, Nhân dân Cách mạng Lào, Quốc dân, Công minh, Duy Tân, Cải cách, Độc lập, Tự do Dân chủ
Sức mạnh Nhân dân, Quyền lực Nhân dân, Hành động Nhân dân, Liên minh, Công nhân, Dân chủ Tiến bộ
Nước Nga Thống nhất, Phục hưng, Cánh tả, Pheu Thai, Bharatiya Janata, Ánh sáng
"""
_RELIGIONS = """
Phật giáo, Công giáo, Thiên chúa giáo, Tin lành, Hồi giáo, Cao Đài, Hòa Hảo, Phật giáo Hòa Hảo, Ấn Độ giáo
Do Thái giáo, Chính thống giáo, Anh giáo, Bà la môn, Tứ ân Hiếu nghĩa, Bửu sơn Kỳ hương, Minh sư đạo, Nho giáo
Lão giáo, Đạo giáo, Ki tô giáo, Cơ đốc, Cơ đốc giáo, Thiên chúa, Phật, Baha'i, Tịnh độ cư sĩ, Hiếu nghĩa Tà Lơn
Giáo hội Phật giáo, Giáo hội Phật giáo Việt Nam, Giáo hội Công giáo, Giáo hội Tin lành, Hội thánh Tin lành
Giáo hội Chính thống, Giáo hội Cao Đài, Tòa thánh Cao Đài
"""
#: The word before the name, and whether the name is told by itself too.
_KINDS = (
    (("báo", "nhật báo", "tạp chí", "hãng tin", "đài"), _OUTLETS, False),
    (("đảng",), _PARTIES, False),
    (("đạo",), _RELIGIONS, True),
)
_BESIDES = ("công đảng", "đảng cộng sản", "cộng sản đảng", "quốc dân đảng")


def _phrases() -> Iterator[str]:
    yield from _BESIDES
    for words, names, alone in _KINDS:
        for name in (part.strip() for line in names.split("\n") for part in line.split(",") if part.strip()):
            yield from (f"{word} {name}" for word in words)
            if alone and " " in name:
                yield name


_STEP = np.uint64(mix(113) | 1)
_LONGEST = 6


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))


@dataclass(frozen=True, slots=True)
class _Known:
    """Names of phrases."""

    #: First syllables, and first two joined, each at the place that its own first 16 bits give.
    firsts: NDArray[np.uint64]
    pairs: NDArray[np.uint64]
    #: By number of syllables, all of them joined, sorted.
    whole: list[NDArray[np.uint64]]


def _known() -> _Known:
    phrases = sorted({written for phrase in _phrases() for written in (phrase, _bare(phrase))})
    syllables = read_syllables(phrases)
    sizes = np.bincount(syllables.fields, minlength=len(phrases))
    begins = np.cumsum(sizes) - sizes
    return _Known(
        _by_first_bits(syllables.names[begins]),
        _by_first_bits(_joined(syllables.names, begins, 2)),
        [
            np.unique(_joined(syllables.names, begins[sizes == length], length))
            for length in range(_LONGEST + 1)
        ],
    )


def _by_first_bits(names: NDArray[np.uint64]) -> NDArray[np.uint64]:
    table = np.zeros(1 << 16, np.uint64)
    table[names >> np.uint64(48)] = names
    return table


def _joined(names: NDArray[np.uint64], begins: NDArray[np.int64], length: int) -> NDArray[np.uint64]:
    """One name of `length` syllables from each of the places."""
    joined = np.zeros(len(begins), np.uint64)
    for step in range(length):
        joined = joined * _STEP + names[begins + step]
    return joined


_KNOWN = _known()


def in_organisations(syllables: Syllables) -> NDArray[np.bool_]:
    """Which syllables stand in the name of an outlet, a party or a religion.

    >>> in_organisations(read_syllables(["Đảng Dân chủ và người dân chủ động"])).tolist()
    [True, True, True, False, False, False, False, False]
    """
    names, fields = syllables.names, syllables.fields
    covered = np.zeros(len(names), np.bool_)
    begins = np.flatnonzero(np.take(_KNOWN.firsts, (names >> np.uint64(48)).astype(np.int64)) == names)
    begins = begins[begins + 1 < len(names)]
    opening = _joined(names, begins, 2)
    begins = begins[_KNOWN.pairs[opening >> np.uint64(48)] == opening]
    for length in range(2, _LONGEST + 1):
        begins = begins[begins + length <= len(names)]
        begins = begins[fields[begins + length - 1] == fields[begins]]
        found = begins[np.isin(_joined(names, begins, length), _KNOWN.whole[length])]
        for place in range(length):
            covered[found + place] = True
    return covered
