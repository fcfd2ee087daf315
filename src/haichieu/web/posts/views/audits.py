"""Pages of one run: its state, its closing and its certificate."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.posts.actions import close_audit
from haichieu.posts.models import Audit
from haichieu.posts.queries import audits
from haichieu.web.posts.blocks.certificates import certificate_page
from haichieu.web.posts.blocks.labels import run_page
from haichieu.web.shell.access import open_units, person_of, unit_tree


def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it has come, or what it established."""
    run = _run(request, pk)
    may_label = run.frame.unit_id in open_units(request, "label_posts")
    context: dict[str, object] = {"audit": run, "may_label": may_label}
    if run.closed_at:
        context["page"] = certificate_page(run, run.frame, tree=unit_tree(request))
    else:
        context["open"] = run_page(run, person_of(request), may_label=may_label)
    return render(request, "posts/audit.html", context)


@require_POST
def audit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a run, decided or not, and issue its certificate."""
    close_audit(by=person_of(request), audit=_run(request, pk), at=now())
    messages.success(request, "Đã khép lại lượt đọc và lập bản chứng nhận.")
    return redirect("audit", pk)


def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate, made for printing."""
    run = _closed_run(request, pk)
    page = certificate_page(run, run.frame, tree=unit_tree(request))
    return render(request, "posts/certificate.html", {"page": page})


def certificate_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The record from which anybody can compute the certificate again."""
    run = _closed_run(request, pk)
    body = json.dumps(run.certificate, ensure_ascii=False, indent=1)
    response = HttpResponse(body + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="chung-nhan-{run.pk}.json"'
    return response


def _run(request: HttpRequest, pk: int) -> Audit:
    return get_object_or_404(audits(units=open_units(request)).defer("frame__record"), pk=pk)


def _closed_run(request: HttpRequest, pk: int) -> Audit:
    run = _run(request, pk)
    if run.closed_at is None:
        raise Http404
    return run
