"""Invented folders of posts, and what `haichieu tone` made of them, for tests."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WHO = ("công nhân", "đoàn viên", "giáo viên", "tài xế", "người lao động")
WHAT = (
    "Trao quà cho {} khó khăn dịp cuối năm",
    "Cháy kho hàng, hai {} bị thương",
    "Lịch họp với {} tháng 5",
    "Khuyến cáo {} đề phòng lừa đảo qua điện thoại",
    "Nợ lương ba tháng, {} ngừng việc tập thể",
)


def posts(count: int, start: int = 0) -> Iterator[dict[str, Any]]:
    """Posts that differ, in an order that does not repeat with any part."""
    for number in range(start, start + count):
        title = WHAT[number * 7 % 11 % 5].format(WHO[number * 3 % 7 % 5])
        yield {"id": f"B{number}", "title": f"{title} ({number})", "lead": f"Tin số {number}." * (number % 3)}


def lines(items: Iterator[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def archive(root: Path, size: int = 300) -> Path:
    """A folder with every kind of text file in it, and rows that cannot be used."""
    (root / "2025" / "thang-1").mkdir(parents=True)
    (root / "2025" / "thang-1" / "a.jsonl").write_text(lines(posts(size)), "utf-8")
    broken = (
        lines(posts(size // 2, size)) + '{"id": "cụt", "ti\n{"id": "x"}\n' + lines(posts(size // 2, 2 * size))
    )
    (root / "2025" / "b.ndjson").write_text("\ufeff" + broken, "utf-8")
    table = "".join(f'{p["id"]};"{p["title"]}";{p["lead"]}\n' for p in posts(size, 3 * size))
    (root / "c.csv").write_text("mã;tiêu đề;sapo\n" + table + "thiếu;ô\n", "utf-8")
    (root / "d.jsonl.gz").write_bytes(gzip.compress(lines(posts(size, 4 * size)).encode()))
    (root / "_nhap.jsonl").write_text("không đọc", "utf-8")
    (root / "ghi-chu.md").write_text("Ghi chú", "utf-8")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def readings(folder: Path) -> list[dict[str, Any]]:
    """The readings in a folder of results, in the order of its parts."""
    return [
        json.loads(line)
        for part in sorted(folder.glob("part-*.jsonl"))
        for line in part.read_text("utf-8").splitlines()
    ]
