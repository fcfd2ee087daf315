"""Reports to test with, each from a few plain numbers."""

from datetime import date
from typing import Any

from haichieu.layout.document import OpenDate, Signature
from haichieu.layout.styles import style_for
from haichieu.reports.rules import (
    CertificateLine,
    ObligationRow,
    ObligationState,
    Period,
    ReportedLimit,
    ReportInput,
    channel_posts,
    obligation_totals,
    post_totals,
    window,
)

SITE = "https://haichieu.example"
TODAY = date(2026, 12, 15)


def make_row(state: str = "overdue", **optional: Any) -> ObligationRow:
    """One obligation of an invented letter."""
    values: dict[str, Any] = {
        "task": "Báo cáo kết quả tuyên truyền Tháng An toàn, vệ sinh lao động về Liên đoàn Lao động tỉnh",
        "dispatch": "Công văn số 215/LĐLĐ ngày 03/9/2026",
        "owner": "Công đoàn ngành Y tế",
        "deadline": date(2026, 10, 20),
        "state": ObligationState(state),
        "url": f"{SITE}/nhiem-vu/12/",
    }
    return ObligationRow(**{**values, **optional})


def make_obligations(*, rows: tuple[ObligationRow, ...] = (), **counts: int) -> Any:
    """Totals; counts not named are zero."""
    names = ("on_time", "late", "in_progress", "not_started", "overdue", "standing")
    every = {name: counts.get(name, 0) for name in names}
    return obligation_totals(**every, link=lambda key: f"{SITE}/nhiem-vu/?trang-thai={key}", rows=rows)


def make_channel(name: str = "Trang thông tin điện tử", **counts: int) -> Any:
    """A channel; counts not named are zero."""
    names = ("published", "positive", "neutral", "negative", "advisory", "counted")
    every = {each: counts.get(each, 0) for each in names}
    return channel_posts(name, **every, link=lambda key: f"{SITE}/tin-bai/?kenh={len(name)}&loc={key}")


def make_posts(*channels: Any, labelled: int = 0, model: str = "1-thunghiem") -> Any:
    """Totals over channels."""
    return post_totals(
        channels, labelled=labelled, link=lambda key: f"{SITE}/tin-bai/?loc={key}", model=model
    )


def make_report(**optional: Any) -> ReportInput:
    """A half-year report of an invented federation; by default with nothing to tell."""
    period = optional.pop("period", Period.parse("2026-H2"))
    values: dict[str, Any] = {
        "unit": "Liên đoàn Lao động tỉnh Đông Triều",
        "parent": "Tổng Liên đoàn Lao động Việt Nam",
        "style": style_for("union", TODAY),
        "symbol": "BC-LĐLĐ",
        "place": "Đông Triều",
        "date": OpenDate(2026, 12),
        "period": period,
        "window": window(period, "union", TODAY),
        "as_of": date(2026, 12, 14),
        "obligations": make_obligations(),
        "posts": make_posts(),
        "signature": Signature(("TM. BAN THƯỜNG VỤ",), ("CHỦ TỊCH",), "Trần Thị Ngọc Lan"),
        "addressees": ("Tổng Liên đoàn Lao động Việt Nam",),
        "recipients": ("Như trên", "Thường trực Ban Chấp hành", "Lưu: VT, TG"),
    }
    return ReportInput(**{**values, **optional})


def make_certificate(sentence: str, **optional: Any) -> CertificateLine:
    """A certificate that keeps the limit on one channel, first run."""
    values: dict[str, Any] = {
        "url": f"{SITE}/chung-nhan/3/",
        "decision": "below",
        "channels": ("Trang thông tin điện tử",),
        "first": date(2026, 6, 15),
        "last": date(2026, 12, 14),
        "run": 1,
    }
    return CertificateLine(sentence, **{**values, **optional})


def full_report() -> ReportInput:
    """A report of a period in which much happened."""
    rows = (
        make_row(
            "on_time",
            task="Ký cam kết thực hiện Quy tắc ứng xử trên mạng xã hội",
            owner="Công đoàn ngành Giáo dục",
        ),
        make_row(
            "late", task="Gửi danh sách cộng tác viên truyền thông", owner="Công đoàn các khu công nghiệp"
        ),
        make_row("overdue"),
        make_row(
            "in_progress", task="Viết 03 tin mỗi tháng về hoạt động của cơ sở", deadline=date(2027, 3, 30)
        ),
        make_row("standing", task="Duy trì tỷ lệ tin, bài tích cực là chủ đạo", deadline=None),
    )
    return make_report(
        obligations=make_obligations(on_time=17, late=3, in_progress=4, overdue=1, standing=6, rows=rows),
        posts=make_posts(
            make_channel(published=1240, positive=512, neutral=560, negative=168, advisory=90, counted=112),
            make_channel(
                "Trang Facebook Công đoàn Đông Triều",
                published=402,
                positive=160,
                neutral=180,
                negative=60,
                advisory=31,
                counted=41,
            ),
            make_channel(
                "Zalo OA Liên đoàn Lao động tỉnh",
                published=118,
                positive=50,
                neutral=55,
                negative=13,
                advisory=20,
                counted=8,
            ),
            make_channel("Kênh YouTube Người lao động Đông Triều"),
            labelled=74,
        ),
        certificates=(
            make_certificate(
                "Trang thông tin điện tử: nhiều nhất 13,9\u00a0% tin, bài tiêu cực (không kể cảnh báo, khuyến cáo), "
                "độ tin cậy 95\u00a0%, sau khi người đọc 74 trong 1.240 tin, bài; đạt mức dưới 15\u00a0%",
            ),
        ),
        limits=(
            ReportedLimit(
                "tin, bài tiêu cực dưới 15\u00a0%",
                "Công văn số 215/LĐLĐ ngày 03/9/2026",
                f"{SITE}/van-ban/4/",
            ),
        ),
        missing=("Kênh Zalo OA chưa có dữ liệu từ ngày 15/06/2026 đến ngày 30/06/2026",),
        upcoming=(
            make_row(
                "in_progress", task="Viết 03 tin mỗi tháng về hoạt động của cơ sở", deadline=date(2027, 3, 30)
            ),
        ),
        log_head="17:ab12cd34ef56",
    )
