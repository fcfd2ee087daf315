"""The chain of a letter as a chart: which letters, on which rank, and what each does to another."""

from datetime import date

from haichieu.dispatches.models import CitedDocument, Dispatch
from haichieu.dispatches.queries.lineage import Chain, CitedLine
from haichieu.dispatches.rules import Chart, ChartArrow, ChartLetter, letter_name, role_words
from haichieu.text.dates import format_date

#: boxes in one picture; the list beside it has them all
MOST_BOXES = 36


def chain_chart(chain: Chain) -> Chart:
    """The chart of a chain. Cited documents that are not held are in it as far as they are no laws."""
    ranks = _ranks(chain)
    letters = {f"v{pk}": _letter(chain.letters[pk], rank, chain.letter.pk) for pk, rank in ranks.items()}
    arrows: dict[tuple[str, str], str] = {}
    for pk, lines in chain.up.items():
        for line in lines:
            target = f"v{line.letter.pk}" if line.letter else _missing_ident(line.cited)
            if line.letter is None and not line.cited.is_law and len(letters) < MOST_BOXES:
                letters.setdefault(target, _missing(line, ranks.get(pk, 0) - 1, target))
            arrows.setdefault((f"v{pk}", target), role_words(line.cited.role, relays=line.relays))
    for pk, lines in chain.down.items():
        for line in lines:
            if line.letter is not None:
                words = role_words(line.cited.role, relays=line.relays)
                arrows.setdefault((f"v{line.cited.dispatch_id}", f"v{pk}"), words)
    known = {ends: words for ends, words in arrows.items() if set(ends) <= set(letters)}
    title = f"Nguồn gốc của {called(chain.letter)}"
    return Chart(
        title,
        tuple(sorted(letters.values(), key=lambda each: each.rank)),
        tuple(ChartArrow(source, target, words) for (source, target), words in known.items()),
    )


def called(letter: Dispatch | CitedDocument) -> str:
    """How a letter or a cited document is called: its kind and sign, else the file's name or the letter's words."""
    otherwise = letter.file_name if isinstance(letter, Dispatch) else letter.text
    if not letter.number and isinstance(letter, CitedDocument):
        return otherwise
    return letter_name(letter.kind, letter.number, letter.symbol, file_name=otherwise)


def shown_day(iso: str) -> str:
    """An ISO day or month as offices write it.

    >>> shown_day("2024-05-07"), shown_day("2024-05"), shown_day("")
    ('07/05/2024', '05/2024', '')
    """
    if len(iso) == 10:
        return format_date(date.fromisoformat(iso))
    return f"{iso[5:]}/{iso[:4]}" if len(iso) == 7 else ""


def _ranks(chain: Chain) -> dict[int, int]:
    """Steps from the letter asked about; what is met both ways keeps the first."""
    ranks = {chain.letter.pk: 0}
    for around, step in ((chain.up, -1), (chain.down, 1)):
        new = [chain.letter.pk]
        while new:
            met = [(other, ranks[pk] + step) for pk in new for other in _next(around.get(pk, ()), step)]
            new = []
            for pk, rank in met:
                if pk not in ranks and pk in chain.letters and len(ranks) < MOST_BOXES:
                    ranks[pk] = rank
                    new.append(pk)
    return ranks


def _next(lines: tuple[CitedLine, ...], step: int) -> list[int]:
    if step < 0:
        return [line.letter.pk for line in lines if line.letter]
    return [line.cited.dispatch_id for line in lines if line.letter]


def _letter(letter: Dispatch, rank: int, focus: int) -> ChartLetter:
    return ChartLetter(
        f"v{letter.pk}", called(letter), letter.issuer, shown_day(letter.date), rank, focus=letter.pk == focus
    )


def _missing_ident(cited: CitedDocument) -> str:
    """One box for one document, however many letters cite it."""
    return "c" + "".join(char for char in f"{cited.key}{cited.year}" if char.isascii() and char.isalnum())


def _missing(line: CitedLine, rank: int, ident: str) -> ChartLetter:
    cited = line.cited
    return ChartLetter(ident, called(cited), cited.issuer, shown_day(cited.date), rank, held=False)
