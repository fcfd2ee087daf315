"""Django for the terminal."""

import django
from django.apps import apps


def prepare() -> None:
    """Load settings and models once."""
    if not apps.ready:
        django.setup()
