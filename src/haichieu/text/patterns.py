"""Patterns: compiled when they are first needed, and put so that the engine skips where they cannot begin."""

import re
from collections.abc import Iterator
from typing import Any, cast

_MANY = ("*", "+", "{", "?")


class _Late:
    """Stands for a compiled pattern until somebody asks it something."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Called for what is not there yet: each method of the pattern once, then it is found at once.
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self._compiled = re.compile(*self._source)
        found = getattr(compiled, name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""The pattern, compiled when it is first asked something: the reader has hundreds, and most commands need none.

    It has everything that a compiled pattern has; functions of `re` do not take it in place of one. A pattern that is
    wrong says so at its first use; a test asks every one.

    >>> late(r"\d+").findall("134/LĐLĐ ngày 9"), late("lđ", re.IGNORECASE).search("LĐLĐ").start()
    (['134', '9'], 0)
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


def at_word(pattern: str) -> str:
    r"""The pattern, to be met at the beginning of a word only: what `(?<!\w)(?:…)` means, searched faster.

    The engine skips to the letters with which a pattern can begin, but only when it begins with them; a look at what
    stands in front therefore comes after the first letter. Matches and their order stay the same.

    Parameters
    ----------
    pattern:
        Alternatives in small letters, each of which begins with a letter; groups without a name may be nested.

    Raises
    ------
    ValueError
        When an alternative does not begin with a letter.

    >>> at_word("gửi|báo cáo|giao (?:cho )?")
    '(?:g(?<!\\w.)(?:ửi|iao (?:cho )?)|b(?<!\\w.)(?:áo cáo))'
    """
    by_letter: dict[str, list[str]] = {}
    for each in _alternatives(pattern):
        if not each[:1].isalpha() or each[1:2] in _MANY:
            raise ValueError(f"no letter at the beginning: {each}")
        by_letter.setdefault(each[0], []).append(each[1:])
    heads = (rf"{first}(?<!\w.)(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    return f"(?:{'|'.join(heads)})"


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, those of groups at their beginning taken out of the group."""
    for each in _split(pattern):
        if not each.startswith("(?:"):
            yield each
            continue
        end = next(at for at, depth, _ in _plain(each) if depth == 0)
        inner, rest = each[3:end], each[end + 1 :]
        optional = rest.startswith("?")
        rest = rest[1:] if optional else rest
        if rest.startswith(_MANY):
            raise ValueError(f"repeated at the beginning: {each}")
        for part in _split(inner):
            yield from _alternatives(part + rest)
        if optional:
            yield from _alternatives(rest)


def _split(pattern: str) -> list[str]:
    cuts = [at for at, depth, char in _plain(pattern) if depth == 0 and char == "|"]
    return [pattern[a + 1 : b] for a, b in zip([-1, *cuts], [*cuts, len(pattern)], strict=True)]


def _plain(pattern: str) -> Iterator[tuple[int, int, str]]:
    """Each character that is neither escaped nor in a set, with its place and how many groups are open after it."""
    depth, in_set, escaped = 0, False, False
    for at, char in enumerate(pattern):
        if escaped or char == "\\":
            escaped = not escaped
        elif in_set:
            in_set = char != "]"
        else:
            in_set = char == "["
            depth += (char == "(") - (char == ")")
            yield at, depth, char
