"""The stored file of a letter, shown as it is beside what was read."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from haichieu.web.dispatches.access import letter_or_404
from haichieu.web.dispatches.blocks.originals import MOST_BYTES, shown_type


@require_GET
@csp_replace(
    {"default-src": [NONE], "img-src": [SELF], "object-src": [SELF], "style-src": ["'unsafe-inline'"]}
)
def letter_original(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF or picture as it came, in the browser; any other file is only handed out."""
    letter = letter_or_404(request, pk)
    try:
        stored = letter.file.open("rb")
    except FileNotFoundError:
        raise Http404("Tệp gốc không còn trong kho lưu trữ.") from None
    kind = shown_type(stored.read(MOST_BYTES))
    stored.seek(0)
    response = FileResponse(
        stored,
        as_attachment=kind is None,
        filename=letter.file_name,
        content_type=kind or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
