"""A script in the place of a Debian tool: slow, broken or endless as a test wants it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def stand_in_for(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The function that puts a shell script in the place of the tool ``name``; ``folder`` is a temporary one."""
    place = folder / "tools"
    place.mkdir()
    monkeypatch.setenv("PATH", f"{place}:{os.environ['PATH']}")

    def put(script: str) -> None:
        path = place / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    return put
