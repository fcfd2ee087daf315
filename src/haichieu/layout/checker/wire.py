"""Facts as JSON, for passing them from the process that measured a file."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from haichieu.layout.checker.facts import Facts, Line, PageNumber, Piece, SectionFacts, Shape, Source
from haichieu.layout.document import Align


def facts_to_dict(facts: Facts) -> dict[str, Any]:
    """Plain data, ready for JSON."""
    return asdict(facts)


def facts_from_dict(values: Mapping[str, Any]) -> Facts:
    """The facts again. Raises `KeyError`, `TypeError` or `ValueError` when the data are none.

    >>> facts = Facts(Source.TEXT, (), (Line("A", (), None, 1, span=(0, 1)),), None)
    >>> facts_from_dict(facts_to_dict(facts)) == facts
    True
    """
    number = values["page_number"]
    return Facts(
        Source(values["source"]),
        tuple(SectionFacts(**section) for section in values["sections"]),
        tuple(_line(line) for line in values["lines"]),
        PageNumber(**number) if number is not None else None,
        values["pages"],
    )


def _line(values: Mapping[str, Any]) -> Line:
    align, shape, span = values["align"], values["shape"], values["span"]
    return Line(
        text=str(values["text"]),
        pieces=tuple(Piece(**piece) for piece in values["pieces"]),
        align=Align(align) if align is not None else None,
        column=values["column"],
        in_data_table=bool(values["in_data_table"]),
        shape=Shape(**shape) if shape is not None else None,
        span=(int(span[0]), int(span[1])) if span is not None else None,
    )
