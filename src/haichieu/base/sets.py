"""``filter(owner__one_of=ids)``: a large set of numbers as one parameter.

``__in`` sends each number as a parameter of its own; a database takes only so many, and reading them takes longer
than the question. This sends one JSON text to SQLite and one array to PostgreSQL, whose planner weighs each member of
an array: of a set that has few gaps, as the units of a whole tree have, it is told the ends and the gaps instead.

On a foreign key Django first looks at every member of the set, lest it be a record of another model; for thousands
of units that takes longer than the answer. ``filter(owner__one_of=numbers(ids))`` spares that.
"""

import json
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, IntegerField, Lookup, Model

#: From so many numbers on, and with so many gaps for each, a set is told by its ends.
_MANY, _MOST_GAPS = 200, 0.1


class Numbers:
    """A set of numbers, with the text that a database reads written once. It cannot be walked through."""

    __slots__ = ("_array", "_ends", "_json", "values")

    def __init__(self, values: Iterable[int | Model]) -> None:
        self.values = list({value.pk if isinstance(value, Model) else int(value) for value in values})
        self._json = self._array = ""
        self._ends: tuple[int, int, str] | None = None

    @property
    def as_json(self) -> str:
        self._json = self._json or json.dumps(self.values, separators=(",", ":"))
        return self._json

    @property
    def as_array(self) -> str:
        self._array = self._array or "{" + self.as_json[1:-1] + "}"
        return self._array

    @property
    def has_few_gaps(self) -> bool:
        """Many numbers, nearly all of those between the lowest and the highest."""
        many = len(self.values)
        return many >= _MANY and max(self.values) - min(self.values) < many * (1 + _MOST_GAPS)

    @property
    def ends(self) -> tuple[int, int, str]:
        """The lowest, the highest, and an array of what is missing between them."""
        if self._ends is None:
            held, low, high = set(self.values), min(self.values), max(self.values)
            gaps = ",".join(str(number) for number in range(low, high) if number not in held)
            self._ends = low, high, f"{{{gaps}}}"
        return self._ends


#: The units open to a person are one set of thousands, and every question of a page asks for it.
_KNOWN: WeakKeyDictionary[frozenset[Any], Numbers] = WeakKeyDictionary()


def numbers(values: "Iterable[int | Model] | Numbers") -> Numbers:
    """A set for ``one_of``; the same frozen set is written as text only once.

    >>> open_units = frozenset({3, 5})
    >>> numbers(open_units) is numbers(open_units)
    True
    """
    if isinstance(values, Numbers):
        return values
    if not isinstance(values, frozenset):
        return Numbers(values)
    known = _KNOWN.get(values)
    if known is None:
        known = _KNOWN[values] = Numbers(values)
    return known


class OneOf(Lookup):
    """Whether the column is among the numbers given: any iterable of ids or of stored records."""

    lookup_name = "one_of"
    prepare_rhs = False

    def get_prep_lookup(self) -> Numbers:
        """The numbers, each once."""
        return numbers(self.rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One JSON text, opened by the database."""
        column, params = self._column(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, self.rhs.as_json)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The ends and the gaps of a set that has few, else one array."""
        column, params = self._column(compiler, connection)
        if not self.rhs.has_few_gaps:
            return f"{column} = ANY(%s::bigint[])", (*params, self.rhs.as_array)
        low, high, gaps = self.rhs.ends
        between = f"{column} BETWEEN %s AND %s"
        if gaps == "{}":
            return f"({between})", (*params, low, high)
        return f"({between} AND NOT {column} = ANY(%s::bigint[]))", (*params, low, high, *params, gaps)

    def _column(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs.values:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        return column, tuple(params)


#: Fields that hold the number of a record or another whole number.
FIELDS = (IntegerField, ForeignKey)


def register() -> None:
    """Make the lookup known to the fields; called once, when Django has loaded."""
    for field in FIELDS:
        field.register_lookup(OneOf)
