"""Blocks of the page “Nguồn gốc văn bản” and of the list of documents that are cited and not held."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString, mark_safe

from haichieu.dispatches.models import CitedDocument, Dispatch
from haichieu.dispatches.queries import (
    Chain,
    CitedLine,
    MissingDocument,
    called,
    chain_chart,
    lineage,
    missing_documents,
    show_missing,
    shown_day,
)
from haichieu.dispatches.rules import chart_mermaid, chart_svg, role_words
from haichieu.web.dispatches.blocks.letter_list import Preset

ROWS = 25


@dataclass(frozen=True, slots=True)
class Branch:
    """One letter or cited document, with what stands behind it."""

    #: what the letter does to the one beside it: “thực hiện”
    words: str
    name: str
    #: day and issuer
    meta: str
    subject: str
    #: id of the letter to open; None when it is not held
    pk: int | None
    #: letters that it may be, as (id, name)
    maybe: tuple[tuple[int, str], ...]
    #: why it was taken for that letter
    reasons: str
    children: tuple["Branch", ...] = ()
    #: it stands further up on the page already, with what is behind it
    repeated: bool = False
    #: the letter beside it is no longer in force as it stands
    overtakes: bool = False


@dataclass(frozen=True, slots=True)
class LineagePage:
    """The chain of one letter as lists, as a picture and as text to copy."""

    letter: Dispatch
    name: str
    meta: str
    up: tuple[Branch, ...]
    laws: tuple[Branch, ...]
    down: tuple[Branch, ...]
    is_cut: bool
    chain: Chain

    @classmethod
    def of(cls, letter: Dispatch, units: Collection[int]) -> "LineagePage":
        """Follow the chain as far as the person may see."""
        chain = lineage(letter, units=units)
        lines = chain.up.get(letter.pk, ())
        met = {letter.pk}
        return cls(
            letter=letter,
            name=called(letter),
            meta=_meta(letter),
            up=tuple(_up(chain, line, met) for line in lines if not _is_far_law(line)),
            laws=tuple(_cited(line) for line in lines if _is_far_law(line)),
            down=tuple(_down(chain, line, met) for line in chain.down.get(letter.pk, ()) if line.letter),
            is_cut=chain.is_cut,
            chain=chain,
        )

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to draw an arrow to."""
        return bool(self.up or self.down)

    @property
    def picture(self) -> SafeString:
        """The chain as SVG; every word in it is escaped by its writer."""
        return mark_safe(chart_svg(chain_chart(self.chain)))

    @property
    def mermaid(self) -> str:
        """The chain as Mermaid text."""
        return chart_mermaid(chain_chart(self.chain))


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One document that is cited and not held."""

    name: str
    meta: str
    text: str
    letters: int
    citing: int
    citing_name: str


@dataclass(frozen=True, slots=True)
class MissingList:
    """Documents cited by letters of the open units and held by none of them."""

    rows: tuple[MissingRow, ...]
    page: Page
    search: str
    laws: bool
    presets: tuple[Preset, ...]

    @classmethod
    def of(
        cls, units: Collection[int], *, search: str = "", laws: bool = False, page: str = "1"
    ) -> "MissingList":
        """Look them up, the most cited first."""
        shown = Paginator(missing_documents(units=units, laws=laws, search=search), ROWS).get_page(page)
        kinds = (("", "Văn bản gửi đến, ban hành"), ("1", "Luật, nghị định, thông tư"))
        return cls(
            rows=tuple(_missing(each) for each in show_missing(shown.object_list)),
            page=shown,
            search=search,
            laws=laws,
            presets=tuple(
                Preset(label, "?" + urlencode({"q": search, "laws": value}), bool(value) == laws)
                for value, label in kinds
            ),
        )


def _is_far_law(line: CitedLine) -> bool:
    return line.cited.is_law and line.letter is None


def _meta(letter: Dispatch | CitedDocument) -> str:
    return " · ".join(filter(None, (shown_day(letter.date), letter.issuer)))


def _cited(line: CitedLine, children: tuple[Branch, ...] = (), *, repeated: bool = False) -> Branch:
    known = line.letter or line.cited
    return Branch(
        words=role_words(line.cited.role, relays=line.relays),
        name=called(known),
        meta=_meta(known),
        subject=line.letter.subject if line.letter else "",
        pk=line.letter.pk if line.letter else None,
        maybe=tuple((letter.pk, f"{called(letter)}, {_meta(letter)}") for letter in line.maybe),
        reasons=", ".join(line.reasons),
        children=children,
        repeated=repeated,
    )


def _up(chain: Chain, line: CitedLine, met: set[int]) -> Branch:
    if line.letter is None or line.letter.pk in met:
        return _cited(line, repeated=line.letter is not None and line.letter.pk in chain.up)
    met.add(line.letter.pk)
    above = chain.up.get(line.letter.pk, ())
    return _cited(line, tuple(_up(chain, each, met) for each in above if not _is_far_law(each)))


def _down(chain: Chain, line: CitedLine, met: set[int]) -> Branch:
    letter = line.cited.dispatch
    repeated = letter.pk in met
    below = () if repeated else chain.down.get(letter.pk, ())
    met.add(letter.pk)
    return Branch(
        words=role_words(line.cited.role, relays=line.relays, upwards=False),
        name=called(letter),
        meta=_meta(letter),
        subject=letter.subject,
        pk=letter.pk,
        maybe=(),
        reasons=", ".join(line.reasons),
        children=tuple(_down(chain, each, met) for each in below if each.letter),
        repeated=repeated and letter.pk in chain.down,
        overtakes=line.cited.role in ("replaces", "amends"),
    )


def _missing(each: MissingDocument) -> MissingRow:
    cited = each.cited
    return MissingRow(
        name=called(cited),
        meta=_meta(cited),
        text=cited.text,
        letters=each.letters,
        citing=cited.dispatch_id,
        citing_name=called(cited.dispatch),
    )
