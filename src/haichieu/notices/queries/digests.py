"""Digests that were made, and how they read."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from haichieu.notices.models import Digest
from haichieu.notices.rules import DigestText, Since
from haichieu.units.models import Person, Role

#: What was written shortly before a digest may be committed after it was read: better told twice than never.
OVERLAP = timedelta(minutes=10)


def last_told(people: Collection[int]) -> dict[int, Since]:
    """The last digest that reached each of the people; those whom none reached are absent."""
    told = Digest.objects.filter(person__one_of=people, told_at__isnull=False)
    rows = told.order_by().values_list("person").annotate(day=Max("day"), made=Max("made_at"))
    return {person: Since(day, made - OVERLAP) for person, day, made in rows}


def own_digests(person: Person) -> QuerySet[Digest]:
    """The digests that said something, newest first, without their text."""
    return Digest.objects.filter(person=person, is_empty=False).defer("content").order_by("-day")


def digest_of(person: Person, day: date) -> Digest | None:
    """Somebody's digest of a day."""
    return Digest.objects.filter(person=person, day=day, is_empty=False).first()


def digest_text(digest: Digest) -> DigestText:
    """A digest as it is written out."""
    return DigestText.from_dict(digest.content)


def sent_digests(*, units: Collection[int], state: str = "") -> QuerySet[Digest]:
    """The digests of people with a role on one of the units, newest first, without their text.

    ``state`` narrows them to those with a delivery in that state.
    """
    works = Role.objects.filter(person=OuterRef("person"), unit__one_of=units)
    found = Digest.objects.filter(Exists(works), is_empty=False)
    if state:
        found = found.filter(deliveries__state=state).distinct()
    found = found.select_related("person").prefetch_related("deliveries")
    return found.defer("content").order_by("-day", "person__sort_key", "pk")
