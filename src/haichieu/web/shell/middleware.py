"""What a page answers when a room refuses: one sentence, never a traceback."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haichieu.channels.errors import ChannelsError
from haichieu.channels.sources import CollectError
from haichieu.dispatches.errors import DispatchesError
from haichieu.notices.errors import NoticesError
from haichieu.posts.errors import PostsError
from haichieu.stats.errors import StatsError
from haichieu.text.errors import UnreadableFile
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.web.shell.refusals import forbidden

Response = Callable[[HttpRequest], HttpResponse]
ROOM_ERRORS = (
    ChannelsError,
    CollectError,
    DispatchesError,
    NoticesError,
    PostsError,
    StatsError,
    UnitsError,
    UnreadableFile,
)


class RoomErrors:
    """Shows a room's own sentence: 403 where a right is missing, 422 for everything else that was refused."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a room's error that no view has shown beside its form."""
        if isinstance(error, NotAllowed):
            return forbidden(request, error)
        if isinstance(error, ROOM_ERRORS):
            return render(request, "422.html", {"sentence": str(error)}, status=422)
        return None
