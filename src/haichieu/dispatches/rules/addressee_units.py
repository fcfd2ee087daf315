"""Which units a letter means by “các công đoàn cơ sở trực thuộc”: a phrase becomes a rule, a rule becomes units.

A rule says how the units are found (by kind, by place in the tree, by name), so that a phrase that a person confirmed
once finds the units of a later day too. The office itself is never one of its own addressees, and a unit that does not
stand below it is named in the sentence, never chosen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from haichieu.dispatches.rules.named_units import (
    UnitNode,
    UnitTree,
    folded_names,
    named_units,
    written_out,
)
from haichieu.text.folding import fold
from haichieu.text.patterns import late


@dataclass(frozen=True, slots=True)
class UnitRule:
    """How units are found on any day."""

    #: kind (everywhere below the office), direct (straight below it), branch (a unit and what is below it),
    #: named (those units alone), begin (names that begin so), nobody
    how: str
    #: kinds of units; for direct none means every kind
    kinds: tuple[str, ...] = ()
    #: stable codes of units, for branch and named
    codes: tuple[str, ...] = ()
    #: folded beginnings of names, for begin
    words: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """As it is kept.

        >>> UnitRule("kind", kinds=("union",)).to_dict()
        {'how': 'kind', 'kinds': ['union']}
        """
        parts = {"kinds": self.kinds, "codes": self.codes, "words": self.words}
        return {"how": self.how} | {name: list(value) for name, value in parts.items() if value}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Sequence[str]]) -> "UnitRule":
        """Back from what was kept; what nobody can use finds nobody.

        >>> UnitRule.from_dict({"how": "kind", "kinds": ["union"]})
        UnitRule(how='kind', kinds=('union',), codes=(), words=())
        """
        parts = {name: tuple(map(str, kept.get(name) or ())) for name in ("kinds", "codes", "words")}
        how = str(kept.get("how"))
        return cls(how if how in _FINDERS else "nobody", **parts)


@dataclass(frozen=True, slots=True)
class Matched:
    """What a phrase means on a day."""

    rule: UnitRule
    #: row ids, all of them below the office
    unit_ids: tuple[int, ...]
    #: sure enough to be ticked before a person has looked
    sure: bool
    #: one sentence: why these units
    why: str
    #: parts of the phrase that found nobody, as they stand in it
    missing: tuple[str, ...] = ()
    #: it names the office itself, alone or among others
    is_office: bool = False


_LEAD = late(
    r"^(?:(?:nhu tren|kinh gui|gui|cac|nhung|toan the|tat ca|moi|dong chi|ong|ba|va|,|-|\(ong\)|\(ba\)|dong chi)\b\W*)+"
)
_CLASS = late(r"\b(?:cac|nhung|tat ca|toan the|moi|tung)\b")
_HEADS = late(
    r"\b(?:chu tich|pho chu tich|truong(?= (?:xom|thon|ban|ap|khu|phong|ban|to|khoi))|bi thu|thu truong|giam doc|"
    r"ban thuong vu|ban chap hanh|ban can su dang|thuong truc|thuong vu|lanh dao|nguoi dung dau)\b\W*"
)
_REPEATS = late(r"^(?:nhu (?:kinh gui|tren)|luu\b|vt\b)")
_DIRECT = late(r"\btruc thuoc\b|\bcap duoi truc tiep\b")
_TAIL = late(
    r"\s*\b(?:truc thuoc|thuoc (?:tinh|huyen|xa|pham vi).*|trong (?:toan )?(?:tinh|huyen|xa|he thong|pham vi).*|"
    r"tren dia ban.*|toan (?:tinh|huyen|xa)|cap duoi(?: truc tiep)?|co lien quan|lien quan)(?=\W|$).*$"
)
_WRITTEN_BETWEEN = late(r"\s*(?:,|;|/|\b[vV]à\b|\b[cC]ùng\b)\s*")
_BETWEEN = late(r"\s*(?:,|;|/|\bva\b|\bcung\b)\s*")
#: words that name no sort of unit: every unit straight below is meant, and a person looks first
_ANY = frozenset({"don vi", "cap", "to chuc", "noi nhan", "co quan", "bo phan"})
_ORGANISATION = late(r"^(?P<head>.+?)\s+(?:cac|nhung|tat ca)\s+(?P<places>.+)$")


def phrase_key(phrase: str) -> str:
    """The phrase without marks, courtesies, brackets and punctuation: what it is remembered by.

    >>> phrase_key("- Các ông (bà) Trưởng xóm;"), phrase_key("Các Ông/Bà trưởng xóm.")
    ('truong xom', 'truong xom')
    """
    flat = re.sub(r"\((?:ba|ong)\)|/\s*ba\b|/\s*ong\b", " ", fold(phrase))
    flat = re.sub(r"\([^()]*\)", " ", flat)
    flat = re.sub(r"[\"“”'*•–—:.]", " ", flat)
    flat = re.sub(r"\s+", " ", flat).strip(" -;,")
    return (_LEAD.sub("", flat).strip(" -;,") or flat)[:200]


def units_of_rule(rule: UnitRule, tree: UnitTree, office: int) -> tuple[int, ...]:
    """Row ids of the units that a rule finds below an office, in no order that means anything."""
    return tuple(_FINDERS.get(rule.how, _nobody)(rule, tree, office))


def _nobody(rule: UnitRule, tree: UnitTree, office: int) -> list[int]:
    return []


def _under(tree: UnitTree, office: int) -> list[UnitNode]:
    return [tree.nodes[pk] for pk in tree.below(office) if pk != office and pk in tree.nodes]


def _by_kind(rule: UnitRule, tree: UnitTree, office: int) -> list[int]:
    kinds = frozenset(rule.kinds)
    return [node.pk for node in _under(tree, office) if node.kind in kinds]


def _direct(rule: UnitRule, tree: UnitTree, office: int) -> list[int]:
    kinds = frozenset(rule.kinds)
    return [
        node.pk
        for node in _under(tree, office)
        if node.parent == office and (not kinds or node.kind in kinds)
    ]


def _named(rule: UnitRule, tree: UnitTree, office: int) -> list[int]:
    codes = frozenset(rule.codes)
    return [node.pk for node in _under(tree, office) if node.code in codes]


def _branch(rule: UnitRule, tree: UnitTree, office: int) -> list[int]:
    tops = _named(rule, tree, office)
    kinds = frozenset(rule.kinds)
    reached = frozenset[int]().union(*(tree.below(pk) for pk in tops))
    return [pk for pk in reached if not kinds or tree.nodes[pk].kind in kinds]


def _begin(rule: UnitRule, tree: UnitTree, office: int) -> list[int]:
    nodes = _under(tree, office)
    names = folded_names(tuple(node.name for node in nodes))
    begins = tuple(f"{word} " for word in rule.words)
    return [node.pk for node, name in zip(nodes, names, strict=True) if begins and name.startswith(begins)]


_FINDERS = {
    "kind": _by_kind,
    "direct": _direct,
    "branch": _branch,
    "named": _named,
    "begin": _begin,
    "nobody": _nobody,
}


def match_addressees(
    phrase: str,
    tree: UnitTree,
    office: int,
    remembered: Mapping[str, UnitRule] | None = None,
    kind_names: Mapping[str, str] | None = None,
) -> Matched:
    """The units that an office means by a phrase of a letter, and why.

    Parameters: ``tree`` of the letter's day; ``office`` row id of the unit that hands the letter down; ``remembered``
    rules that a person confirmed, by :func:`phrase_key`; ``kind_names`` what the kinds of units are called, by code.
    """
    key = phrase_key(phrase)
    kept = (remembered or {}).get(key)
    if kept is not None:
        ids = units_of_rule(kept, tree, office)
        return Matched(kept, ids, bool(ids), "Lần trước đã chọn như vậy cho cụm từ này.")
    if not key or _REPEATS.match(key):
        return Matched(UnitRule("nobody"), (), False, "Chỉ nhắc lại nơi nhận đã nêu, không thêm đơn vị nào.")
    flat = written_out(key)
    asked = _Asked(phrase, flat, tree, office, kind_names or {})
    is_many = bool(_CLASS.search(fold(phrase)))
    if not is_many and (found := _by_name(asked)):
        return found
    if found := _class_of_units(asked):
        return found
    if is_many and (found := _by_name(asked)):
        return found
    return Matched(UnitRule("nobody"), (), False, "Máy chưa biết cụm từ này chỉ đơn vị nào; hãy tự chọn.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A phrase, and whom an office might mean by it."""

    phrase: str
    #: folded, abbreviations written out
    flat: str
    tree: UnitTree
    office: int
    kind_names: Mapping[str, str]

    def as_written(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Folded parts as they stand in the phrase."""
        pieces = {written_out(phrase_key(piece)): piece for piece in _WRITTEN_BETWEEN.split(self.phrase)}
        fits = (
            next((piece for key, piece in pieces.items() if key and (part in key or key in part)), part)
            for part in parts
        )
        return tuple(dict.fromkeys(piece.strip(" .-–;,") for piece in fits))


def _nobody_found(parts: Sequence[str]) -> str:
    quoted = ", ".join(f"“{part}”" for part in parts)
    return f"Không tìm thấy đơn vị nào cho {quoted}; hãy thêm ở dưới nếu cần."


def _by_name(asked: _Asked) -> Matched | None:
    """The units whose names stand in the phrase; sure only where every part is somebody."""
    is_collective = _CLASS.search(fold(asked.phrase)) or _TAIL.search(asked.flat)
    named = named_units(
        asked.flat,
        asked.tree,
        asked.office,
        bare=_bare,
        may_begin=lambda part: not is_collective and not _is_sort(part, asked),
    )
    missing = asked.as_written(named.missing)
    if not named.found:
        if named.elsewhere:
            names = ", ".join(unit.name for unit in named.elsewhere)
            why = f"{names} không phải cấp dưới của đơn vị nhận văn bản, nên không giao được."
        elif named.names_office and not missing:
            why = "Chính là đơn vị nhận văn bản này, không giao cho ai."
        else:
            return None
        return Matched(UnitRule("nobody"), (), False, why, missing, named.names_office)
    missing = (*missing, *(unit.name for unit in named.elsewhere))
    why = f"Nêu đích danh {', '.join(unit.name for unit in named.found)}."
    if missing:
        why += f" {_nobody_found(missing)}"
    rule = UnitRule("named", codes=tuple(unit.code for unit in named.found))
    ids = tuple(unit.pk for unit in named.found)
    return Matched(rule, ids, not missing, why, missing, named.names_office)


def _bare(part: str) -> str:
    """A part without courtesies, titles and what only repeats; empty where it means nobody."""
    bare = _LEAD.sub("", _TAIL.sub("", _HEADS.sub("", part))).strip(" -;,")
    return "" if _REPEATS.match(bare) else bare


def _is_sort(part: str, asked: _Asked) -> bool:
    """Whether the words are what several units below are: “công đoàn cơ sở” is nobody's name."""
    kinds = {code for code, name in asked.kind_names.items() if fold(name) == part}
    return part in _ANY or sum(node.kind in kinds for node in _under(asked.tree, asked.office)) > 1


def _class_of_units(asked: _Asked) -> Matched | None:
    tree, office, kind_names = asked.tree, asked.office, asked.kind_names
    direct = bool(_DIRECT.search(asked.flat))
    nouns = called_sorts(asked.flat)
    if not nouns:
        return None
    found = [_kinds_of(noun, tree, office, kind_names) for noun in nouns]
    kinds = tuple(dict.fromkeys(kind for each in found for kind in each))
    known = [noun for noun, each in zip(nouns, found, strict=True) if each]
    unknown = [noun for noun, each in zip(nouns, found, strict=True) if not each]
    if not kinds:
        return _by_beginning(nouns, tree, office) or _everybody_below(unknown, tree, office)
    rule, note = _narrowed(kinds, tree, office, direct=direct)
    ids = units_of_rule(rule, tree, office)
    called = ", ".join(f"“{kind_names.get(kind, kind)}”" for kind in kinds)
    why = f"{len(ids)} đơn vị loại {called} {note}."
    missing = asked.as_written(unknown)
    if missing:
        why += f" {_nobody_found(missing)}"
    return Matched(rule, ids, bool(ids) and bool(known) and not missing, why, missing)


def _narrowed(kinds: tuple[str, ...], tree: UnitTree, office: int, *, direct: bool) -> tuple[UnitRule, str]:
    straight = UnitRule("direct", kinds=kinds)
    if direct and units_of_rule(straight, tree, office):
        return straight, "ngay dưới đơn vị nhận văn bản"
    return UnitRule("kind", kinds=kinds), "ở mọi cấp dưới đơn vị nhận văn bản"


def called_sorts(flat: str) -> list[str]:
    """The sorts of unit that a phrase names: “ban thuong vu cac huyen uy, thanh uy” → huyen uy, thanh uy."""
    bare = _TAIL.sub("", _HEADS.sub("", flat)).strip(" -;,")
    spread = _ORGANISATION.match(bare)
    if spread:
        # “lien doan lao dong cac huyen”: the body of each place.
        places = [piece for piece in _BETWEEN.split(spread["places"]) if piece]
        return [f"{_LEAD.sub('', spread['head'])} {place}".strip() for place in places]
    pieces = (_LEAD.sub("", piece).strip(" -;,") for piece in _BETWEEN.split(_LEAD.sub("", bare)))
    return [piece for piece in pieces if piece]


def _kinds_of(noun: str, tree: UnitTree, office: int, kind_names: Mapping[str, str]) -> tuple[str, ...]:
    """Kinds called so; else the kinds of which most names begin so."""
    called = tuple(
        code for code, name in kind_names.items() if noun in (fold(name), fold(code).replace("_", " "))
    )
    if called:
        return called
    counts: dict[str, list[int]] = {}
    nodes = _under(tree, office)
    for node, name in zip(nodes, folded_names(tuple(node.name for node in nodes)), strict=True):
        seen = counts.setdefault(node.kind, [0, 0])
        seen[0] += name.startswith(f"{noun} ")
        seen[1] += 1
    return tuple(sorted(kind for kind, (so, all_) in counts.items() if so and so * 5 >= all_ * 4))


def _by_beginning(nouns: list[str], tree: UnitTree, office: int) -> Matched | None:
    rule = UnitRule("begin", words=tuple(nouns))
    ids = units_of_rule(rule, tree, office)
    if not ids:
        return None
    return Matched(rule, ids, False, f"{len(ids)} đơn vị có tên bắt đầu như vậy; hãy xem lại.")


def _everybody_below(nouns: list[str], tree: UnitTree, office: int) -> Matched | None:
    if not any(noun in _ANY for noun in nouns):
        return None
    rule = UnitRule("direct")
    ids = units_of_rule(rule, tree, office)
    if not ids:
        return None
    sure = all(noun in _ANY for noun in nouns)
    return Matched(rule, ids, sure, f"{len(ids)} đơn vị ngay dưới đơn vị nhận văn bản.")
