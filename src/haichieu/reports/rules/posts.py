"""What a report tells about posts: counts by channel and tone, limits and certificates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.reports.rules.errors import FiguresDisagree
from haichieu.reports.rules.figures import Figure

#: Key of a count → what it counts, how.
_COUNTS = {
    "published": ("tin, bài đã đăng", "Đếm tin, bài và bài chia sẻ lại có ngày đăng trong kỳ số liệu"),
    "positive": ("tin, bài tích cực", "Đếm tin, bài có sắc thái tích cực theo quy tắc đọc sắc thái"),
    "neutral": ("tin, bài trung tính", "Đếm tin, bài có sắc thái trung tính theo quy tắc đọc sắc thái"),
    "negative": ("tin, bài tiêu cực", "Đếm tin, bài có sắc thái tiêu cực theo quy tắc đọc sắc thái"),
    "advisory": (
        "tin, bài cảnh báo, khuyến cáo",
        "Đếm tin, bài có mục đích cảnh báo, khuyến cáo, không phụ thuộc sắc thái",
    ),
    "counted": (
        "tin, bài tiêu cực không kể cảnh báo, khuyến cáo",
        "Đếm tin, bài tiêu cực và không phải cảnh báo, khuyến cáo; đây là số dùng để so với mức giới hạn",
    ),
}


@dataclass(frozen=True, slots=True)
class ChannelPosts:
    """Counts of one channel, or of all channels together."""

    name: str
    published: Figure
    positive: Figure
    neutral: Figure
    negative: Figure
    #: Public warnings and advice of any tone.
    advisory: Figure
    #: Negative and no advisory: what a limit is held against.
    counted: Figure

    def __post_init__(self) -> None:
        """Refuse counts that cannot be true together."""
        tones = int(self.positive.value) + int(self.neutral.value) + int(self.negative.value)
        if tones > self.published.value or self.counted.value > self.negative.value:
            raise FiguresDisagree(
                f"Số tin, bài của “{self.name}” không khớp giữa tổng số và các sắc thái; "
                "hãy lập lại báo cáo từ dữ liệu hiện tại."
            )

    @property
    def unread(self) -> int:
        """Posts without a tone."""
        return sum(int(figure.value) * sign for figure, sign in self._signed())

    def _signed(self) -> tuple[tuple[Figure, int], ...]:
        return ((self.published, 1), (self.positive, -1), (self.neutral, -1), (self.negative, -1))

    def figures(self) -> tuple[Figure, ...]:
        """The counts in the order of the table."""
        return (self.published, self.positive, self.neutral, self.negative, self.advisory, self.counted)


def channel_posts(
    name: str,
    *,
    published: int,
    positive: int,
    neutral: int,
    negative: int,
    advisory: int,
    counted: int,
    link: Callable[[str], str],
) -> ChannelPosts:
    """Counts of a channel from plain numbers; `link` gives the address of the records for each name of a count.

    >>> site = channel_posts("Trang thông tin", published=40, positive=20, neutral=14, negative=6, advisory=3,
    ...     counted=4, link=lambda key: f"https://vi.example/tin-bai?loc={key}")
    >>> site.counted.label
    'Trang thông tin: tin, bài tiêu cực không kể cảnh báo, khuyến cáo'
    """
    values = dict(zip(_COUNTS, (published, positive, neutral, negative, advisory, counted), strict=True))
    figures = {
        key: Figure(f"posts.{key}", value, f"{name}: {_COUNTS[key][0]}", link(key), _COUNTS[key][1])
        for key, value in values.items()
    }
    return ChannelPosts(name, **figures)


@dataclass(frozen=True, slots=True)
class PostTotals:
    """Posts of a period by channel."""

    channels: tuple[ChannelPosts, ...]
    #: All channels together.
    all: ChannelPosts
    #: Posts whose tone a person has judged.
    labelled: Figure
    #: Version of the tone model behind the counted tones, several with commas; empty when nothing was read.
    model: str = ""

    def __post_init__(self) -> None:
        """Refuse a total line that is not the sum of its channels."""
        columns = zip(*(channel.figures() for channel in self.channels), strict=True)
        sums = [sum(int(figure.value) for figure in column) for column in columns] or [0] * len(_COUNTS)
        if sums != [figure.value for figure in self.all.figures()]:
            raise FiguresDisagree(
                "Dòng tổng cộng tin, bài không bằng tổng các kênh; hãy lập lại báo cáo từ dữ liệu hiện tại."
            )


def post_totals(
    channels: Sequence[ChannelPosts], *, labelled: int, link: Callable[[str], str], model: str = ""
) -> PostTotals:
    """Totals over channels; `link` gives the address of the records of all channels for each name of a count.

    >>> post_totals([], labelled=0, link=lambda key: "https://vi.example/tin-bai").all.published.text
    '0'
    """
    sums = {key: sum(int(getattr(channel, key).value) for channel in channels) for key in _COUNTS}
    whole = channel_posts("Tất cả các kênh", link=link, **sums)
    how = "Đếm tin, bài đã có người đọc và gán sắc thái trong hàng đợi gán nhãn"
    read = Figure("posts.labelled", labelled, "Tin, bài đã có người đọc, gán sắc thái", link("labelled"), how)
    return PostTotals(tuple(channels), whole, read, model)


@dataclass(frozen=True, slots=True)
class ReportedLimit:
    """A limit that a letter sets, as a report repeats it."""

    #: “tin, bài tiêu cực dưới 15 %”.
    text: str
    #: “Công văn số 301/LĐLĐ ngày 07/5/2024”.
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate of a share in the words of its record."""

    #: Its one sentence.
    sentence: str
    #: Address of the certificate.
    url: str
    #: below, above or undecided.
    decision: str
    #: Names of the channels whose posts were on its list.
    channels: tuple[str, ...]
    #: First and last day of the list, both counted.
    first: date
    last: date
    #: Which run on this list it is, from 1.
    run: int
