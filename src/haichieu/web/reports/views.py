"""Periodic reports: compile, preview, download, and the records behind each figure."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.reports.actions import compile_report
from haichieu.reports.errors import ReportError
from haichieu.reports.models import Report
from haichieu.reports.queries import reports
from haichieu.units.queries import home_unit, tree, unit_by_code
from haichieu.web.channels.blindness import blindness_of, kept_words
from haichieu.web.reports.blocks import FigurePage, ReportList, ReportPage
from haichieu.web.reports.forms import Compiling, period_choices
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """Reports compiled so far, and the form that compiles one."""
    units = _units(request)
    home = units.show(home_unit(person_of(request), on=today()).pk)
    return _list_page(request, units, Posted({"period": period_choices(today())[0][0], "unit": home}))


@require_POST
def report_compile(request: HttpRequest) -> HttpResponse:
    """Compile a new version of a report; earlier versions stay."""
    units = _units(request)
    asked = Compiling.read(request.POST.dict(), units, on=today())
    if asked.unit is None or not asked.form.is_fine:
        return _list_page(request, units, asked.form, status=422)
    unit = unit_by_code(unit_tree(request).nodes[asked.unit].code)
    try:
        report = compile_report(by=person_of(request), unit=unit, period=asked.period, at=now())
    except ReportError as error:
        asked.form.errors["period"] = str(error)
        return _list_page(request, units, asked.form, status=422)
    return redirect("report", report.pk)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it will be printed, its files and its figures."""
    found = _report_or_404(request, pk)
    page = ReportPage.of(found, tree(on=min(today(), found.last_day)))
    return render(request, "reports/report.html", {"page": page})


@require_GET
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "font-src": [SELF],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups"],
    }
)
def report_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The document alone, under a policy of its own: its looks are inline, and nothing in it may run."""
    html = _report_or_404(request, pk).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


@require_GET
def report_docx(request: HttpRequest, pk: int) -> FileResponse:
    """The Word file."""
    return _download(_report_or_404(request, pk).docx, DOCX)


@require_GET
def report_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF file."""
    return _download(_report_or_404(request, pk).pdf, "application/pdf")


@require_GET
def figure(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The records behind one figure, asked again today."""
    found = _report_or_404(request, pk).figures.filter(key=key).select_related("report__unit").first()
    if found is None:
        raise Http404
    page = FigurePage.of(found, tree(on=min(today(), found.report.last_day)), blindness_of(request))
    return render(request, "reports/figure.html", {"page": page, "kept": kept_words(page.kept)})


def _units(request: HttpRequest) -> UnitChoice:
    return UnitChoice.among(unit_tree(request), open_units(request, "compile_report"), verb="compile_report")


def _report_or_404(request: HttpRequest, pk: int) -> Report:
    found = reports(units=open_units(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _list_page(request: HttpRequest, units: UnitChoice, form: Posted, *, status: int = 200) -> HttpResponse:
    context = {
        "list": ReportList.of(open_units(request), unit_tree(request), page=request.GET.get("page", "1")),
        "units": units,
        "form": form,
        "periods": period_choices(today()),
    }
    return render(request, "reports/list.html", context, status=status)


def _download(stored: FieldFile, content_type: str) -> FileResponse:
    if not stored:
        raise Http404
    try:
        opened = stored.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = stored.name.rsplit("/", 1)[-1]
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
