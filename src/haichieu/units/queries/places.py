"""Old and new communes: what became of a place on 1/7/2025, and what a new one was made of."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from haichieu.text.folding import fold
from haichieu.units.models import Place, PlaceSuccession

#: Places that one search shows.
MOST = 50


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One place with what it became or was made of."""

    place: Place
    #: “Xã X, Huyện Y, Tỉnh Z”
    full_name: str
    #: “nay là Xã A, Tỉnh B”; empty for a new place
    became: str
    #: names of the old communes that a new one was made of
    made_of: tuple[str, ...]


def find_places(search: str) -> list[FoundPlace]:
    """Communes whose names hold every word, old and new, without marks; the first :data:`MOST`, in four questions."""
    words = fold(search).split()
    if not words:
        return []
    found: QuerySet[Place] = Place.objects.filter(level=3)
    for word in words:
        found = found.filter(search__contains=word)
    to = PlaceSuccession.objects.select_related("new__parent")
    of = PlaceSuccession.objects.select_related("old__parent__parent")
    rows = found.select_related("parent__parent").prefetch_related(
        Prefetch("went_to", to), Prefetch("came_from", of)
    )
    shown = rows.order_by("-valid_from", "name", "code")[:MOST]
    return [FoundPlace(one, full_name(one), _became(one), _made_of(one)) for one in shown]


def full_name(place: Place) -> str:
    """The name with those of the places above."""
    names = [place.name]
    above = place.parent
    while above is not None:
        names.append(above.name)
        above = above.parent
    return ", ".join(names)


def _became(place: Place) -> str:
    went = list(place.went_to.all())
    if not went:
        return ""
    names = "; ".join(full_name(one.new) for one in went)
    return f"nay là {names}" if went[0].is_whole or len(went) == 1 else f"nay chia về {names}"


def _made_of(place: Place) -> tuple[str, ...]:
    return tuple(
        f"{full_name(one.old)}{'' if one.is_whole else ' (một phần)'}" for one in place.came_from.all()
    )
