"""The letters that one read file holds."""

from dataclasses import replace

from haichieu.dispatches.rules.bundle import split_letters
from haichieu.text.file_text import FileText


def letters_in(found: FileText) -> tuple[FileText, ...]:
    """One text for each letter of a file, with the doubtful places that lie in it.

    >>> letters_in(FileText("a.txt", "Kính gửi: Các thôn.", "txt", None, ()))[0].text
    'Kính gửi: Các thôn.'
    """
    texts = split_letters(found.text)
    if len(texts) == 1:
        return (found,)
    return tuple(
        replace(
            found,
            text=text,
            warnings=(*found.warnings, f"Tệp có {len(texts)} văn bản; đây là văn bản thứ {place}."),
            doubtful=_doubtful(found, text),
        )
        for place, text in enumerate(texts, start=1)
    )


def _doubtful(found: FileText, text: str) -> tuple[tuple[int, int], ...]:
    begin = found.text.find(text)
    inside = ((start - begin, end - begin) for start, end in found.doubtful) if begin >= 0 else ()
    return tuple((start, end) for start, end in inside if start >= 0 and end <= len(text))
