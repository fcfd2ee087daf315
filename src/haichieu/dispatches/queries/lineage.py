"""Where a letter comes from and what came of it, as far as the asking person may see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from haichieu.dispatches.models import CitedDocument, Dispatch, LineageEdge, Obligation
from haichieu.dispatches.rules import Described, Level, Match, parse_sign, resolve, same_document
from haichieu.text.folding import fold

#: letters are followed so many steps up and down
MOST_STEPS = 5
#: letters that one picture shows at most
MOST_LETTERS = 60


#: The letter of a citation: copies that nobody has merged yet have one number, symbol and day.
_LETTER = Case(
    When(dispatch__key="", then=Cast("dispatch", CharField())),
    default=Concat("dispatch__key", Value(" "), "dispatch__date", Value(" "), "dispatch__issuer"),
    output_field=CharField(),
)


@dataclass(frozen=True, slots=True)
class CitedLine:
    """One citation as the asking person sees it."""

    cited: CitedDocument
    #: the letter that it means, when held, seen and certain enough
    letter: Dispatch | None
    #: letters that it may mean: several fit, or too little is said
    maybe: tuple[Dispatch, ...]
    #: Vietnamese phrases: why that letter
    reasons: tuple[str, ...]
    #: the same work is passed on
    relays: bool
    #: ids of every record of that letter, in whatever unit's register
    records: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Chain:
    """The letters around one letter; each is looked up once, however often it is met."""

    letter: Dispatch
    #: every letter met, by id
    letters: Mapping[int, Dispatch]
    #: id of a letter → what it cites
    up: Mapping[int, tuple[CitedLine, ...]]
    #: id of a letter → the citations of it, each with the letter that cites
    down: Mapping[int, tuple[CitedLine, ...]]
    #: more letters stand around it than are shown
    is_cut: bool


@dataclass(frozen=True, slots=True)
class MissingDocument:
    """A document that letters cite and that the asking person's units do not hold."""

    #: one of its citations, the newest
    cited: CitedDocument
    #: how many letters cite it
    letters: int


@dataclass(slots=True)
class _Walk:
    letters: dict[int, Dispatch]
    up: dict[int, tuple[CitedLine, ...]] = field(default_factory=dict)
    down: dict[int, tuple[CitedLine, ...]] = field(default_factory=dict)
    is_cut: bool = False


def seen_letters(units: Collection[int] | None) -> QuerySet[Dispatch]:
    """Letters of these units, and letters under which they owe something; all of them for None (the terminal)."""
    letters = Dispatch.objects.defer("text", "search")
    if units is None:
        return letters
    return letters.filter(Q(unit__one_of=units) | Q(pk__in=_owed_under(units)))


def _owed_under(units: Collection[int]) -> QuerySet[Obligation, int]:
    return Obligation.objects.filter(owner__one_of=units, removed_at=None).values("dispatch")


def lineage(letter: Dispatch, *, units: Collection[int] | None) -> Chain:
    """The chain of a letter, upwards through what letters cite and downwards through what cites them.

    Asks a fixed number of questions for each step. A letter of a unit that may not be seen is not in it: there
    remains only what the citing letter itself says.
    """
    walk = _Walk({letter.pk: letter})
    _walk_up(walk, [letter.pk], units)
    _walk_down(walk, [letter.pk], units)
    return Chain(letter, walk.letters, walk.up, walk.down, walk.is_cut)


def cited_lines(
    letters: Collection[int], *, units: Collection[int] | None
) -> dict[int, tuple[CitedLine, ...]]:
    """What each of these letters cites, in the order of the letter."""
    rows = CitedDocument.objects.filter(dispatch__in=letters).order_by("dispatch", "position")
    lines = defaultdict(list)
    for line in _lines(
        list(rows.select_related("dispatch").defer("dispatch__text", "dispatch__search")), units
    ):
        lines[line.cited.dispatch_id].append(line)
    return {pk: tuple(found) for pk, found in lines.items()}


def citing_lines(
    letters: Collection[int], *, units: Collection[int] | None
) -> dict[int, tuple[CitedLine, ...]]:
    """The citations that mean each of these letters, of letters that may be seen, the oldest letter first."""
    rows = (
        CitedDocument.objects.filter(
            edges__target__in=_with_copies(letters),
            edges__level__gte=Level.PROBABLE,
            dispatch__in=seen_letters(units).filter(copy_of=None).values("pk"),
        )
        .distinct()
        .order_by("dispatch__date", "dispatch", "position")
    )
    lines = defaultdict(list)
    for line in _lines(
        list(rows.select_related("dispatch").defer("dispatch__text", "dispatch__search")), units
    ):
        for meant in (line.records | {letter.pk for letter in line.maybe}) & set(letters):
            lines[meant].append(line)
    return {pk: tuple(found) for pk, found in lines.items()}


def missing_documents(
    *, units: Collection[int], laws: bool = False, search: str = ""
) -> QuerySet[CitedDocument, dict[str, object]]:
    """Documents cited by letters of these units and not held there: the most cited first.

    Rows are ``{key, year, issuer_key, letters, newest}``; ``newest`` is the id of one citation of it. ``search`` is a
    number and symbol in any spelling, or words of the citation; issuers are found without marks.
    """
    # Uncorrelated, so that the database works it out once and not for every citation.
    held = LineageEdge.objects.filter(
        Q(target__unit__one_of=units) | Q(target__in=_owed_under(units)), level__gte=Level.PROBABLE
    )
    found = CitedDocument.objects.filter(dispatch__unit__one_of=units, dispatch__copy_of=None, is_law=laws)
    sign = parse_sign(search)
    for word in [] if sign else search.split():
        plain = fold(word)
        found = found.filter(
            Q(text__icontains=word) | Q(issuer_key__contains=plain) | Q(key__icontains=plain)
        )
    if sign:
        found = found.filter(key=sign.index)
    return (
        found.exclude(pk__in=held.values("cited"))
        .values("key", "year", "issuer_key")
        .annotate(letters=Count(_LETTER, distinct=True), newest=Max("pk"))
        .order_by("-letters", "-newest")
    )


def show_missing(rows: Iterable[Mapping[str, object]]) -> list[MissingDocument]:
    """The rows of :func:`missing_documents` with a citation each and the letter that it stands in; one question."""
    rows = list(rows)
    cited = (
        CitedDocument.objects.select_related("dispatch")
        .defer("dispatch__text", "dispatch__search")
        .in_bulk([row["newest"] for row in rows])
    )
    return [MissingDocument(cited[row["newest"]], row["letters"]) for row in rows]


def letters_called(reference: str, *, units: Collection[int] | None = None) -> list[Dispatch]:
    """Letters with this id or with this number and symbol, in whatever spelling; copies of a letter left out."""
    seen = seen_letters(units).select_related("unit")
    if reference.isdecimal():
        return list(seen.filter(pk=int(reference[:18])))
    key = parse_sign(reference)
    if key is None:
        return []
    found = seen.filter(key=key.index, copy_of=None).order_by("-date", "pk")
    return [letter for letter in found if key.year is None or letter.date[:4] in ("", str(key.year))]


def letter_facts(letter: Dispatch) -> Described:
    """The letter as its list columns describe it."""
    facts = (letter.number, letter.symbol, letter.date, letter.issuer, letter.kind)
    return Described(*(fact or None for fact in facts))


def _walk_up(walk: _Walk, new: list[int], units: Collection[int] | None) -> None:
    for _ in range(MOST_STEPS):
        found = cited_lines(new, units=units)
        walk.up |= found
        new = _meet(walk, (line.letter for lines in found.values() for line in lines))
        if not new:
            return
    walk.is_cut = True


def _walk_down(walk: _Walk, new: list[int], units: Collection[int] | None) -> None:
    for _ in range(MOST_STEPS):
        found = citing_lines(new, units=units)
        walk.down |= found
        new = _meet(walk, (line.cited.dispatch for lines in found.values() for line in lines if line.letter))
        if not new:
            return
    walk.is_cut = True


def _meet(walk: _Walk, letters: Iterable[Dispatch | None]) -> list[int]:
    new = []
    for letter in letters:
        if letter is None or letter.pk in walk.letters:
            continue
        if len(walk.letters) >= MOST_LETTERS:
            walk.is_cut = True
            break
        walk.letters[letter.pk] = letter
        new.append(letter.pk)
    return new


def _lines(rows: list[CitedDocument], units: Collection[int] | None) -> list[CitedLine]:
    """Each citation with the letters it may mean: two questions, however many citations."""
    edges = (
        LineageEdge.objects.filter(cited__in=[row.pk for row in rows])
        .select_related("target", "target__copy_of")
        .defer("target__text", "target__search", "target__copy_of__text", "target__copy_of__search")
    )
    by_row = defaultdict(list)
    for edge in edges:
        by_row[edge.cited_id].append(edge)
    targets = {_main(edge.target).pk for edge in edges}
    seen = set(seen_letters(units).filter(pk__in=targets).values_list("pk", flat=True))
    return [_line(row, by_row[row.pk], seen) for row in rows]


def _line(row: CitedDocument, edges: list[LineageEdge], seen: set[int]) -> CitedLine:
    letters = {(main := _main(edge.target)).pk: main for edge in edges}
    best: dict[int, LineageEdge] = {}
    for edge in sorted(edges, key=lambda edge: edge.level):
        best[_main(edge.target).pk] = edge
    # Of several records of one document the one in the citing letter's own register is shown.
    order = sorted(letters, key=lambda pk: (letters[pk].unit_id != row.dispatch.unit_id, pk not in seen, pk))
    matches = [(pk, Match(Level(best[pk].level), tuple(best[pk].reasons))) for pk in order]
    same = [
        frozenset(pair)
        for pair in combinations(order, 2)
        if same_document(*(letter_facts(letters[pk]) for pk in pair))
    ]
    meant = resolve(matches, same)
    if len(meant) == 1 and meant[0] in seen:
        edge = best[meant[0]]
        records = frozenset(pk for pair in same if meant[0] in pair for pk in pair) | {meant[0]}
        return CitedLine(row, letters[meant[0]], (), tuple(edge.reasons), row.relays or edge.relays, records)
    maybe = meant if len(meant) > 1 else () if meant else tuple(order)
    return CitedLine(row, None, tuple(letters[pk] for pk in maybe if pk in seen), (), row.relays)


def _main(letter: Dispatch) -> Dispatch:
    return letter.copy_of or letter


def _with_copies(letters: Collection[int]) -> QuerySet[Dispatch, int]:
    return Dispatch.objects.filter(Q(pk__in=letters) | Q(copy_of__in=letters)).values("pk")
