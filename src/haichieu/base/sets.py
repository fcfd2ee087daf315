"""``filter(owner__one_of=ids)``: a large set of numbers as one parameter.

``__in`` sends each number as a parameter of its own; a database takes only so many, and reading them takes longer
than the question. This sends one JSON text to SQLite and one array to PostgreSQL.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, IntegerField, Lookup, Model


class OneOf(Lookup):
    """Whether the column is among the numbers given: any iterable of ids or of stored records."""

    lookup_name = "one_of"
    prepare_rhs = False

    def get_prep_lookup(self) -> list[int]:
        """The numbers, each once."""
        values: Iterable[int | Model] = self.rhs
        return list({value.pk if isinstance(value, Model) else int(value) for value in values})

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One JSON text, opened by the database."""
        column, params = self._column(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One array."""
        column, params = self._column(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*params, self.rhs)

    def _column(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        return column, tuple(params)


#: Fields that hold the number of a record or another whole number.
FIELDS = (IntegerField, ForeignKey)


def register() -> None:
    """Make the lookup known to the fields; called once, when Django has loaded."""
    for field in FIELDS:
        field.register_lookup(OneOf)
