"""What an office means by a phrase after “Kính gửi”, kept once a person has confirmed it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.errors import BadReading
from haichieu.dispatches.models import AddresseePhrase
from haichieu.dispatches.rules import UnitRule, phrase_key
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require


@transaction.atomic
def remember_addressees(
    *, by: Person, unit: Unit, phrase: str, rule: UnitRule, at: datetime
) -> AddresseePhrase:
    """Keep how the units of a phrase are found; a later choice for the same phrase takes the place of this one."""
    require(by, "cascade", unit.pk, on=localdate(at))
    key = phrase_key(phrase)
    if not key:
        raise BadReading("Cụm từ nơi nhận đang trống.")
    kept = AddresseePhrase.objects.select_for_update().filter(unit=unit, key=key).first()
    if kept is None:
        kept = AddresseePhrase(unit=unit, key=key, used=0)
    before = kept.rule if kept.pk else None
    kept.rule, kept.used, kept.by, kept.at = rule.to_dict(), kept.used + 1, actor_ref(by), at
    kept.phrase = " ".join(phrase.split()).strip(" -;.,")[:500]
    kept.save()
    if before != kept.rule:
        after = {"unit": unit.pk, "key": key, "rule": kept.rule}
        record(
            by=actor_ref(by),
            verb="remember_addressees",
            kind="addressee_phrase",
            ref=str(kept.pk),
            before=before,
            after=after,
            at=at,
        )
    return kept


@transaction.atomic
def forget_addressees(*, by: Person, unit: Unit, keys: Collection[str], at: datetime) -> int:
    """Remember these phrases no more, so that the next letter is matched anew; returns how many were remembered."""
    require(by, "cascade", unit.pk, on=localdate(at))
    rows = list(AddresseePhrase.objects.select_for_update().filter(unit=unit, key__in=keys))
    for row in rows:
        record(
            by=actor_ref(by),
            verb="forget_addressees",
            kind="addressee_phrase",
            ref=str(row.pk),
            before={"unit": unit.pk, "key": row.key, "rule": row.rule},
            after=None,
            at=at,
        )
    AddresseePhrase.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
