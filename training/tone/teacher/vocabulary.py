"""Posts → numbers of pieces, over a vocabulary that holds only the pieces that the posts need.

Of 250,000 pieces of a hundred languages the posts use about one in fourteen; leaving the others out takes three
quarters of the encoder's numbers away and changes nothing in what it says of these posts.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, pre_tokenizers

from training.tone.teacher.weights import Pieces

#: Longer posts are cut.
TOKENS_AT_MOST = 72
#: What the encoder was trained to see before a text.
_PROMPT = "query: "

_SPACES = re.compile(" +")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Numbers of pieces of n texts, one after another."""

    values: NDArray[np.int32]
    #: n + 1 edges into `values`.
    edges: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.edges) - 1

    def lengths(self) -> NDArray[np.int64]:
        """How many pieces each text has."""
        return np.diff(self.edges)

    def row(self, place: int) -> NDArray[np.int32]:
        """The pieces of one text."""
        return self.values[self.edges[place] : self.edges[place + 1]]

    def between(self, first: int, end: int) -> "Tokens":
        """The texts from `first` up to, without, `end`."""
        edges = self.edges[first : end + 1]
        return Tokens(self.values[edges[0] : edges[-1]], edges - edges[0])

    def mapped(self, table: NDArray[np.int32]) -> "Tokens":
        """The same texts with every number looked up in `table`."""
        return Tokens(table[self.values], self.edges)


class PieceReader:
    """Cuts texts into pieces as the encoder's own engine does."""

    def __init__(self, pieces: Pieces) -> None:
        scored = zip(pieces.texts, pieces.scores.tolist(), strict=True)
        self._cutter = Tokenizer(models.Unigram(list(scored), unk_id=pieces.unknown))
        self._cutter.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
        self._pieces = pieces

    def read(self, texts: Sequence[str], at_most: int = TOKENS_AT_MOST) -> Tokens:
        """Pieces of each text between the two marks, cut to `at_most` with them."""
        cut = self._cutter.encode_batch([self._clean(text) for text in texts], add_special_tokens=False)
        return join_rows([[self._pieces.begin, *found.ids[: at_most - 2], self._pieces.end] for found in cut])

    def _clean(self, text: str) -> str:
        composed = unicodedata.normalize("NFC", text).translate(self._pieces.replaced)
        return _SPACES.sub(" ", composed).strip()


def join_rows(rows: Sequence[Sequence[int]]) -> Tokens:
    """Texts from the numbers of their pieces."""
    edges = np.cumsum([0, *map(len, rows)])
    return Tokens(np.array([value for row in rows for value in row], np.int32), edges)


def shown_texts(titles: Sequence[str], leads: Sequence[str]) -> list[str]:
    """What the encoder is shown of each post.

    >>> shown_texts(["Họp xã", "Cháy chợ"], ["", "Đêm qua."])
    ['query: Họp xã', 'query: Cháy chợ . Đêm qua.']
    """
    return [
        f"{_PROMPT}{title}" + (f" . {lead}" if lead else "")
        for title, lead in zip(titles, leads, strict=True)
    ]


def needed_pieces(texts: Iterable[Tokens], pieces: Pieces) -> NDArray[np.int64]:
    """Sorted numbers of the pieces in any of the texts, and of the marks."""
    marks = np.array([pieces.begin, pieces.end, pieces.padding, pieces.unknown], np.int32)
    return np.unique(np.concatenate([marks, *(tokens.values for tokens in texts)])).astype(np.int64)


def renumbering(needed: NDArray[np.int64], pieces: Pieces) -> NDArray[np.int32]:
    """Table from a piece's number to its row among the needed ones; the others become the unknown piece."""
    unknown = int(np.searchsorted(needed, pieces.unknown))
    table = np.full(len(pieces.texts), unknown, np.int32)
    table[needed] = np.arange(len(needed))
    return table
