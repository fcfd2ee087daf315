"""Blocks of the people pages: who holds which role where, and since when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from haichieu.units.models import Person, Role
from haichieu.units.queries import deputies_of, role_history, term_names
from haichieu.units.rules import ROLE_LABELS, RoleName


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of one person on one unit."""

    pk: int
    label: str
    unit_pk: int
    unit: str
    first: date
    last: date | None
    #: who holds it
    holder: str
    #: for whom it is held; empty for a role of one's own
    instead_of: str
    #: past, current, coming
    when: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people."""

    person: Person
    roles: tuple[RoleLine, ...]


def role_lines(
    people: Collection[int], *, on: date, units: Collection[int] | None = None
) -> tuple[RoleLine, ...]:
    """Every role of the people over time, newest first; on the given units only when these are given."""
    return lines_of(role_history(people, units=units), on=on)


def deputy_lines(person: Person, *, on: date) -> tuple[RoleLine, ...]:
    """Who stands in for the person, now or later."""
    return lines_of(deputies_of(person, on=on), on=on)


def lines_of(roles: Iterable[Role], *, on: date) -> tuple[RoleLine, ...]:
    """Roles in words, with the names that their units bear on the day."""
    held = list(roles)
    names = term_names({role.unit_id for role in held}, on=on)
    return tuple(
        RoleLine(
            role.pk,
            ROLE_LABELS[RoleName(role.role)],
            role.unit_id,
            names.get(role.unit_id, role.unit.code),
            role.valid_from,
            role.valid_to,
            role.person.full_name,
            role.deputy_of.full_name if role.deputy_of else "",
            _when(role, on),
        )
        for role in held
    )


def person_rows(people: Collection[Person], *, units: Collection[int], on: date) -> tuple[PersonRow, ...]:
    """People with the roles that they hold today on the open units."""
    history = role_history([person.pk for person in people], units=units)
    current = [role for role in history if _when(role, on) != "past"]
    lines = dict(zip((role.pk for role in current), lines_of(current, on=on), strict=True))
    held: dict[int, list[RoleLine]] = {}
    for role in current:
        held.setdefault(role.person_id, []).append(lines[role.pk])
    return tuple(PersonRow(person, tuple(held.get(person.pk, ()))) for person in people)


def _when(role: Role, on: date) -> str:
    if role.valid_to is not None and role.valid_to < on:
        return "past"
    return "coming" if role.valid_from > on else "current"
