"""``haichieu lineage``: where a letter comes from and what came of it; of the register, or of some files alone."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from haichieu.cli.found_letters import found_letters
from haichieu.cli.progress import Progress
from haichieu.cli.speaking import one_sentence, say_json
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import (
    Chain,
    CitedLine,
    called,
    chain_chart,
    letter_facts,
    letters_called,
    lineage,
    shown_day,
)
from haichieu.dispatches.rules import (
    Chart,
    chart_mermaid,
    chart_svg,
    files_chart,
    role_words,
    same_document,
)
from haichieu.text.limited import Readers


@click.command("lineage")
@click.argument("references", metavar="REF|FILE...", nargs=-1)
@click.option(
    "--files", "are_files", is_flag=True, help="Không hỏi sổ văn bản, chỉ nối các tệp FILE với nhau."
)
@click.option("--mermaid", is_flag=True, help="In sơ đồ dạng Mermaid.")
@click.option("--svg", "svg", type=click.Path(path_type=Path), help="Ghi sơ đồ vào tệp SVG.")
@click.option("--json", "as_json", is_flag=True, help="In sơ đồ dạng JSON.")
@one_sentence
def command(
    references: tuple[str, ...], are_files: bool, mermaid: bool, svg: Path | None, as_json: bool
) -> None:
    """Xem nguồn gốc của một văn bản, gọi bằng số trong sổ hoặc số và ký hiệu (301/LĐLĐ)."""
    if not references or (len(references) > 1 and not are_files):
        raise DispatchesError(
            "Hãy ghi một văn bản (số trong sổ, hoặc số và ký hiệu), hoặc --files và các tệp."
        )
    if are_files:
        chart, lines, is_whole = _of_files([Path(name) for name in references])
    else:
        chain = lineage(_letter(references[0]), units=None)
        chart, lines, is_whole = chain_chart(chain), list(_chain_lines(chain)), True
    if svg is not None:
        _write(svg, chart_svg(chart))
        lines = [f"Đã ghi sơ đồ vào {svg.name}."]
    if as_json:
        say_json(_chart_values(chart))
    else:
        click.echo(chart_mermaid(chart) if mermaid else "\n".join(lines))
    if not is_whole:
        sys.exit(1)


def _letter(reference: str) -> Dispatch:
    found = letters_called(reference)
    if not found:
        raise DispatchesError(f"Không có văn bản nào số “{reference}” trong sổ.")
    facts = letter_facts(found[0])
    if not all(same_document(facts, letter_facts(other)) for other in found[1:]):
        names = "; ".join(f"{each.pk}: {called(each)}, {shown_day(each.date)}, {each.unit}" for each in found)
        raise DispatchesError(
            f"Có {len(found)} văn bản số “{reference}”; hãy gọi bằng số trong sổ ({names})."
        )
    return found[0]


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise DispatchesError(f"Không ghi được tệp {path.name}: hãy kiểm tra thư mục và quyền ghi.") from None


def _of_files(files: Sequence[Path]) -> tuple[Chart, list[str], bool]:
    """Chart and lines of the letters in some files, and whether every file was read; one that was not is named."""
    with Readers() as readers, Progress(len(files)) as progress:
        found = [one for path in files for one in found_letters(path, readers, progress)]
    for one in found:
        if one.error is not None:
            click.echo(f"Lỗi: {one.name}: {one.error}", err=True)
    readings = [(one.name, one.reading.to_dict()) for one in found if one.reading is not None]
    if not readings:
        sys.exit(1)
    chart = files_chart(readings)
    names = {letter.ident: letter for letter in chart.letters}
    lines = [
        f"{names[arrow.source].name} {arrow.words} {names[arrow.target].name}"
        f"{'' if names[arrow.target].held else ' (không có trong các tệp)'}"
        for arrow in chart.arrows
    ]
    return chart, lines or ["Các tệp này không viện dẫn nhau."], len(readings) == len(found)


def _chain_lines(chain: Chain) -> Iterator[str]:
    yield from (
        f"{'   ' * depth}{words}" for depth, words in _above(chain, chain.letter.pk, 1, {chain.letter.pk})
    )
    yield f"● {_told(chain.letter)} (số {chain.letter.pk})"
    yield from (
        f"{'   ' * depth}{words}" for depth, words in _below(chain, chain.letter.pk, 1, {chain.letter.pk})
    )


def _above(chain: Chain, pk: int, depth: int, met: set[int]) -> Iterator[tuple[int, str]]:
    for line in chain.up.get(pk, ()):
        yield depth, f"↑ {role_words(line.cited.role, relays=line.relays)} {_cited(line)}"
        if line.letter is not None and line.letter.pk not in met:
            met.add(line.letter.pk)
            yield from _above(chain, line.letter.pk, depth + 1, met)


def _below(chain: Chain, pk: int, depth: int, met: set[int]) -> Iterator[tuple[int, str]]:
    for line in chain.down.get(pk, ()):
        letter = line.cited.dispatch
        words = role_words(line.cited.role, relays=line.relays, upwards=False)
        sure = "" if line.letter else " (chưa chắc)"
        yield depth, f"↓ {words} {_told(letter)} (số {letter.pk}){sure}"
        if letter.pk not in met:
            met.add(letter.pk)
            yield from _below(chain, letter.pk, depth + 1, met)


def _cited(line: CitedLine) -> str:
    if line.letter is not None:
        return f"{_told(line.letter)} (số {line.letter.pk})"
    maybe = "; có thể là số " + ", ".join(str(letter.pk) for letter in line.maybe) if line.maybe else ""
    told = ", ".join(filter(None, (called(line.cited), shown_day(line.cited.date), line.cited.issuer)))
    return f"{told} (chưa có{maybe})"


def _told(letter: Dispatch) -> str:
    return ", ".join(filter(None, (called(letter), shown_day(letter.date), letter.issuer)))


def _chart_values(chart: Chart) -> dict[str, object]:
    return {
        "title": chart.title,
        "letters": [
            {"id": each.ident, "name": each.name, "issuer": each.issuer, "date": each.date, "held": each.held}
            for each in chart.letters
        ],
        "arrows": [{"from": each.source, "to": each.target, "words": each.words} for each in chart.arrows],
    }
