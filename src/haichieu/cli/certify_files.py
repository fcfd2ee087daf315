"""Files of `haichieu certify`: lists of posts, frozen lists, certificates."""

from pathlib import Path
from typing import Any

import orjson

from haichieu.channels.rules import BadFile, PostRow, date_order, open_rows, parse_published
from haichieu.cli.labelling import Texts, say
from haichieu.posts.rules import (
    BadCertificate,
    Beacon,
    Filters,
    Frame,
    score_rows,
    spoken_count,
    text_digest,
)
from haichieu.stats import Limit


def freeze_posts(
    posts: Path, *, limit: Limit, alpha: float, filters: Filters, beacon: Beacon | None
) -> tuple[Frame, Texts]:
    """Read, filter, score and freeze a list of posts."""
    reader = open_rows(posts)
    every = list(reader)
    if reader.dropped:
        say(f"Đã bỏ các cột ngoài danh mục: {', '.join(reader.dropped)}.")
    every = _dated(every, is_windowed=bool(filters.first or filters.last))
    rows = filters.take(every)
    if len(rows) < len(every):
        say(f"Để ngoài danh sách {spoken_count(len(every) - len(rows))} bài không thuộc phạm vi đã chọn.")
    scores, model = score_rows(rows)
    frame = Frame.freeze(rows, scores, limit=limit, alpha=alpha, model=model, filters=filters, beacon=beacon)
    return frame, {row.id: (row.title, row.lead) for row in rows}


def _dated(rows: list[PostRow], *, is_windowed: bool) -> list[PostRow]:
    """Rows whose moments are written in one way, read as an import reads them: by the order of the whole file."""
    order = date_order(row.published for row in rows)
    moments = [parse_published(row.published, order) for row in rows]
    unknown = [row for row, moment in zip(rows, moments, strict=True) if moment is None]
    if unknown and is_windowed:
        raise BadFile(
            f"{spoken_count(len(unknown))} bài không có ngày đăng đọc được (bài {unknown[0].id}: "
            f"“{unknown[0].published[:20]}”): hãy sửa ngày, hoặc bỏ --first và --last."
        )
    return [
        row._replace(published="" if moment is None else moment.isoformat())
        for row, moment in zip(rows, moments, strict=True)
    ]


def read_frozen(path: Path) -> tuple[Frame, Texts, str | None]:
    """Read a file of `certify freeze` and check its hash and its words; also when it was frozen, if it says so."""
    record = read_json(path)
    if not isinstance(record.get("frame"), dict) or not isinstance(record.get("texts"), dict):
        raise BadFile(f"Tệp {path.name} không phải danh sách đã chốt do certify freeze ghi ra.")
    frame = Frame.from_dict(record["frame"])
    if frame.frame_hash != record.get("frame_hash"):
        raise BadFile(f"Danh sách trong {path.name} đã bị sửa sau khi chốt: mã băm không khớp.")
    texts = _read_texts(record["texts"], path)
    for item in frame.items:
        if item.id not in texts or text_digest(*texts[item.id]) != item.digest:
            raise BadFile(f"Nội dung bài {item.id} trong {path.name} đã bị sửa sau khi chốt.")
    frozen_at = record.get("frozen_at")
    return frame, texts, frozen_at if isinstance(frozen_at, str) else None


def _read_texts(record: dict[str, Any], path: Path) -> Texts:
    texts: dict[str, tuple[str, str]] = {}
    for id_, pair in record.items():
        match pair:
            case [str(title), str(lead)]:
                texts[id_] = (title, lead)
            case _:
                raise BadFile(
                    f"Nội dung bài {id_} trong {path.name} bị hỏng: hãy dùng tệp do certify freeze ghi ra."
                )
    return texts


def read_json(path: Path) -> dict[str, Any]:
    """One JSON object from a file."""
    try:
        record = orjson.loads(path.read_bytes())
    except OSError:
        raise BadCertificate(f"Không mở được tệp {path.name}: hãy kiểm tra lại đường dẫn.") from None
    except orjson.JSONDecodeError:
        raise BadCertificate(f"Tệp {path.name} không phải JSON trọn vẹn: có thể đã bị cắt cụt.") from None
    if not isinstance(record, dict):
        raise BadCertificate(f"Tệp {path.name} không phải tệp do certify ghi ra.")
    return record


def write_json(path: Path, record: dict[str, Any]) -> None:
    """Write a file as a whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))
        part.replace(path)
    except OSError:
        raise BadFile(f"Không ghi được tệp {path.name}: hãy chọn chỗ khác.") from None
