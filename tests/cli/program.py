"""The real program as another process, in an office of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.shared_data import ROOT


@dataclass(frozen=True, slots=True)
class Said:
    """What one run of the program left behind."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Program:
    """The ``haichieu`` command of one office."""

    var: Path
    #: PostgreSQL, or empty for SQLite in ``var``
    url: str = ""

    def run(self, *words: object, **environ: str) -> Said:
        """Run a command; ``environ`` adds variables."""
        return self._start("-m", "haichieu.cli", *map(str, words), **environ)

    def must(self, *words: object, **environ: str) -> str:
        """Run a command that has to work; what it printed."""
        said = self.run(*words, **environ)
        assert said.status == 0, said.err
        return said.out

    def python(self, code: str, *arguments: str) -> str:
        """Run Python code in the office; what it printed."""
        said = self._start("-c", code, *arguments)
        assert said.status == 0, said.err
        return said.out

    def all_of(self, *commands: Sequence[object]) -> list[str]:
        """Run commands that have to work in one process, which starts once; what each printed."""
        words = json.dumps([[str(word) for word in command] for command in commands])
        printed: list[str] = json.loads(self.python(ALL_OF, words))
        return printed

    def _start(self, *words: str, **environ: str) -> Said:
        settings = {"HAICHIEU_VAR": str(self.var), "DATABASE_URL": self.url, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [sys.executable, *words],
            env={**os.environ, **settings, "PYTHONUTF8": "1", **environ},
            cwd=self.var,
            capture_output=True,
            text=True,
            timeout=300,
        )
        return Said(done.returncode, done.stdout, done.stderr)


ALL_OF = """
import json, sys
from click.testing import CliRunner
from haichieu.cli.main import load_office
printed = []
for name, *words in json.loads(sys.argv[1]):
    said = CliRunner().invoke(load_office(name), words)
    assert said.exit_code == 0, said.stderr
    printed.append(said.stdout)
print(json.dumps(printed))
"""

UNITS = """code,name,short_name,kind,parent_code,valid_from,valid_to
LDLD,Liên đoàn Lao động tỉnh Đông Triều,LĐLĐ tỉnh,federation,,2013-06-01,
CDCS,Công đoàn cơ sở May Phù Sa,CĐCS May,grassroots,LDLD,2016-05-19,
"""


def furnish(program: Program, *commands: Sequence[object]) -> None:
    """Tables, two units and one channel; then what ``commands`` add."""
    listing = program.var / "units.csv"
    listing.write_text(UNITS, encoding="utf-8")
    proof = ("--proof", "declaration", "--proof-note", "Bản cam kết của lãnh đạo")
    program.all_of(
        ("upgrade",),
        ("units", "import", listing),
        ("channels", "declare", "Trang tin", "--unit", "LDLD", "--platform", "site", *proof),
        *commands,
    )
