"""Where a seed comes from, in words: the choices of the form that begins a run."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from haichieu.posts.models import SeedKind
from haichieu.posts.rules import Beacon
from haichieu.text.dates import format_date


@dataclass(frozen=True, slots=True)
class SeedChoice:
    """One way to get a seed."""

    kind: str
    word: str
    #: what to do and how to type it
    how: str


DRAWN = SeedChoice(
    "drawn", "Máy rút ngay bây giờ", "Không phải gõ gì. Bản chứng nhận ghi là máy rút sau khi chốt danh sách."
)
DICE = SeedChoice(
    SeedKind.DICE.value,
    "Gieo xúc xắc trước mặt mọi người",
    "Gieo ít nhất 10 lần, gõ các mặt theo thứ tự, ví dụ 3 1 6 2 2 5 4 1 6 3.",
)
LOTTERY = SeedChoice(
    SeedKind.LOTTERY.value,
    "Kết quả xổ số",
    "Kỳ quay sau lúc chốt danh sách. Gõ tên; ngày; các số trúng, ví dụ Xổ số miền Bắc; 22/11/2026; 48215 09377.",
)
BEACON = SeedChoice(
    SeedKind.BEACON.value,
    "Nguồn ngẫu nhiên công khai (drand)",
    "Vòng công bố sau lúc chốt danh sách; vòng không hẹn trước lúc chốt là căn cứ yếu. Dán số vòng và giá trị, "
    "hoặc cả đoạn JSON mà drand công bố; chữ ký không được kiểm ở đây.",
)
TEXT = SeedChoice(
    SeedKind.TEXT.value,
    "Chuỗi ký tự bất kỳ",
    "Yếu nhất: người ngoài không biết chuỗi này có được chọn trước hay không.",
)
CHOICES = (DRAWN, DICE, LOTTERY, BEACON, TEXT)


def seed_choices(named_round: int | None) -> tuple[SeedChoice, ...]:
    """The ways open to a list; one that has named a round of a beacon takes its seed from that round alone."""
    return CHOICES if named_round is None else (BEACON,)


def beacon_words(beacon: Beacon) -> str:
    """A round with its moment of publication."""
    at = localtime(beacon.at)
    name = beacon.parameters.name
    return f"vòng {beacon.round} của drand {name}, công bố lúc {at:%H:%M:%S} ngày {format_date(at.date())}"
