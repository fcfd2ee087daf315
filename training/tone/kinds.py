"""Kinds of posts that the card scores apart, told by words of the title. They are never a feature of the model."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from training.tone.corpus import Corpus

#: Kind → what its titles say.
KINDS = {
    "sport": r"bóng đá|HLV|V-League|U2[0-9]|World Cup|SEA Games|tuyển|trận|vô địch|cầu thủ|CLB|Ngoại hạng|HCV",
    "markets and prices": r"\bgiá\b|VN-Index|chứng khoán|cổ phiếu|tỉ giá|tỷ giá|lãi suất|bitcoin",
    "weather and disaster": r"bão|lũ|mưa|ngập|áp thấp|không khí lạnh|sạt lở|nắng nóng|động đất",
    "courts and police": r"công an|khởi tố|bắt|xét xử|tòa|bị cáo|truy tố|điều tra|tạm giam|án tù|lừa đảo",
    "health": r"bệnh|ung thư|bác sĩ|thuốc|sức khỏe|tim|gan|thận|vắc xin|dịch",
    "world": r"Mỹ|Trump|Nga|Ukraine|Trung Quốc|Israel|Iran|Nhật|Hàn Quốc|Triều Tiên|Gaza|châu Âu",
    "offices and unions": (
        r"LĐLĐ|công đoàn|đoàn viên|hội nghị|UBND|xã |phường |Đoàn Thanh niên|mặt trận|cựu chiến binh|tập huấn|đại hội"
    ),
    "question in the title": r"\?",
    "digest of several items": r"^(Điểm tin|Tin tức|Bản tin|Tin sáng|Tin nhanh|Thế giới ngày)|;.*;",
}


def kinds_of(corpus: Corpus) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Name and members of each kind; a post may be of several."""
    for name, words in KINDS.items():
        pattern = re.compile(words, re.IGNORECASE if name != "world" else 0)
        yield name, np.array([bool(pattern.search(title)) for title in corpus.titles], np.bool_)
