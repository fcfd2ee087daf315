"""What the choosing page proposes: which duties go to the letter's addressees, and which to units of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import current_reading, remembered_addressees, written_content
from haichieu.dispatches.rules import ActorFinder, UnitRule, phrase_key
from haichieu.units.rules import Tree
from haichieu.web.cascade.blocks.source import Source
from haichieu.web.cascade.forms.cascading import MOST_ROWS, DutyGroup, DutyPick, fresh_pick, in_groups
from haichieu.web.cascade.unit_rows import Chosen, UnitRow, UnitRows

#: phrases of one letter that are looked up
_MOST_PHRASES = 20
_WRITTEN = "Nơi nhận đã chọn khi soạn văn bản."
_OWNER = "Đơn vị thực hiện đã chọn khi xác nhận văn bản."


def first_groups(
    source: Source, make: UnitRows, letter_tree: Tree, held: Mapping[int, int]
) -> tuple[DutyGroup, ...]:
    """The duties by the units that the letter gives them to, as the tree stood on the day of the letter.

    A duty for all the addressees stays with them; one that names units of its own gets these.
    """
    picks = [fresh_pick(duty, held) for duty in source.duties]
    if source.own:
        return in_groups(picks, ())
    reading = current_reading(source.letter)
    values = reading.values if reading else {}
    finder = ActorFinder(letter_tree, source.giver.pk, remembered_addressees(source.giver), make.kinds)
    rows = _written_rows(source, make) or _addressee_rows(values, finder, make)
    asked = Chosen.of(rows, make.allowed)
    helping = _helping(values)
    numbers: dict[tuple[tuple[UnitRule, str], ...], int] = {}
    grouped: list[DutyPick] = []
    for pick in picks:
        own = _own_rows(pick.duty, helping.get(pick.duty.start, ()), finder, make)
        key = tuple((row.rule, row.part) for row in own)
        if own and key not in numbers and not _is_for(asked, own) and len(rows) + len(own) <= MOST_ROWS:
            numbers[key] = len(numbers) + 1
            rows += [replace(row, group=numbers[key]) for row in own]
        grouped.append(replace(pick, group=numbers.get(key, 0)))
    return in_groups(grouped, rows)


def _is_for(asked: Chosen, own: Sequence[UnitRow]) -> bool:
    """Whether every addressee of the letter is among the units of a duty."""
    units = asked.lead | asked.cooperating
    return bool(units) and units <= frozenset[int]().union(*(row.ids for row in own))


def _written_rows(source: Source, make: UnitRows) -> list[UnitRow]:
    """The units that a letter of our own was written to; none for a letter of others."""
    content = written_content(source.letter)
    if content is None:
        return []
    rules = [UnitRule("direct", kinds=(kind,)) for kind in content.unit_kinds]
    codes = tuple(make.tree.nodes[pk].code for pk in content.units if pk in make.tree.nodes)
    rules += [UnitRule("named", codes=codes)] if codes else []
    return [make.row(rule, "lead", why=_WRITTEN) for rule in rules]


def _addressee_rows(values: Mapping[str, Any], finder: ActorFinder, make: UnitRows) -> list[UnitRow]:
    phrases = [str(each) for each in values.get("addressees") or [] if each]
    return [
        make.proposed(phrase, finder.match(phrase)) for phrase in list(dict.fromkeys(phrases))[:_MOST_PHRASES]
    ]


def _helping(values: Mapping[str, Any]) -> dict[int | None, tuple[str, ...]]:
    """By where the sentence stands, those who only cooperate."""
    items = values.get("obligations") or []
    return {(item.get("span") or (None,))[0]: tuple(item.get("cooperating") or ()) for item in items}


def _own_rows(duty: Obligation, helping: Sequence[str], finder: ActorFinder, make: UnitRows) -> list[UnitRow]:
    """The units that the letter, or who confirmed it, gives this duty to; none where it is for all addressees."""
    whose = finder.whose((*duty.actors, *helping))
    if whose.anybody or not whose.below:
        return _owner_row(duty, make)
    helps = {phrase_key(str(actor)) for actor in helping}
    rows = [
        make.proposed(actor, matched, "cooperating" if phrase_key(actor) in helps else "lead")
        for actor, matched in whose.below
    ]
    is_named = any(duty.owner_id in row.ids for row in rows)
    return rows if is_named else _owner_row(duty, make) or rows


def _owner_row(duty: Obligation, make: UnitRows) -> list[UnitRow]:
    if duty.owner_id not in make.allowed:
        return []
    rule = UnitRule("named", codes=(make.tree.nodes[duty.owner_id].code,))
    return [make.row(rule, "lead", why=_OWNER)]
