"""The htmx protocol in one place: a part of a page for htmx, the whole page for everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page (and not for a page that it lost from its history)."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def render_part(
    request: HttpRequest, *, page: str, part: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """Render ``part`` for htmx and ``page`` otherwise, from the same blocks."""
    response = render(request, part if is_partial(request) else page, context, status=status)
    response["Vary"] = "HX-Request"
    return response
