"""Questions about copies of one letter."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from haichieu.dispatches.models import Dispatch, DuplicateOffer
from haichieu.dispatches.queries.lineage import letter_facts, seen_letters
from haichieu.dispatches.rules import same_document


def open_offers(letter: Dispatch) -> list[tuple[DuplicateOffer, Dispatch]]:
    """Undecided offers of a letter, each with the other letter."""
    offers = _offers([letter.pk]).filter(verdict=DuplicateOffer.Verdict.OPEN)
    pairs = [(offer, _other(offer, letter.pk)) for offer in offers]
    return [(offer, other) for offer, other in pairs if _main_id(other) != _main_id(letter)]


def copies_of(letter: Dispatch) -> list[tuple[Dispatch, DuplicateOffer | None]]:
    """The other copies of a letter, each with the decision that made it one."""
    copies = list(letter.copies.defer("text", "search").order_by("pk"))
    decided = (
        _offers([copy.pk for copy in copies]).filter(verdict=DuplicateOffer.Verdict.SAME) if copies else []
    )
    by_copy = {pk: offer for offer in decided for pk in (offer.first_id, offer.second_id)}
    return [(copy, by_copy.get(copy.pk)) for copy in copies]


def letters_with_open_offers(letters: Iterable[Dispatch]) -> dict[int, Dispatch]:
    """Ids of those of these letters that may be one with another, and that other letter; one question."""
    by_pk = {letter.pk: letter for letter in letters}
    found: dict[int, Dispatch] = {}
    for offer in _offers(by_pk).filter(verdict=DuplicateOffer.Verdict.OPEN):
        for pk in {offer.first_id, offer.second_id} & set(by_pk):
            other = _other(offer, pk)
            if _main_id(other) != _main_id(by_pk[pk]):
                found.setdefault(pk, other)
    return found


def records_elsewhere(letter: Dispatch, *, units: Collection[int]) -> list[Dispatch]:
    """Records of the same letter in the registers of other units that may be seen: never merged, only linked."""
    if not letter.key:
        return []
    others = seen_letters(units).filter(key=letter.key, copy_of=None).exclude(unit=letter.unit_id)
    own = letter_facts(letter)
    return [other for other in others.select_related("unit") if same_document(own, letter_facts(other))]


def _offers(letters: Collection[int]) -> QuerySet[DuplicateOffer]:
    return (
        DuplicateOffer.objects.filter(Q(first__in=letters) | Q(second__in=letters))
        .select_related("first", "second")
        .defer("first__text", "first__search", "second__text", "second__search")
        .order_by("-similarity", "pk")
    )


def _other(offer: DuplicateOffer, pk: int) -> Dispatch:
    return offer.second if offer.first_id == pk else offer.first


def _main_id(letter: Dispatch) -> int:
    return letter.copy_of_id or letter.pk
