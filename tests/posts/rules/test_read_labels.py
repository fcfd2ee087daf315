"""Files of labels: JSON lines with a tone, or with yes and no."""

from pathlib import Path

import pytest

from haichieu.posts.rules import BadLabels, Label, read_labels


def labels_of(tmp_path: Path, text: str | bytes) -> dict[str, Label]:
    path = tmp_path / "nhan.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_labels(path)


def test_both_forms_are_read(tmp_path: Path) -> None:
    found = labels_of(
        tmp_path,
        '{"id": 1, "tone": "negative", "advisory": true}\n\n{"id": "2", "negative": true}\n'
        '{"id": "3", "tone": "trung tính"}\n{"id": "4", "tone": null}\n{"id": "5", "negative": "không"}\n',
    )
    assert [label.counted for label in found.values()] == [False, True, False, None, False]


def test_the_same_label_twice_is_one_label(tmp_path: Path) -> None:
    assert len(labels_of(tmp_path, '{"id": 1, "negative": true}\n' * 2)) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "rỗng"),
        ('{"id": 1, "negative": tr', "dòng 1"),
        ('{"id": 1}', "thiếu tone"),
        ('{"negative": true}', "thiếu id"),
        ('{"id": 1, "tone": "sad"}', "positive, neutral"),
        ('{"id": 1, "negative": "maybe"}', "true hoặc false"),
        ('{"id": 1, "tone": "neutral", "advisory": 7}', "advisory"),
        ("[1]", "mỗi dòng"),
        ('{"id": 1, "negative": true}\n{"id": 1, "negative": false}', "hai nhãn khác nhau"),
        (b'{"id": 1, "tone": "ti\xe1u"}', "UTF-8"),
        ('{"id": 1, "given": 7}', "danh sách nhãn"),
        ('{"id": 1, "given": [7, 8]}', "danh sách nhãn"),
        ('{"id": 1, "given": [{"given": []}, {"given": []}]}', "danh sách nhãn"),
        ('{"id": 1, "given": [{"tone": "neutral"}]}', "nhãn của hai người"),
    ],
)
def test_bad_labels_get_one_sentence(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(BadLabels, match=says):
        labels_of(tmp_path, text)


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadLabels, match="Không mở được"):
        read_labels(tmp_path / "none.jsonl")
