"""Letters that a recogniser takes for one another, put right only where the words around them leave no choice.

What is put right keeps its confidence: a day mended from “l5” to “15” that was hardly read stays doubtful.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence

from haichieu.text.dates import make_date
from haichieu.text.ocr.lines import runs
from haichieu.text.ocr.words import Word

#: Letters that no Vietnamese word has, and the one that stands there instead.
_FOREIGN = str.maketrans("ÐðÑñ", "ĐđNn")
#: One Đ read as two or three letters.
_DOUBLED = re.compile("[ĐÐ]*Ð[ĐÐ]*")
_AS_DIGITS = str.maketrans("lIi|!]Oo", "11111100")
_DAY = re.compile(r"[\dlIi|!\]Oo]{1,2}")
_YEAR = re.compile(r"[12lI|][09Oo][\dlIOo]{2}(?=\D*$)")
_LABEL = re.compile(r"S[oôóòõốồổỗộơớởéèẽếềểễ6]\s?[:.;,]?")
_NUMBER = re.compile(r"\S*\d\S*|\S*/[A-ZĐ]\S*")
_SUBJECT = re.compile(r"[VWN][/⁄][vyVYx%]?[.:]?")
_KINH, _GUI = re.compile(r"K[iíìĩỉ][nm]h"), re.compile(r"[a-zđ]?[uúùủũưứừửữự]i(?P<end>:?)")
_KINH_GUI = re.compile(r"K[iíìĩỉ][nm]h[gsx][uúùủũưứừửữự]i(?P<end>:?)")
_ROMAN = re.compile(r"(?:IH|HI|II1|I1I|1II|IU|IIl|lII)(?P<end>[./):-]\S*)?")
_FILED = re.compile(r"V(?:I|1|l|TF|Í|L)(?P<end>[,;.]?)")


def mended(words: Iterable[Word]) -> tuple[Word, ...]:
    """Put right what grammar forces, word by word; boxes and confidence stay.

    >>> line = ["Huế,", "ngày", "l5", "tháng", "1O", "năm", "2O25"]
    >>> words = [Word(text, 50 * place, 0, 50 * place + 40, 10, 0.9, 1) for place, text in enumerate(line)]
    >>> " ".join(word.text for word in mended(words))
    'Huế, ngày 15 tháng 10 năm 2025'
    """
    return tuple(
        dataclasses.replace(word, text=text)
        for run in runs(words)
        for word, text in zip(run, mended_texts([word.text for word in run]), strict=True)
    )


def mended_texts(texts: Sequence[str]) -> list[str]:
    """The words of one run, put right; always as many as came.

    >>> mended_texts(["Sô:", "12/LĐÐĐLĐ"]), mended_texts(["IH.", "PHÂN", "CÔNG"]), mended_texts(["Kinh", "sửi:"])
    (['Số:', '12/LĐLĐ'], ['III.', 'PHÂN', 'CÔNG'], ['Kính', 'gửi:'])
    """
    found = [_DOUBLED.sub("Đ", text).translate(_FOREIGN) for text in texts]
    for mend in _MENDS:
        mend(found)
    return found


def _date(texts: list[str]) -> None:
    """“ngày l5 tháng 1O năm 2O25”: only where a real day comes out."""
    for at in range(len(texts) - 5):
        words = [text.lower() for text in texts[at : at + 6 : 2]]
        day, month, year = (text.translate(_AS_DIGITS) for text in texts[at + 1 : at + 6 : 2])
        if (
            words == ["ngày", "tháng", "năm"]
            and _DAY.fullmatch(texts[at + 1])
            and _DAY.fullmatch(texts[at + 3])
        ):
            digits = _YEAR.match(texts[at + 5])
            if digits and make_date(day, month, year[:4]):
                texts[at + 1], texts[at + 3] = day, month
                texts[at + 5] = year[:4] + texts[at + 5][4:]


def _month(texts: list[str]) -> None:
    """“tháng 1] năm 2012” after a day that cannot be read."""
    for at in range(len(texts) - 3):
        month = texts[at + 1].translate(_AS_DIGITS)
        if (
            (texts[at].lower(), texts[at + 2].lower()) == ("tháng", "năm")
            and _DAY.fullmatch(texts[at + 1])
            and make_date("1", month, texts[at + 3][:4])
        ):
            texts[at + 1] = month


def _label(texts: list[str]) -> None:
    """“Sô:” before the number of a letter, at the start of a line."""
    if (
        len(texts) > 1
        and _LABEL.fullmatch(texts[0])
        and _NUMBER.fullmatch(texts[1])
        and "/" in "".join(texts[1:3])
    ):
        texts[0] = "Số:" if texts[0][-1] in ":.;," else "Số"


def _subject(texts: list[str]) -> None:
    if len(texts) > 1 and _SUBJECT.fullmatch(texts[0]):
        texts[0] = "V/v"


def _addressee(texts: list[str]) -> None:
    texts[:] = [_KINH_GUI.sub(r"Kính gửi\g<end>", text) for text in texts]
    for at in range(len(texts) - 1):
        gui = _GUI.fullmatch(texts[at + 1])
        if gui and _KINH.fullmatch(texts[at]):
            texts[at], texts[at + 1] = "Kính", f"gửi{gui['end']}"


def _roman(texts: list[str]) -> None:
    """“IH.” before a heading and “Quý IH/2025”: three strokes, since no such number exists."""
    for at, text in enumerate(texts):
        numeral = _ROMAN.fullmatch(text)
        if numeral and (
            (at == 0 and numeral["end"] and len(texts) > 1) or (at and texts[at - 1].lower() == "quý")
        ):
            texts[at] = f"III{numeral['end'] or ''}"


def _filed(texts: list[str]) -> None:
    """“Lưu: VI”: the clerk's office, VT, is what always stands first."""
    for at in range(len(texts) - 1):
        filed = _FILED.fullmatch(texts[at + 1])
        if filed and texts[at].lower() in ("lưu:", "lưu"):
            texts[at + 1] = f"VT{filed['end']}"


_MENDS: tuple[Callable[[list[str]], None], ...] = (
    _date,
    _month,
    _label,
    _subject,
    _addressee,
    _roman,
    _filed,
)
