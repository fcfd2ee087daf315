"""A person's reading of one post, and files of such readings."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Label:
    """What a person read in one post (the codebook page says how).

    Attributes:
        id: the post.
        negative: whether its tone is negative; None when nobody can read the post any more.
        advisory: whether its purpose is to protect its readers.
        tone: “positive”, “neutral” or “negative” where the person said which, else "".

    >>> Label("7", negative=True, advisory=True).counted
    False
    """

    id: str
    negative: bool | None
    advisory: bool = False
    tone: str = ""

    @property
    def counted(self) -> bool | None:
        """The verdict the limit is checked on: negative and not advisory; None for an unreadable post."""
        return None if self.negative is None else self.negative and not self.advisory

    def to_dict(self) -> dict[str, Any]:
        """The label as it stands in a certificate, with the counted verdict."""
        return {
            "id": self.id,
            "tone": self.tone or None,
            "advisory": self.advisory,
            "negative": self.negative,
            "counted": self.counted,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], where: str = "Nhãn") -> "Label":
        """Read a label: `id` with `tone` (and `advisory`), or with `negative`; both null means unreadable.

        Raises:
            BadLabels: no id, neither tone nor negative, or values that are neither.

        >>> Label.from_dict({"id": 3, "tone": "tiêu cực", "advisory": "không"})
        Label(id='3', negative=True, advisory=False, tone='negative')
        """
        id_ = str(record.get("id") if record.get("id") is not None else "").strip()
        if not id_:
            raise BadLabels(f"{where} thiếu id của bài.")
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


def _negative(value: object, id_: str, where: str) -> bool | None:
    if value is None:
        return None
    negative = read_flag(value)
    if negative is None:
        raise BadLabels(f"{where}: negative của bài {id_} phải là true hoặc false.")
    return negative


def read_labels(path: Path) -> dict[str, Label]:
    """Read a file of labels, JSON lines with `id, tone, advisory` or `id, negative`.

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
        lines = data.decode(
            "utf-8-sig" if text_encoding(data) == "utf-8" else text_encoding(data)
        ).splitlines()
    except UnicodeDecodeError:
        raise BadLabels(f"Tệp nhãn {path.name} sai bảng mã: hãy lưu lại bằng bảng mã UTF-8.") from None
    labels: dict[str, Label] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            label = _read_line(line, f"Tệp nhãn {path.name}, dòng {number}")
            if labels.setdefault(label.id, label) != label:
                raise BadLabels(f"Tệp nhãn {path.name} có hai nhãn khác nhau cho bài {label.id}.")
    if not labels:
        raise BadLabels(f"Tệp nhãn {path.name} rỗng: mỗi dòng cần id và tone, hoặc id và negative.")
    return labels


def _read_line(line: str, where: str) -> Label:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise BadLabels(f"{where}: không phải một dòng JSON trọn vẹn.") from None
    if not isinstance(record, dict):
        raise BadLabels(f"{where}: mỗi dòng phải là một nhãn dạng {{…}}.")
    return Label.from_dict(record, where)
