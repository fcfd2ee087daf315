"""Questions about copies of one letter."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from haichieu.dispatches.models import Dispatch, DuplicateOffer
from haichieu.dispatches.queries.lineage import letter_facts, seen_letters
from haichieu.dispatches.rules import same_document


@dataclass(frozen=True, slots=True)
class Copies:
    """What is offered and what was decided about a letter."""

    #: undecided offers, each with the other letter
    offered: tuple[tuple[DuplicateOffer, Dispatch], ...]
    #: the other copies that people decided on, each with a decision that made it one
    held: tuple[tuple[Dispatch, DuplicateOffer | None], ...]


def copies_of(letter: Dispatch) -> Copies:
    """Offers and copies of a letter; one question where nothing was ever decided."""
    offers = list(_offers([letter.pk]).exclude(verdict=DuplicateOffer.Verdict.DIFFERENT))
    pairs = [(offer, _other(offer, letter.pk)) for offer in offers]
    offered = [
        (offer, other)
        for offer, other in pairs
        if offer.verdict == DuplicateOffer.Verdict.OPEN and _main_id(other) != _main_id(letter)
    ]
    is_single = len(offered) == len(offers)
    return Copies(tuple(offered), () if is_single else tuple(_held(letter)))


def _held(letter: Dispatch) -> list[tuple[Dispatch, DuplicateOffer | None]]:
    main = _main_id(letter)
    together = Dispatch.objects.filter(Q(pk=main) | Q(copy_of=main)).exclude(pk=letter.pk).order_by("pk")
    copies = list(together.defer("text", "search"))
    by_copy: dict[int, DuplicateOffer] = {}
    for offer in _offers([letter.pk, *(copy.pk for copy in copies)]).filter(
        verdict=DuplicateOffer.Verdict.SAME
    ):
        for pk in (offer.first_id, offer.second_id):
            # The decision about the two letters themselves comes before one about a third.
            if pk not in by_copy or letter.pk in (offer.first_id, offer.second_id):
                by_copy[pk] = offer
    return [(copy, by_copy.get(copy.pk)) for copy in copies]


def offer_of(letter: Dispatch, offer: str) -> DuplicateOffer | None:
    """The offer with this id, as far as it is about the letter's unit."""
    pk = int(offer[:18]) if offer.isdecimal() else 0
    return DuplicateOffer.objects.filter(pk=pk, first__unit=letter.unit_id).first()


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
