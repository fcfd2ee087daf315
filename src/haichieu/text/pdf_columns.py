"""Print the text of a PDF page by page with its columns: `python -m haichieu.text.pdf_columns FILE MAX_PAGES`.

The plain stand-in for `pdftotext -layout` on machines without poppler; always run as another process.
"""

import sys

import pdfplumber


def main(path: str, max_pages: int) -> None:
    """Write every page to standard output, each ended by a form feed."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with pdfplumber.open(path) as document:
        for page in document.pages[:max_pages]:
            sys.stdout.write((page.extract_text(layout=True) or "") + "\n\f")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
