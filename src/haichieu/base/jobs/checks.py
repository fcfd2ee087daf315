"""System checks at start: job names declared twice, and names enqueued that nobody declares."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from haichieu.base.jobs import registry


@register("jobs")
def check_job_names(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every name declared once (base.E001), every enqueued name declared (base.E002)."""
    counts = Counter(job.name for job in registry.declared())
    twice = [
        Error(f"Việc nền {name} được khai báo {count} lần.", id="base.E001")
        for name, count in counts.items()
        if count > 1
    ]
    unknown = [
        Error(f"{path} xếp hàng việc nền {name} nhưng không phòng nào khai báo.", id="base.E002")
        for path, name in enqueued_names(apps.get_app_configs() if app_configs is None else app_configs)
        if name not in counts
    ]
    return [*twice, *unknown]


def enqueued_names(app_configs: Sequence[AppConfig]) -> Iterator[tuple[Path, str]]:
    """File and name of every ``enqueue("name", …)`` written out in our own apps.

    Looked for in the source, because a wrong name would otherwise show only when the action runs.
    """
    for config in app_configs:
        if not config.name.startswith("haichieu."):
            continue
        for path in sorted(Path(config.path).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            if "enqueue" in source:
                yield from ((path, name) for name in _names_in(ast.parse(source)))


def _names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="enqueue" | "enqueue_at") | ast.Attribute(attr="enqueue" | "enqueue_at"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name
