"""What the pages of reports show."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.paginator import Page, Paginator

from haichieu.layout.checker import check_docx
from haichieu.layout.errors import LayoutError
from haichieu.posts.models import Tone
from haichieu.posts.queries import Blindness, OpenReading
from haichieu.reports.models import Report, ReportFigure
from haichieu.reports.queries import FigureNow, figure_now, reports
from haichieu.reports.rules import Period
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.shell.deviations import Findings

ROWS = 25
#: records of one figure shown on its page
MOST_RECORDS = 200


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One compiled report of a list."""

    report: Report
    period: str
    unit: str
    by: str


@dataclass(frozen=True, slots=True)
class ReportList:
    """The reports of the open units."""

    rows: tuple[ReportRow, ...]
    page: Page

    @classmethod
    def of(cls, units: Collection[int], tree: Tree, *, page: str = "1") -> "ReportList":
        """One page of them, the newest first."""
        shown = Paginator(reports(units=units), ROWS).get_page(page)
        return cls(tuple(report_rows(shown.object_list, tree)), shown)


def report_rows(found: Iterable[Report], tree: Tree) -> list[ReportRow]:
    """Reports with the names of their period, unit and compiler."""
    found = list(found)
    names = people_names({report.compiled_by for report in found})
    return [
        ReportRow(
            report=report,
            period=period_name(report),
            unit=node.name if (node := tree.nodes.get(report.unit_id)) else report.unit.code,
            by=names.get(report.compiled_by, "Hệ thống"),
        )
        for report in found
    ]


def period_name(report: Report) -> str:
    """The report's period in words."""
    label = Period.parse(report.period).label
    return label[:1].upper() + label[1:]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report: its preview, its files, its figures, its other versions."""

    row: ReportRow
    figures: tuple[ReportFigure, ...]
    #: the same report compiled at other moments, this one among them
    versions: tuple[ReportRow, ...]

    @classmethod
    def of(cls, report: Report, tree: Tree) -> "ReportPage":
        """Gather the page."""
        same = reports(units=(report.unit_id,)).filter(period=report.period).order_by("-version")
        return cls(
            row=report_rows([report], tree)[0],
            figures=tuple(report.figures.order_by("pk")),
            versions=tuple(report_rows(same, tree)),
        )

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.row.report

    @property
    def findings(self) -> Findings | None:
        """What the layout check says of the Word file that can be downloaded; None where it is gone."""
        if not self.report.docx:
            return None
        try:
            return Findings.of(check_docx(Path(self.report.docx.path)))
        except LayoutError:
            return None

    @property
    def is_newest(self) -> bool:
        """Whether nobody has compiled it again since."""
        return self.report.version == max(row.report.version for row in self.versions)


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure."""

    pk: int
    words: str
    #: where it belongs: a channel or a unit
    place: str
    day: date | datetime | None
    #: state to show, or empty
    state: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A figure as the report states it, and what its question answers now."""

    figure: ReportFigure
    row: ReportRow
    now: FigureNow
    records: tuple[Record, ...]
    #: the open run because of which some of its posts are kept from the person
    kept: OpenReading | None

    @classmethod
    def of(cls, figure: ReportFigure, tree: Tree, blind: Blindness) -> "FigurePage":
        """Ask the figure's question again; posts that the person reads in an open run are not told apart by it."""
        now = figure_now(figure, limit=MOST_RECORDS)
        kept = next((found for item in now.posts if (found := blind.over(item))), None)
        row = report_rows([figure.report], tree)[0]
        return cls(figure, row, now, tuple(_records(now, tree, blind)), kept)

    @property
    def of_posts(self) -> bool:
        """Whether its records are posts; otherwise they are obligations."""
        return self.figure.records_kind == "post"

    @property
    def left_out(self) -> int:
        """Records that the page does not show."""
        return self.now.count - len(self.records)


def _records(now: FigureNow, tree: Tree, blind: Blindness) -> list[Record]:
    posts = [
        Record(item.pk, item.title, item.channel.name, item.published_at, _tone(item))
        for item in now.posts
        if blind.over(item) is None
    ]
    obligations = [
        Record(
            owed.pk,
            owed.text,
            node.name if (node := tree.nodes.get(owed.owner_id)) else owed.owner.code,
            owed.due_on or owed.review_on,
            "done" if owed.done_at else "",
        )
        for owed in now.obligations
    ]
    return [*posts, *obligations]


def _tone(item: object) -> str:
    tone = getattr(item, "tone", None)
    return str(tone.tone) if tone is not None and tone.tone in Tone.values else ""
