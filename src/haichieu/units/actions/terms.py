"""The one place that writes names and places of units, so that no kept tree outlives a write."""

import secrets
from collections.abc import Sequence

from django.db import transaction

from haichieu.units.models import TreeStamp, UnitTerm
from haichieu.units.rules import term_words

#: Rows sent to the database at once.
_AT_ONCE = 1_000


def renew_tree_stamp() -> None:
    """Say that the tree is about to change: to be called in the transaction of a write to units, before the write.

    The number is drawn, not counted: a number that a rolled-back write had used must never stand for another tree.
    The row stays locked until the transaction ends, so that two people never change the tree at one moment.
    """
    with transaction.atomic():
        number = secrets.randbits(62)
        if not TreeStamp.objects.update(number=number):
            TreeStamp.objects.create(number=number)


def hold_tree() -> int:
    """The number of the tree, which nobody changes until the transaction ends; 0 where there is no unit yet."""
    stamps = TreeStamp.objects.select_for_update(no_key=True)
    return stamps.values_list("number", flat=True).first() or 0


def save_term(term: UnitTerm) -> UnitTerm:
    """Write one name and place of a unit."""
    renew_tree_stamp()
    term.search, term.sort_key = term_words(term.name, term.short_name, term.unit.code)
    term.save()
    return term


def add_terms(terms: Sequence[UnitTerm]) -> None:
    """Write many new names and places; each term's ``unit`` must be loaded."""
    renew_tree_stamp()
    for term in terms:
        term.search, term.sort_key = term_words(term.name, term.short_name, term.unit.code)
    UnitTerm.objects.bulk_create(terms, batch_size=_AT_ONCE)


def remove_term(term: UnitTerm) -> None:
    """Take a term away as if it had never been: only for the undoing of a change."""
    renew_tree_stamp()
    term.delete()
