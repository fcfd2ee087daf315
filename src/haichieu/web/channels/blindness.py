"""Keeping the machine's estimate from whoever reads in an open run: what a page says in its place."""

from django.http import HttpRequest

from haichieu.posts.queries import Blindness, OpenReading, blindness
from haichieu.web.shell.access import open_units


def blindness_of(request: HttpRequest) -> Blindness:
    """The open runs in which the signed-in person may read, asked once a request."""
    known = request.__dict__
    if "_blindness" not in known:
        found = blindness(units=open_units(request))
        # Who may read in them is asked only where there are any.
        known["_blindness"] = found.within(open_units(request, "label_posts")) if found.readings else found
    return known["_blindness"]


def kept_words(reading: OpenReading | None) -> str:
    """Why an estimate is not shown, in one sentence; empty where it is."""
    if reading is None:
        return ""
    return (
        f"Bạn đang đọc lượt {reading.run} trên danh sách “{reading.title}”: ước lượng của máy cho các bài trong đó "
        "được giấu đến khi lượt khép lại, để nhãn của bạn không theo máy."
    )
