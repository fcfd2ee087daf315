"""What people read in one post, alone or two of them blind to each other, and files of such readings."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import orjson

from haichieu.channels.rules import read_flag, text_encoding
from haichieu.posts.rules.errors import BadLabels

_TONES = {
    "positive": "positive", "tích cực": "positive",
    "neutral": "neutral", "trung tính": "neutral",
    "negative": "negative", "tiêu cực": "negative",
}  # fmt: skip


#: Headings of a table of labels, besides those of JSON lines.
_HEADINGS = {"mã": "id", "sắc thái": "tone", "cảnh báo": "advisory", "tiêu cực": "negative"}
#: What a cell says of a post that nobody can read any more.
_UNREADABLE = {"null", "không đọc được"}


@dataclass(frozen=True, slots=True)
class Label:
    """What was read in one post (the codebook page says how).

    Attributes:
        id: the post.
        negative: whether its tone is negative; None when nobody can read the post any more. A fraction where
            several people read it.
        advisory: whether its purpose is to protect its readers.
        tone: “positive”, “neutral” or “negative” where the person said which, else "".
        given: where several people read it (`join_readings`), what each of them read: two blind to each other, and
            a third where that one decided. `tone` and `advisory` are then what all of them said, "" and False else.

    >>> Label("7", negative=True, advisory=True).counted
    False
    """

    id: str
    negative: bool | Fraction | None
    advisory: bool = False
    tone: str = ""
    given: tuple["Label", ...] = ()

    @property
    def counted(self) -> bool | Fraction | None:
        """The verdict the limit is checked on: negative and not advisory; None for an unreadable post."""
        if self.given:
            return _settled([_whole(label.counted) for label in self.given])
        return None if self.negative is None else bool(self.negative) and not self.advisory

    def to_dict(self) -> dict[str, Any]:
        """The label as it stands in a certificate, with the counted verdict; fractions as text “n/d”."""
        if self.given:
            return {
                "id": self.id,
                "given": [_given_dict(label) for label in self.given],
                "negative": _fraction_text(self.negative),
                "counted": _fraction_text(self.counted),
            }
        return {
            "id": self.id,
            "tone": self.tone or None,
            "advisory": self.advisory,
            "negative": self.negative,
            "counted": self.counted,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], where: str = "Nhãn") -> "Label":
        """Read a label: `id` with `tone` (and `advisory`), with `negative`, or with `given`; null means unreadable.

        Raises:
            BadLabels: no id, neither tone nor negative, or values that are neither.

        >>> Label.from_dict({"id": 3, "tone": "tiêu cực", "advisory": "không"})
        Label(id='3', negative=True, advisory=False, tone='negative', given=())
        """
        id_ = str(record.get("id") if record.get("id") is not None else "").strip()
        if not id_:
            raise BadLabels(f"{where} thiếu id của bài.")
        if "given" in record:
            parts = record["given"]
            if not isinstance(parts, list) or not all(
                isinstance(p, dict) and "given" not in p for p in parts
            ):
                raise BadLabels(f"{where}: given của bài {id_} phải là danh sách nhãn của từng người.")
            return join_readings([cls.from_dict({**part, "id": id_}, where) for part in parts])
        if "tone" not in record and "negative" not in record:
            raise BadLabels(f"{where} thiếu tone (hoặc negative) cho bài {id_}.")
        advisory = read_flag(record.get("advisory"))
        if advisory is None:
            raise BadLabels(f"{where}: advisory của bài {id_} phải là true hoặc false.")
        tone = record.get("tone")
        if tone is None or tone == "":
            return cls(id_, _negative(record.get("negative"), id_, where), advisory)
        known = _TONES.get(str(tone).strip().casefold())
        if known is None:
            raise BadLabels(f"{where}: tone của bài {id_} phải là positive, neutral hoặc negative.")
        return cls(id_, known == "negative", advisory, known)


def join_readings(given: Sequence[Label]) -> Label:
    """One label from two people's readings of a post, and a third one's where that decides.

    Args:
        given: two readings made blind to each other, or these and the one that settles where they differ.

    Returns:
        A label whose verdicts are the mean of two, or the third's; None (it counts against either decision) where
        one of two, or the third, could not read the post.

    Raises:
        BadLabels: fewer or more readings, or readings of different posts.

    >>> two = join_readings([Label("7", True), Label("7", False)])
    >>> two.counted, join_readings([*two.given, Label("7", True)]).counted
    (Fraction(1, 2), Fraction(1, 1))
    """
    if len(given) not in (2, 3) or len({label.id for label in given}) != 1:
        raise BadLabels(
            "Một bài đọc chung cần nhãn của hai người, và của người thứ ba khi hai người khác nhau."
        )
    same = all((label.tone, label.advisory) == (given[0].tone, given[0].advisory) for label in given)
    return Label(
        given[0].id,
        negative=_settled([_whole(label.negative) for label in given]),
        advisory=same and given[0].advisory,
        tone=given[0].tone if same else "",
        given=tuple(given),
    )


def differ(first: Label, second: Label) -> bool:
    """Tell whether two readings of a post lead to different verdicts, so that a third person is asked.

    >>> differ(Label("7", False, tone="neutral"), Label("7", False, tone="positive"))
    False
    """
    return (first.negative, first.counted) != (second.negative, second.counted)


def _settled(verdicts: Sequence[Fraction | None]) -> Fraction | None:
    if len(verdicts) == 3:
        return verdicts[2]
    one, other = verdicts
    return None if one is None or other is None else (one + other) / 2


def _whole(verdict: bool | Fraction | None) -> Fraction | None:
    return None if verdict is None else Fraction(verdict)


def _fraction_text(verdict: bool | Fraction | None) -> str | None:
    fraction = _whole(verdict)
    return None if fraction is None else f"{fraction.numerator}/{fraction.denominator}"


def _given_dict(label: Label) -> dict[str, Any]:
    said = {"tone": label.tone or None, "advisory": label.advisory}
    return said if label.tone or label.negative is None else {**said, "negative": label.negative}


def _negative(value: object, id_: str, where: str) -> bool | None:
    if value is None:
        return None
    negative = read_flag(value)
    if negative is None:
        raise BadLabels(f"{where}: negative của bài {id_} phải là true hoặc false.")
    return negative


def read_labels(path: Path) -> dict[str, Label]:
    """Read a file of labels, JSON lines or CSV with `id, tone, advisory` or `id, negative`.

    A row of a table without tone and negative is a post not read yet; “không đọc được” says that nobody can.

    Args:
        path: the file.

    Returns:
        The labels by id.

    Raises:
        BadLabels: the file cannot be read, a line is broken, or one post has two different labels.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise BadLabels(f"Không mở được tệp nhãn {path.name}: hãy kiểm tra lại đường dẫn.") from None
    try:
        text = data.decode("utf-8-sig" if text_encoding(data) == "utf-8" else text_encoding(data))
    except UnicodeDecodeError:
        raise BadLabels(f"Tệp nhãn {path.name} sai bảng mã: hãy lưu lại bằng bảng mã UTF-8.") from None
    labels: dict[str, Label] = {}
    table = _read_table(text, path.name)
    for label in _read_lines(text, path.name) if table is None else table:
        if labels.setdefault(label.id, label) != label:
            raise BadLabels(f"Tệp nhãn {path.name} có hai nhãn khác nhau cho bài {label.id}.")
    if not labels:
        raise BadLabels(f"Tệp nhãn {path.name} rỗng: mỗi dòng cần id và tone, hoặc id và negative.")
    return labels


def _read_lines(text: str, name: str) -> Iterator[Label]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _read_line(line, f"Tệp nhãn {name}, dòng {number}")


def _read_table(text: str, name: str) -> list[Label] | None:
    """The labels of a CSV file; None where its first line is no headings with an id."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    headings = [heading.strip().strip('"').casefold() for heading in first.split(delimiter)]
    headings = [_HEADINGS.get(heading, heading) for heading in headings]
    if "id" not in headings:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    labels = []
    try:
        next(reader)
        for cells in reader:
            record = {key: cell.strip() for key, cell in zip(headings, cells, strict=False) if cell.strip()}
            if record.keys() & {"tone", "negative"}:
                labels.append(_read_cells(record, f"Tệp nhãn {name}, dòng {reader.line_num}"))
    except csv.Error:
        raise BadLabels(f"Tệp nhãn {name}, dòng {reader.line_num}: dấu ngoặc kép không khép lại.") from None
    return labels


def _read_cells(record: Mapping[str, str], where: str) -> Label:
    known = {key: record.get(key) for key in ("id", "tone", "advisory", "negative") if key in record}
    unread = {key: None for key in ("tone", "negative") if str(known.get(key)).casefold() in _UNREADABLE}
    return Label.from_dict({**known, **unread}, where)


def _read_line(line: str, where: str) -> Label:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise BadLabels(f"{where}: không phải một dòng JSON trọn vẹn.") from None
    if not isinstance(record, dict):
        raise BadLabels(f"{where}: mỗi dòng phải là một nhãn dạng {{…}}.")
    return Label.from_dict(record, where)
