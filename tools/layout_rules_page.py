"""Write the table of rules into docs/algorithms/layout-check.md from the rules themselves."""

from pathlib import Path

from haichieu.layout.checker import RULES, Source

PAGE = Path(__file__).parent.parent / "docs" / "algorithms" / "layout-check.md"
HEAD = "| rule | part | what is wanted | weight | files |\n|---|---|---|---|---|\n"
FILES = {Source.WORD: "Word", Source.PDF: "PDF", Source.TEXT: "text"}


def table() -> str:
    """One row for each rule."""
    rows = (
        f"| `{rule.name}` | {rule.part} | {rule.says} | {rule.severity} | {_files(rule.sources)} |"
        for rule in RULES
    )
    return HEAD + "\n".join(rows) + "\n"


def _files(sources: frozenset[Source]) -> str:
    return (
        "all" if len(sources) == len(Source) else ", ".join(FILES[each] for each in Source if each in sources)
    )


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition("| rule |")
    after = rest.partition("\n\n")[2]
    PAGE.write_text(f"{before}{table()}\n{after}", "utf-8")
