"""Where a letter departs from the official layout."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haichieu.web.dispatches.access import letter_or_404
from haichieu.web.dispatches.blocks.layout_findings import LayoutPage


@require_GET
def letter_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the stored file against the layout rule of its issuing body, now."""
    page = LayoutPage.of(letter_or_404(request, pk))
    return render(request, "dispatches/layout_findings.html", {"page": page, "letter": page.letter})
