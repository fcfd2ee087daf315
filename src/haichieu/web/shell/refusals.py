"""The pages for what cannot be shown: 403, 404 and 500, each with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

_NO_RIGHT = "Bạn không có quyền xem hoặc làm việc này."


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A right is missing: the sentence that says which, and the way back."""
    return _page(request, "403.html", {"exception": str(exception or "") or _NO_RIGHT}, 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such record, or it belongs to units that are not open to this person."""
    return _page(request, "404.html", {}, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed on our side; this page asks neither the database nor the session."""
    return HttpResponse(get_template("500.html").render({}), status=500)


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    """With the office's frame for who is signed in, without it for everybody else."""
    user = getattr(request, "user", None)
    frame = "shell/base.html" if user is not None and user.is_authenticated else "shell/bare.html"
    return render(request, template, {**context, "frame": frame}, status=status)
