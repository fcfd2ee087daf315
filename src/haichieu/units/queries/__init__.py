"""Every question about units, people and rights."""

from haichieu.units.queries.people import (
    actor_ref,
    holds_role,
    home_unit,
    may,
    people_names,
    person_by_username,
    require,
    role_label,
    roles_of,
    units_open_to,
)
from haichieu.units.queries.tree import letterhead, tree, unit_by_code

__all__ = [
    "actor_ref",
    "holds_role",
    "home_unit",
    "letterhead",
    "may",
    "people_names",
    "person_by_username",
    "require",
    "role_label",
    "roles_of",
    "tree",
    "unit_by_code",
    "units_open_to",
]
