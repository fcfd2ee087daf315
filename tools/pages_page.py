"""Write docs/pages.md from the program's own list of addresses and the first sentence of each view."""

import inspect
import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.urls import URLPattern, URLResolver, get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haichieu.config.settings")

HEAD = """# Pages

Made by `python tools/pages_page.py`. Every address has a name; nothing answers to somebody who is not signed in, except
the sign-in pages. What lies outside a person's units is “not found”.

| name | address | what it does |
|---|---|---|
"""


def patterns(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def sentence(pattern: URLPattern) -> str:
    """The first line of the view's docstring."""
    view = getattr(pattern.callback, "view_class", None) or inspect.unwrap(pattern.callback)
    text = inspect.getdoc(view) or ""
    return text.splitlines()[0] if text else ""


if __name__ == "__main__":
    django.setup()
    rows = (f"| `{p.name}` | `{address}` | {sentence(p)} |" for address, p in patterns(get_resolver()))
    Path("docs/pages.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
