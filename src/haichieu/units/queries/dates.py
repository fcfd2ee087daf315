"""What is in force on a day."""

from datetime import date

from django.db.models import Q


def in_force(on: date) -> Q:
    """Rows from ``valid_from`` to ``valid_to`` that the day lies in."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
