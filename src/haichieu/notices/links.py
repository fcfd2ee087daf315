"""Addresses of pages, as they stand in messages that leave the house."""

from django.conf import settings
from django.urls import reverse

#: kind of record → name of its page; work given to many units is shown in the list of given work
_PAGES = {
    "assignment": "assignment",
    "obligation": "obligation",
    "owed": "obligation",
    "letter": "dispatch",
}


def link_of(kind: str, pk: int) -> str:
    """The whole address of a record's page."""
    if kind == "given":
        return page_link("given-list")
    return page_link(_PAGES[kind], pk)


def page_link(name: str, *arguments: object) -> str:
    """The whole address of a page by its name."""
    return settings.BASE_URL + reverse(name, args=arguments)
