"""Questions about letters of our own: lists, what they pass on, to whom they go."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from haichieu.dispatches.models import Dispatch, OwnLetter
from haichieu.dispatches.rules.relay import Content, UpperLetter, Writer, readable_name
from haichieu.layout.styles import style_for
from haichieu.text.folding import fold
from haichieu.units.models import Letterhead, Unit
from haichieu.units.queries import letterhead, tree


def own_letters(*, units: Collection[int], state: str = "") -> QuerySet[OwnLetter]:
    """Letters of these units, newest first; their texts stay in the database. Reserved numbers are in the register."""
    found = OwnLetter.objects.filter(unit__in=units).exclude(state=OwnLetter.State.PAPER)
    if state == "open":
        found = found.filter(state__in=("draft", "checking", "signing"))
    elif state:
        found = found.filter(state=state)
    return found.defer("content").order_by("-at", "-pk")


def upper_letter(dispatch: Dispatch) -> UpperLetter:
    """How our letter names the one that it passes on; the issuer as the tree of units calls it, if it stands there."""
    return UpperLetter(
        dispatch.kind,
        dispatch.number,
        dispatch.symbol,
        _day(dispatch.date),
        _issuer(dispatch),
        dispatch.subject,
    )


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _issuer(dispatch: Dispatch) -> str:
    units = tree(on=_day(dispatch.date) or dispatch.received_at.date())
    wanted = fold(dispatch.issuer)
    above = (units.nodes[pk].name for pk in units.above(dispatch.unit_id))
    return next((name for name in above if fold(name) == wanted), readable_name(dispatch.issuer))


def writer_of(unit: Unit, *, on: date) -> Writer:
    """Who writes: the unit's name of the day, the one above, and its signer."""
    units = tree(on=on)
    node = units.nodes.get(unit.pk)
    above = units.nodes.get(node.parent) if node and node.parent else None
    look = letterhead(unit, on=on) or Letterhead(body_kind="state")
    return Writer(
        unit=node.name if node else unit.code,
        parent=above.name if above else "",
        authority=look.authority,
        signer_title=look.signer_title,
        signer_name=look.signer_name,
        filing=style_for(look.body_kind, on=on).filing_mark,
    )


def addressed_units(letter: OwnLetter, *, on: date) -> frozenset[int]:
    """The units that a letter goes to on a day: single ones, and those directly below of the named sorts."""
    content, units = Content.of(letter.content), tree(on=on)
    kinds = set(content.unit_kinds)
    whole = (pk for pk in units.children.get(letter.unit_id, ()) if units.nodes[pk].kind in kinds)
    return frozenset(whole) | (frozenset(content.units) & frozenset(units.nodes))


def relayed_duties(dispatch: Dispatch) -> tuple[Dispatch, dict[int, int]] | None:
    """The letter that one of our own passes on, and by duty of ours the upper one; None where it passes nothing on."""
    own = OwnLetter.objects.filter(issued_as=dispatch, relays__isnull=False).select_related("relays")
    letter = own.defer("relays__text", "relays__search").first()
    if letter is None or letter.relays is None:
        return None
    points = Content.of(letter.content).points
    # Signing made the first duties of the letter, one for each point, in their order.
    duties = dispatch.obligations.order_by("pk").values_list("pk", flat=True)[: len(points)]
    pairs = zip(duties, points, strict=False)
    return letter.relays, {duty: point.obligation for duty, point in pairs if point.obligation is not None}


def written_content(dispatch: Dispatch) -> Content | None:
    """What the office wrote, where the letter is its own; None for a letter of others."""
    written = OwnLetter.objects.filter(issued_as=dispatch).values_list("content", flat=True).first()
    return Content.of(written) if written is not None else None
