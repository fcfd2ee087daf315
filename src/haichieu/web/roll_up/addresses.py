"""Addresses of this folder's pages, kept in one place: a number and its list must ask for the same thing."""

from urllib.parse import urlencode

from django.urls import reverse

from haichieu.dispatches.queries import Scope


def address(name: str, scope: Scope, **more: object) -> str:
    """The page ``name`` of a scope; ``more`` narrows it or says what else is asked for."""
    kept = {"unit": scope.unit, "letter": scope.letter, "obligation": scope.obligation, **more}
    return (
        f"{reverse(name)}?{urlencode({key: value for key, value in kept.items() if value not in (None, '')})}"
    )
