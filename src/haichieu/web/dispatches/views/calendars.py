"""Due days as a file for other calendars."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from haichieu.web.dispatches.blocks.due_calendar import due_calendar
from haichieu.web.shell.access import open_units
from haichieu.web.shell.days import today


@require_GET
def obligation_calendar(request: HttpRequest) -> HttpResponse:
    """The due days of the open units' obligations, always as a download."""
    written = due_calendar(open_units(request), on=today())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="han-xu-ly.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
