"""The page for who cannot be let in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused(request: HttpRequest, sentence: str, status: int = 403) -> HttpResponse:
    """One sentence and the way back to the door."""
    return render(request, "accounts/refused.html", {"sentence": sentence}, status=status)
