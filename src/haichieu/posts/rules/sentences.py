"""How a certificate is said in Vietnamese: bounds rounded so that they stay true."""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor

from haichieu.posts.rules.records import OPEN, EarlierRun
from haichieu.stats import Decision, Forecast, Limit
from haichieu.text.dates import format_date

_DECIDED = {
    "below": "giữ được giới hạn",
    "above": "không giữ được giới hạn",
    "undecided": "chưa kết luận",
    OPEN: "chưa đóng",
}


def spoken_percent(share: float, *, upward: bool | None = None, places: int = 1) -> str:
    """A share as a Vietnamese percentage.

    Args:
        share: between 0 and 1.
        upward: True rounds up (for “at most”), False down (for “at least”), None to the nearest.
        places: decimal places.

    >>> spoken_percent(0.1382), spoken_percent(0.1382, upward=True), spoken_percent(0.5, places=0)
    ('13,8 %', '13,9 %', '50 %')
    """
    scale = 10**places
    # The tenth of a millionth forgives binary fractions: 0.15 must not round up to 15.1 %.
    units = share * 100 * scale
    whole = round(units) if upward is None else ceil(units - 1e-7) if upward else floor(units + 1e-7)
    return f"{whole / scale:.{places}f}".replace(".", ",") + " %"


def spoken_count(number: int) -> str:
    """A whole number with dots between thousands.

    >>> spoken_count(1240)
    '1.240'
    """
    return f"{number:,}".replace(",", ".")


def spoken_decimal(value: float, places: int = 2) -> str:
    """A number with a Vietnamese decimal comma.

    >>> spoken_decimal(-0.126)
    '-0,13'
    """
    return f"{value:.{places}f}".replace(".", ",")


def spoken_bound(share: float, limit: Limit, *, below: bool) -> str:
    """“At most” or “at least” a bound, with as few places as keep it on its own side of the limit.

    A bound that three places cannot tell from the limit is said by the limit itself.

    >>> strict = Limit(15, 100)
    >>> spoken_bound(0.138, strict, below=True), spoken_bound(0.14995, strict, below=True)
    ('Nhiều nhất 13,8 %', 'Nhiều nhất 14,995 %')
    >>> spoken_bound(0.1499999, strict, below=True), spoken_bound(0.1500001, strict, below=False)
    ('Dưới 15 %', 'Ít nhất 15 %')
    """
    for places in (1, 2, 3):
        text = spoken_percent(share, upward=below, places=places)
        if text != spoken_percent(float(limit.share), places=places):
            return f"{'Nhiều nhất' if below else 'Ít nhất'} {text}"
    side = ("Dưới" if limit.strict else "Nhiều nhất") if below else ("Ít nhất" if limit.strict else "Trên")
    return f"{side} {limit.spoken_share}"


def spoken_readers(readers: int | None) -> str:
    """Who read, before the verb; nobody is named where their number is not known.

    >>> spoken_readers(1), spoken_readers(3), spoken_readers(0)
    ('một người ', '3 người ', '')
    """
    if readers == 0:
        return ""
    return f"{readers} người " if readers is not None and readers > 1 else "một người "


def certificate_sentence(
    decision: Decision,
    limit: Limit,
    *,
    low: float,
    high: float,
    level: float,
    read: int,
    total: int,
    settled: bool,
    more: Forecast | int | None,
    readers: int | None = 1,
    each: int = 1,
    what: str = "tiêu cực",
) -> str:
    """What the certificate establishes, in one or two sentences.

    Args:
        decision, limit: what was tested and found.
        low, high: bounds of the share, each wrong with probability at most `level`.
        read, total: posts read and posts in the list.
        settled: the verdicts alone settle the decision, without any probability.
        more: expected number of further labels while undecided, or its range.
        readers: how many people read; 0 where that is not known, None in records of before it was kept.
        each: how many people read each post, blind to each other.
        what: which share is spoken of.
    """
    who = spoken_readers(readers)
    twice = " (mỗi bài hai người, không biết nhãn của nhau)" if each == 2 else ""
    basis = (
        f"sau khi {who}đọc {spoken_count(read)} trên {spoken_count(total)} bài{twice}; danh sách kèm theo."
    )
    if decision is Decision.UNDECIDED:
        further = _spoken_more(more)
        bounds = f"từ {spoken_percent(low, upward=False)} đến {spoken_percent(high, upward=True)}"
        both = spoken_percent(1 - 2 * level, places=0)
        return (
            f"Chưa kết luận được tỷ lệ {what} có {limit} hay không (nay nằm {bounds} với độ tin cậy {both}), "
            f"{basis}{further}"
        )
    below = decision is Decision.BELOW
    verdict = f"giữ được giới hạn {limit}" if below else f"không giữ được giới hạn {limit}"
    bound = spoken_bound(high if below else low, limit, below=below)
    sure = "chắc chắn" if settled else f"với độ tin cậy {spoken_percent(1 - level, places=0)}"
    return f"{bound} {what} {sure}, {basis} Như vậy {verdict}."


def _spoken_more(more: Forecast | int | None) -> str:
    if isinstance(more, Forecast):
        range_ = f" (thường là từ {spoken_count(more.low)} đến {spoken_count(more.high)})"
        return f" Dự kiến cần đọc thêm khoảng {spoken_count(more.middle)} bài{range_}."
    return f" Dự kiến cần đọc thêm khoảng {spoken_count(more)} bài." if more else ""


def count_sentence(others: int) -> str:
    """Which run on these posts this one is, after so many others of whatever list, limit or unit.

    >>> count_sentence(2)
    'Đây là lượt thứ 3 trên các bài này.'
    """
    return f"Đây là lượt thứ {spoken_count(others + 1)} trên các bài này."


def earlier_sentence(runs: Sequence[EarlierRun], unstarted: int | None = None) -> str:
    """Which other runs there were on these posts, and how many lists of them were frozen and never read; "" for none.

    Args:
        runs: the other runs, in the order in which they are told.
        unstarted: lists never read; None in records of before they were counted, which say what they said then.

    >>> old = EarlierRun("ab", "2026-01-01", "2026-01-31", 2, "undecided", 9, "2026-02-03T08:00:00+07:00")
    >>> earlier_sentence([old])
    'Trước đó đã có 1 lượt trên danh sách chồng lấn: lượt 2 (01/01/2026 – 31/01/2026, chưa kết luận).'
    >>> days = "2026-01-01", "2026-01-31"
    >>> run = EarlierRun("ab", *days, 2, "open", 9, None, "dưới 15 %", "LĐLĐ", "2026-02-02T08:00:00+07:00")
    >>> print(earlier_sentence([run], 1))  # doctest: +NORMALIZE_WHITESPACE
    Các lượt khác trên các bài này (1): lượt 2 của LĐLĐ, dưới 15 %, bài từ 01/01/2026 đến 31/01/2026,
    bắt đầu 02/02/2026, đã đọc 9 bài, chưa đóng.
    Có 1 danh sách khác của các bài này đã chốt mà không đọc lượt nào.
    """
    if unstarted is None:
        if not runs:
            return ""
        said = "; ".join(
            f"lượt {run.run} ({_spoken_window(run, ' – ')}, {_DECIDED.get(run.decision, run.decision)})"
            for run in runs
        )
        return f"Trước đó đã có {spoken_count(len(runs))} lượt trên danh sách chồng lấn: {said}."
    told = "; ".join(map(_spoken_run, runs))
    others = f"Các lượt khác trên các bài này ({spoken_count(len(runs))}): {told}." if runs else ""
    left = f"Có {spoken_count(unstarted)} danh sách khác của các bài này đã chốt mà không đọc lượt nào."
    return f"{others} {left if unstarted else ''}".strip()


def _spoken_run(run: EarlierRun) -> str:
    begun = f"bắt đầu {_spoken_day(run.started_at)}, " if run.started_at else ""
    return (
        f"lượt {run.run} của {run.unit}, {run.limit}, bài từ {_spoken_window(run, ' đến ')}, {begun}"
        f"đã đọc {spoken_count(run.labels_read)} bài, {_DECIDED.get(run.decision, run.decision)}"
    )


def _spoken_window(run: EarlierRun, between: str) -> str:
    return f"{_spoken_day(run.first)}{between}{_spoken_day(run.last)}"


def _spoken_day(moment: str) -> str:
    return format_date(date.fromisoformat(moment[:10]))
