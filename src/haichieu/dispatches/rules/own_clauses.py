"""What of a sentence each of its duties says by itself: shown to people, while the reading keeps the whole sentence."""

from collections.abc import Sequence

from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import BEGINS_TASK, TASK_VERB
from haichieu.text.patterns import at_word, late

_VERB = late(at_word(TASK_VERB))
_BREAK = late(r"(?<=;)\s+|(?<=[^\W\d]{2}\.)\s+(?=[^\W\d_a-z])|(?<=\d\.)\s+(?=[^\W\d_a-z])")
_JOINT = late(r",\s+(?:(?:và|đồng thời)\s+)?|\s(?:và|đồng thời)\s+")


def own_clauses(text: str, deadlines: Sequence[str]) -> list[str]:
    """The words of a sentence that go with each of its deadlines, in the same order.

    A sentence is only cut where an act of its own stands on both sides; deadlines between which there is no such place
    keep their words together. Together the clauses hold every word of the sentence.

    Parameters
    ----------
    text:
        The sentence or paragraph.
    deadlines:
        Each deadline as written there.

    >>> own_clauses("Các xã gửi kế hoạch trước 5/3 và báo cáo kết quả trước 9/6.", ["trước 5/3", "trước 9/6"])
    ['Các xã gửi kế hoạch trước 5/3', 'báo cáo kết quả trước 9/6.']
    >>> own_clauses("Gửi báo cáo tháng ngày 25, quý ngày 20.", ["ngày 25", "ngày 20"])[1]
    'Gửi báo cáo tháng ngày 25, quý ngày 20.'
    """
    places = _places(text, deadlines)
    if len(places) < 2:
        return [text] * len(deadlines)
    form, begin = matching_form(text), 0
    clauses: list[str] = []
    for number, (_, end) in enumerate(places):
        last = number + 1 == len(places)
        until = len(text) if number + 2 >= len(places) else places[number + 2][0]
        cut = None if last else _cut(form, begin, end, places[number + 1][0], until)
        if cut is not None or last:
            own = text[begin : cut[0] if cut else len(text)].strip(" ,;")
            clauses += [own] * (number + 1 - len(clauses))
            begin = cut[1] if cut else begin
    return clauses


def _places(text: str, deadlines: Sequence[str]) -> list[tuple[int, int]]:
    """Where each deadline stands, one after the other; empty unless all of them are found in order."""
    places, after = [], 0
    for words in deadlines:
        at = text.find(words, after) if words else -1
        if at < 0:
            return []
        after = at + len(words)
        places.append((at, after))
    return places


def _cut(form: str, begin: int, after: int, before: int, until: int) -> tuple[int, int] | None:
    """Where, between two deadlines, the words of the first end and those of the second begin."""
    breaks = list(_BREAK.finditer(form, after, before))
    joints = [
        joint
        for joint in _JOINT.finditer(form, after, before)
        if (joint.end() == before and joint.start() > after) or BEGINS_TASK.match(form, joint.end())
    ]
    for found in (*breaks, *joints):
        if _VERB.search(form, begin, found.start()) and _VERB.search(form, found.end(), until):
            return found.start(), found.end()
    return None
