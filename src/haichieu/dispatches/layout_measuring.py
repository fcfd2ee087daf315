"""Measures one file in a process of its own: `python -P -m haichieu.dispatches.layout_measuring FILE KIND LIMITS`.

The file comes from outside: whatever it does to its reader, it does there. The answer is JSON on standard output:
`facts`, or `refused` with one sentence.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from haichieu.layout.checker.facts import Facts
from haichieu.layout.checker.pdf_facts import pdf_facts
from haichieu.layout.checker.wire import facts_to_dict
from haichieu.layout.checker.word_facts import word_facts
from haichieu.layout.errors import UnreadableDocument
from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import Limits
from haichieu.text.office import office_docx

#: Address space for python-docx and pdfplumber.
_OWN_MEMORY = 1024 * 1024 * 1024


def main() -> None:
    """Measure and answer."""
    path, kind, limits = Path(sys.argv[1]), sys.argv[2], Limits(**json.loads(sys.argv[3]))
    for what, most in (
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    answer: dict[str, Any]
    try:
        answer = {"facts": facts_to_dict(_measured(path, kind))}
    except (UnreadableDocument, UnreadableFile) as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer))


def _measured(path: Path, kind: str) -> Facts:
    if kind == "pdf":
        _narrow_memory()
        return pdf_facts(path)
    if kind == "docx":
        _narrow_memory()
    else:
        converted = path.with_name("converted.docx")
        converted.write_bytes(office_docx(path.read_bytes(), kind))
        path = converted
        _narrow_memory()
    return word_facts(path)


def _narrow_memory() -> None:
    """LibreOffice asks for much address space, our own readers for little: endless unpacking stops here."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (min(_OWN_MEMORY, hard), hard))


if __name__ == "__main__":
    main()
