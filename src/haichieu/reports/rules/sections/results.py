"""Section II: obligations, posts by channel and tone, certificates of the share."""

from haichieu.layout.document import Align, Block, Inline, Inlines, Item, Run, Table
from haichieu.reports.rules.figures import clerical_count, share_of
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.obligations import ObligationTotals
from haichieu.reports.rules.posts import CertificateLine, ChannelPosts, PostTotals, ReportedLimit
from haichieu.reports.rules.sections.wording import dash, paragraph, section, sentence, subsection
from haichieu.text.dates import format_date

#: A certificate over more channels says only how many.
MOST_CHANNELS = 3

_COLUMNS = (
    "Kênh",
    "Tổng số",
    "Tích cực",
    "Trung tính",
    "Tiêu cực",
    "Cảnh báo, khuyến cáo",
    "Tiêu cực không kể cảnh báo",
)
_WIDTHS = (3.2, 1.1, 1.1, 1.2, 1.1, 1.4, 1.6)


def results_section(report: ReportInput, *, task_annex: str) -> tuple[Block, ...]:
    """Results of the period; `task_annex` names the annex that lists the obligations, or is empty."""
    return (
        section("II. Kết quả thực hiện"),
        subsection("1. Nhiệm vụ theo văn bản"),
        *_obligations(report.obligations, task_annex),
        subsection("2. Tin, bài theo kênh và sắc thái"),
        *_posts(report.posts),
        subsection("3. Tỷ lệ tin, bài tiêu cực và chứng nhận"),
        *_certificates(report),
    )


def _obligations(totals: ObligationTotals, annex: str) -> tuple[Block, ...]:
    standing = _standing(totals)
    if not totals.total.value:
        return (paragraph("Trong kỳ không có nhiệm vụ nào có thời hạn phải thực hiện."), *standing)
    shown = [figure for figure in totals.by_state() if figure.value]
    items = (
        dash(
            _after_colon(figure.label), ": ", figure.link(), " nhiệm vụ", "." if figure is shown[-1] else ";"
        )
        for figure in shown
    )
    none_late = () if totals.overdue.value else (paragraph("Không có nhiệm vụ nào quá hạn chưa hoàn thành."),)
    listed = f" (danh mục tại {annex})" if annex else ""
    return (
        paragraph("Tổng số nhiệm vụ có thời hạn: ", totals.total.link(), f" nhiệm vụ{listed}, gồm:"),
        *items,
        *none_late,
        *_punctuality(totals),
        *standing,
    )


def _after_colon(label: str) -> str:
    name = label.split(": ", 1)[-1]
    return name[0].upper() + name[1:]


def _punctuality(totals: ObligationTotals) -> tuple[Block, ...]:
    share = share_of(
        totals.on_time,
        totals.total,
        key="obligations.on_time_share",
        label="Tỷ lệ nhiệm vụ hoàn thành đúng hạn trên tổng số nhiệm vụ có thời hạn",
    )
    if share is None or not share.value:
        return ()
    return (paragraph("Tỷ lệ hoàn thành đúng hạn trên tổng số nhiệm vụ có thời hạn: ", share.link(), "."),)


def _standing(totals: ObligationTotals) -> tuple[Block, ...]:
    if not totals.standing.value:
        return ()
    return (
        paragraph("Nhiệm vụ thường xuyên, không ấn định thời hạn: ", totals.standing.link(), " nhiệm vụ."),
    )


def _posts(posts: PostTotals) -> tuple[Block, ...]:
    if not posts.channels:
        return (paragraph("Đơn vị chưa khai báo kênh thông tin nào nên không có số liệu tin, bài."),)
    if not posts.all.published.value:
        return (paragraph("Trong kỳ, các kênh của đơn vị không đăng tin, bài nào."),)
    return (_table(posts), paragraph(*_basis(posts)))


def _table(posts: PostTotals) -> Table:
    rows = [_row(channel) for channel in posts.channels]
    if len(rows) > 1:
        rows.append(_row(posts.all, name="Cộng", bold=True))
    aligns = (Align.LEFT, *(Align.RIGHT,) * (len(_COLUMNS) - 1))
    return Table(_COLUMNS, tuple(rows), aligns, _WIDTHS, "Bảng 1. Tin, bài theo kênh và sắc thái")


def _row(channel: ChannelPosts, *, name: str = "", bold: bool = False) -> tuple[Inlines, ...]:
    counts = tuple((figure.cell(bold=bold),) for figure in channel.figures())
    return ((Run(name or channel.name, bold=bold),), *counts)


def _basis(posts: PostTotals) -> tuple[str | Inline, ...]:
    """Says plainly that a machine estimated every tone of the table, whatever people have read beside it."""
    machine = (
        f"Sắc thái trong bảng do máy ước lượng (mô hình {posts.model}); "
        if posts.model
        else "Máy chưa đọc sắc thái của tin, bài nào trong bảng; "
    )
    if not posts.labelled.value:
        return (f"{machine}chưa có tin, bài nào được người đọc để lập chứng nhận.",)
    return (machine, posts.labelled.link(), " tin, bài trong đó đã có người đọc để lập chứng nhận.")


def _certificates(report: ReportInput) -> tuple[Block, ...]:
    return (*_shares(report.posts), *_limits(report.limits), *_certified(report))


def _shares(posts: PostTotals) -> tuple[Block, ...]:
    whole = posts.all
    negative = share_of(
        whole.negative, whole.published, key="posts.negative_share", label="Tỷ lệ tin, bài tiêu cực"
    )
    counted = share_of(
        whole.counted,
        whole.published,
        key="posts.counted_share",
        label="Tỷ lệ tin, bài tiêu cực không kể cảnh báo, khuyến cáo",
    )
    if negative is None or counted is None:
        return ()
    if not negative.value:
        return (
            paragraph(
                "Theo số liệu Bảng 1, không có tin, bài tiêu cực nào trong ",
                whole.published.link(),
                " tin, bài.",
            ),
        )
    return (
        paragraph(
            "Theo số liệu Bảng 1, tin, bài tiêu cực chiếm ",
            negative.link(),
            " tổng số tin, bài; không kể tin, bài cảnh báo, khuyến cáo thì chiếm ",
            counted.link(),
            ".",
        ),
    )


def _limits(limits: tuple[ReportedLimit, ...]) -> tuple[Block, ...]:
    return tuple(
        paragraph(
            "Mức giới hạn phải thực hiện: ",
            Run(limit.text.rstrip("."), link=limit.url),
            f" ({limit.source}).",
        )
        for limit in limits
    )


def _certified(report: ReportInput) -> tuple[Block, ...]:
    if report.certificates:
        return tuple(_certificate(line) for line in report.certificates)
    if not report.posts.all.published.value:
        return (paragraph("Không có tin, bài nên không có tỷ lệ để chứng nhận."),)
    weight = ", chưa đủ căn cứ để kết luận về việc thực hiện mức giới hạn" if report.limits else ""
    return (paragraph(f"Trong kỳ chưa có chứng nhận tỷ lệ; các tỷ lệ nêu trên chỉ là số đếm{weight}."),)


def _certificate(line: CertificateLine) -> Item:
    basis = (
        f" (lượt {line.run}, từ {format_date(line.first)} đến {format_date(line.last)}{_over(line.channels)}"
    )
    record = ("; ", Run("hồ sơ chứng nhận", link=line.url)) if line.url else ()
    return dash(sentence(line.sentence).rstrip("."), basis, *record, ").")


def _over(channels: tuple[str, ...]) -> str:
    """The channels of a certificate by name, or how many where the names would fill the line."""
    if not channels:
        return ""
    if len(channels) > MOST_CHANNELS:
        return f", {clerical_count(len(channels))} kênh"
    return f", kênh {'; '.join(channels)}"
