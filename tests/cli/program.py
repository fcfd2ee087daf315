"""The real program as another process, in an office of its own."""

import os
import subprocess
import sys
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


UNITS = """code,name,short_name,kind,parent_code,valid_from,valid_to
LDLD,Liên đoàn Lao động tỉnh Đông Triều,LĐLĐ tỉnh,federation,,2013-06-01,
CDCS,Công đoàn cơ sở May Phù Sa,CĐCS May,grassroots,LDLD,2016-05-19,
"""


def furnish(program: Program) -> None:
    """Tables, two units and one channel."""
    program.must("upgrade")
    listing = program.var / "units.csv"
    listing.write_text(UNITS, encoding="utf-8")
    program.must("units", "import", listing)
    proof = ("--proof", "declaration", "--proof-note", "Bản cam kết của lãnh đạo")
    program.must("channels", "declare", "Trang tin", "--unit", "LDLD", "--platform", "site", *proof)
