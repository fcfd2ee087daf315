"""The folder of results: what is planned, what is done, and the closing files, so that a killed run goes on."""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from haichieu.cli.datasets.errors import DatasetError
from haichieu.cli.datasets.fragments import Fragment
from haichieu.cli.datasets.scoring import STATE, Done, part_name

ASIDE = "_set_aside.jsonl"
SUMMARY = "_summary.json"
FORMAT = "haichieu-tone-dataset/1"
_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class Plan:
    """What the results are results of."""

    model: str
    part_bytes: int
    fragments: tuple[Fragment, ...]

    def to_bytes(self) -> bytes:
        """As kept in the folder of results."""
        record = {
            "format": FORMAT,
            "model": self.model,
            "part_bytes": self.part_bytes,
            "parts": self.fragments,
        }
        return orjson.dumps(record, option=_READABLE)


class Outputs:
    """One folder of results, held by one run at a time.

    Use as a context manager; the hold ends with the process, however it ends.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = folder / STATE
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> "Outputs":
        try:
            self._state.mkdir(parents=True, exist_ok=True)
            self._lock = (self._state / "lock").open("wb")
        except OSError:
            raise DatasetError(f"Không ghi được vào thư mục {self.folder.name}: hãy chọn chỗ khác.") from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise DatasetError(
                f"Một lần đọc khác đang ghi vào {self.folder.name}: hãy đợi nó xong hoặc chọn thư mục khác."
            ) from None
        except OSError:
            # Some shared file systems have no locks; two runs at once then only do the same work twice.
            pass
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.close()

    def begin(self, plan: Plan, *, is_resumed: bool) -> list[Fragment]:
        """Keep the plan, or compare it with the one kept; the parts still to be read.

        Raises:
            DatasetError: the folder holds something else, or results of other files or of another model.
        """
        path = self._state / "plan.json"
        if not path.exists():
            self._refuse_strangers()
            _replace(path, plan.to_bytes())
            return list(plan.fragments)
        if not is_resumed:
            raise DatasetError(
                f"Thư mục {self.folder.name} đã có kết quả: "
                "thêm --resume để đọc tiếp, hoặc chọn thư mục khác."
            )
        if path.read_bytes() != plan.to_bytes():
            raise DatasetError(
                f"Thư mục {self.folder.name} có kết quả của các tệp khác hoặc của mô hình khác: "
                "hãy chọn thư mục khác."
            )
        return [fragment for fragment in plan.fragments if not self._is_done(fragment)]

    def kept_part_bytes(self) -> int | None:
        """The size of parts with which an earlier run began; None without one."""
        try:
            value = orjson.loads((self._state / "plan.json").read_bytes())["part_bytes"]
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None
        return value if isinstance(value, int) else None

    def _refuse_strangers(self) -> None:
        if any(child.name != STATE for child in self.folder.iterdir()):
            raise DatasetError(f"Thư mục {self.folder.name} đã có tệp khác: hãy chọn một thư mục trống.")

    def _is_done(self, fragment: Fragment) -> bool:
        """Whether the record of a part stands and the part is what the record says."""
        try:
            done = self.done(fragment)
            with (self.folder / part_name(fragment)).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, orjson.JSONDecodeError, TypeError):
            return False
        return digest == done.sha256 and self._aside(fragment).exists()

    def done(self, fragment: Fragment) -> Done:
        """The record of a part."""
        return Done(**orjson.loads((self._state / f"{fragment.number:05d}.done.json").read_bytes()))

    def _aside(self, fragment: Fragment) -> Path:
        return self._state / f"{fragment.number:05d}.aside.jsonl"

    def close(self, plan: Plan) -> dict[str, Any]:
        """Write what closes a complete run: the rows set aside, and the counts; the counts.

        Both files are made of the records alone, so that they are the same whoever read the parts.
        """
        for left in self._state.iterdir():
            if left.suffix in (".part", ".aside", ".done"):
                left.unlink(missing_ok=True)
        aside = self._state / "all.aside"
        with aside.open("wb") as stream:
            for fragment, start in self._starts(plan.fragments):
                for record in self._notes(fragment):
                    record["line"] = None if record["line"] is None else record["line"] + start
                    stream.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        aside.replace(self.folder / ASIDE)
        counts = self._counts(plan)
        _replace(self.folder / SUMMARY, orjson.dumps(counts, option=_READABLE))
        return counts

    def _starts(self, fragments: Sequence[Fragment]) -> Iterator[tuple[Fragment, int]]:
        """Each part with the lines of its file that stand before it."""
        path, start = "", 0
        for fragment in fragments:
            if fragment.source.path != path:
                path, start = fragment.source.path, 0
            yield fragment, start
            start += self.done(fragment).lines

    def _notes(self, fragment: Fragment) -> Iterator[dict[str, Any]]:
        with self._aside(fragment).open("rb") as stream:
            for line in stream:
                yield orjson.loads(line)

    def _counts(self, plan: Plan) -> dict[str, Any]:
        counts: dict[str, Any] = {"model": plan.model, "parts": len(plan.fragments), "posts": 0}
        counts |= {"set_aside": 0, "tones": {}, "advisories": 0, "negative_counted": 0}
        for fragment in plan.fragments:
            done = self.done(fragment)
            counts["posts"] += done.posts
            counts["set_aside"] += done.aside
            counts["advisories"] += done.advisories
            counts["negative_counted"] += done.negative_counted
            for name, number in done.tones.items():
                counts["tones"][name] = counts["tones"].get(name, 0) + number
        counts["tones"] = dict(sorted(counts["tones"].items()))
        return counts

    def first_aside(self, most: int) -> list[str]:
        """The first rows set aside, each in words."""
        with (self.folder / ASIDE).open("rb") as stream:
            records = [orjson.loads(line) for line, _ in zip(stream, range(most), strict=False)]
        return [
            record["reason"]
            if record["line"] is None
            else f"Tệp {record['file']}, dòng {record['line']}: {record['reason']}"
            for record in records
        ]


def _replace(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
