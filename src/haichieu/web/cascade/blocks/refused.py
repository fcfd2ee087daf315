"""What a step for many cannot be done to: the units that one sentence refuses, together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from haichieu.dispatches.models import Assignment
from haichieu.units.rules import Tree
from haichieu.web.cascade.naming import unit_name

#: units named under one sentence
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Refused:
    """One sentence and whom it concerns."""

    sentence: str
    count: int
    #: the first of them: row id of the assignment and its unit's name
    shown: tuple[tuple[int, str], ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.shown)


def refused_alike(refused: Sequence[tuple[int, str]], tree: Tree) -> tuple[Refused, ...]:
    """Refusals by their sentence, what concerns most first; one question whatever their number."""
    alike: dict[str, list[int]] = defaultdict(list)
    for pk, sentence in refused:
        alike[sentence].append(pk)
    named = [pk for each in alike.values() for pk in each[:_MOST_NAMED]]
    rows = Assignment.objects.filter(pk__one_of=named).values_list("pk", "unit_id", "unit__code")
    names = {pk: unit_name(tree, unit, code=code) for pk, unit, code in rows}
    found = (
        Refused(sentence, len(each), tuple((pk, names[pk]) for pk in each[:_MOST_NAMED] if pk in names))
        for sentence, each in alike.items()
    )
    return tuple(sorted(found, key=lambda each: -each.count))
