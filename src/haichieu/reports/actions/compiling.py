"""Compiling a periodic report: gather, build, write Word and PDF, keep every figure's question."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from haichieu.base.actions import record, seal_log
from haichieu.base.queries import log_head
from haichieu.layout.document import OfficialDocument
from haichieu.layout.docx import write_docx
from haichieu.layout.html import to_html
from haichieu.layout.pdf import pdf_bytes
from haichieu.reports.actions.gathering import Gathering, begin, figures_of, gather, key_of
from haichieu.reports.models import Report, ReportFigure
from haichieu.reports.queries import digest_ids, ids_in_state, post_ids
from haichieu.reports.rules import Figure, Period, build_report
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require


def compile_report(*, by: Person | None, unit: Unit, period: str, at: datetime) -> Report:
    """A new version of the unit's report of a period, such as ``2026-H2``, with its files and figures.

    Raises :class:`~haichieu.reports.errors.ReportError` for a period that cannot be read.
    """
    require(by, "compile_report", unit.pk, on=localdate(at))
    named = Period.parse(period)
    seal_log(at=at)
    report, document = _draft(by, unit, named, at, log_head() or "")
    # Rendering takes seconds, and on SQLite an open transaction keeps every other writer waiting.
    with _kept_only_when_finished(report):
        _store(report, _rendered(document), by=by, at=at)
    return report


@transaction.atomic
def _draft(
    by: Person | None, unit: Unit, period: Period, at: datetime, head: str
) -> tuple[Report, OfficialDocument]:
    """The report without its files: the addresses of its figures need its row."""
    today = localdate(at)
    report = Report(unit=unit, period=str(period), compiled_by=actor_ref(by), compiled_at=at, log_head=head)
    newest = Report.objects.filter(unit=unit, period=str(period)).aggregate(newest=Max("version"))["newest"]
    report.version = (newest or 0) + 1
    report.first_day = report.last_day = today
    report.rendered = False
    report.save()
    work = begin(report=report, unit=unit, period=period, today=today)
    values = gather(work, log_head=head)
    report.first_day, report.last_day = work.window.first, work.window.last
    report.save()
    ReportFigure.objects.bulk_create(_figure(work, report, figure) for figure in figures_of(values))
    return report, build_report(values)


@dataclass(frozen=True, slots=True)
class _Rendered:
    html: str
    docx: bytes
    pdf: bytes


def _rendered(document: OfficialDocument) -> _Rendered:
    with TemporaryDirectory() as folder:
        path = write_docx(document, Path(folder) / "report.docx")
        return _Rendered(to_html(document), path.read_bytes(), pdf_bytes(document))


@transaction.atomic
def _store(report: Report, files: _Rendered, *, by: Person | None, at: datetime) -> None:
    name = f"bao-cao-{report.unit.code}-{report.period}-v{report.version}"
    report.html = files.html
    report.docx.save(f"{name}.docx", ContentFile(files.docx), save=False)
    report.pdf.save(f"{name}.pdf", ContentFile(files.pdf), save=False)
    report.rendered = True
    report.save()
    after = {
        "unit": report.unit.code,
        "period": report.period,
        "version": report.version,
        "log_head": report.log_head,
    }
    record(by=actor_ref(by), verb="compile_report", kind="report", ref=str(report.pk), after=after, at=at)


@contextmanager
def _kept_only_when_finished(report: Report) -> Iterator[None]:
    """Take a report that could not be finished away again, with the files it already has."""
    finished = False
    try:
        yield
        finished = True
    finally:
        if not finished:
            for file in (report.docx, report.pdf):
                if file:
                    file.delete(save=False)
            report.delete()


def _figure(work: Gathering, report: Report, figure: Figure) -> ReportFigure:
    key = key_of(figure)
    kind, filters = work.questions[key]
    ids = post_ids(filters) if kind == "post" else ids_in_state(work.stated, filters["state"])
    count, digest = digest_ids(ids)
    return ReportFigure(
        report=report,
        key=key,
        label=figure.label[:300],
        value=figure.text,
        records_kind=kind,
        filters=filters,
        count=count,
        digest=digest,
    )
