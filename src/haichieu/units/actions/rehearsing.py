"""A change of the tree told before it is made."""

from collections.abc import Callable

from django.db import transaction

from haichieu.units.models import UnitChange
from haichieu.units.queries import tell_changes


def rehearse(deed: Callable[[], UnitChange]) -> str:
    """Make the change, read what it says, and take it back at once: the sentence of what will be true from which day.

    Raises what the change itself would raise.
    """
    with transaction.atomic():
        sentence = tell_changes([deed()])[0].sentence
        transaction.set_rollback(True)
    return sentence
