"""`haichieu certify`: is the share of negative posts in a list below a limit?"""

import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
import orjson

from haichieu.channels.rules import BadFile, ListingError, PostRow, open_rows
from haichieu.cli.labelling import Texts, label_posts, say
from haichieu.cli.ledger import RunFile, open_run, start_run
from haichieu.posts.rules import (
    BadCertificate,
    BadLabels,
    Certificate,
    Frame,
    Label,
    PostAudit,
    PostsError,
    issue,
    read_labels,
    replay,
    score_rows,
    spoken_count,
    spoken_percent,
    spoken_place,
    text_digest,
)
from haichieu.stats import Limit, StatsError
from haichieu.version import VERSION

P = ParamSpec("P")
_HANOI = timezone(timedelta(hours=7))
_SOURCES = {"drawn": " (máy rút sau khi đóng băng danh sách)", "given": " (do người chạy đưa ra)"}
_FILE = click.Path(path_type=Path)


class DefaultGroup(click.Group):
    """A group that takes a list of posts where no sub-command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["posts", *args]
        return super().parse_args(ctx, args)


def spoken_errors(run: Callable[P, None]) -> Callable[P, None]:
    """Say what is wrong in one sentence on stderr and leave with status 1."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            run(*args, **kwargs)
        except (ListingError, PostsError, StatsError) as error:
            click.echo(f"Lỗi: {error}", err=True)
            sys.exit(1)

    return wrapped


@click.group(cls=DefaultGroup, short_help="Chứng nhận tỷ lệ tin bài tiêu cực so với một giới hạn.")
def certify() -> None:
    """Chứng nhận tỷ lệ tin bài tiêu cực (không kể cảnh báo, khuyến cáo) so với một giới hạn.

    \b
    haichieu certify BÀI --limit 15%             hỏi nhãn từng bài ngay tại đây
    haichieu certify BÀI --limit 15% --labels F  lấy nhãn từ tệp F
    haichieu certify --replay CHỨNG_NHẬN         tính lại một chứng nhận
    haichieu certify freeze, haichieu certify run: đóng băng trước, chạy sau

    BÀI là CSV hoặc JSON lines có id, title, lead; có thể có channel, unit, published, repost, p_negative.
    Thêm --help sau “posts”, “freeze” hoặc “run” để xem các tùy chọn.
    """


@dataclass(frozen=True, slots=True)
class Request:
    """How to run an audit once its list is frozen."""

    seed: str | None
    labels: Path | None
    most: int | None
    out: Path | None
    as_json: bool


def run_options(command: Callable[P, None]) -> Callable[P, None]:
    """The options that `posts` and `run` share."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="In chứng nhận dạng JSON."),
        click.option("--out", type=_FILE, help="Ghi chứng nhận (JSON) vào tệp này."),
        click.option("--max-labels", help="Dừng sau chừng này nhãn dù chưa kết luận được."),
        click.option(
            "--labels", type=_FILE, help="Tệp nhãn (JSON lines: id, tone, advisory hoặc id, negative)."
        ),
        click.option("--seed", help="Số gieo; để trống thì máy tự rút sau khi đóng băng danh sách."),
    ):
        command = option(command)
    return command


def freeze_options(command: Callable[P, None]) -> Callable[P, None]:
    """The options that `posts` and `freeze` share."""
    for option in (
        click.option("--at-most", is_flag=True, help="“Không quá” thay cho “dưới” giới hạn."),
        click.option("--alpha", default="0.05", help="Mức sai cho phép của kết luận.", show_default=True),
        click.option("--limit", help="Giới hạn, ví dụ 15%."),
    ):
        command = option(command)
    return command


@certify.command("posts", hidden=True)
@click.argument("posts", type=_FILE, required=False)
@click.option("--replay", "record", type=_FILE, help="Tính lại một chứng nhận từ tệp của nó.")
@freeze_options
@run_options
@spoken_errors
def certify_posts(
    posts: Path | None, record: Path | None, limit: str | None, alpha: str, at_most: bool, **options: Any
) -> None:
    """Chứng nhận một danh sách bài, hoặc tính lại một chứng nhận (--replay)."""
    if record is not None:
        replay_file(record, as_json=options["as_json"])
        return
    if posts is None:
        raise BadFile("Cần một tệp danh sách bài, hoặc --replay với một tệp chứng nhận.")
    request = read_request(**options)
    frame, texts = freeze_posts(posts, limit, alpha, at_most)
    run_frame(frame, texts, request)


@certify.command("freeze", short_help="Đóng băng một danh sách trước khi rút số gieo.")
@click.argument("posts", type=_FILE)
@freeze_options
@click.option("--out", type=_FILE, required=True, help="Tệp danh sách đóng băng.")
@click.option("--json", "as_json", is_flag=True, help="In mã băm dạng JSON.")
@spoken_errors
def certify_freeze(
    posts: Path, limit: str | None, alpha: str, at_most: bool, out: Path, as_json: bool
) -> None:
    """Chấm điểm, đóng băng và băm một danh sách; số gieo được đưa ra sau, bằng certify run."""
    frame, texts = freeze_posts(posts, limit, alpha, at_most)
    write_json(out, {"frame_hash": frame.frame_hash, "frame": frame.to_dict(), "texts": texts})
    summary = {"frame_hash": frame.frame_hash, "posts": len(frame.items), "out": str(out)}
    if as_json:
        click.echo(orjson.dumps(summary).decode())
    else:
        click.echo(f"Đã đóng băng {spoken_count(len(frame.items))} bài; mã băm {frame.frame_hash}")


@certify.command("run", short_help="Chạy kiểm toán trên một danh sách đã đóng băng.")
@click.argument("frame_file", type=_FILE)
@run_options
@spoken_errors
def certify_run(frame_file: Path, **options: Any) -> None:
    """Chạy kiểm toán trên danh sách do certify freeze ghi ra."""
    request = read_request(**options)
    frame, texts = read_frozen(frame_file)
    run_frame(frame, texts, request)


def read_request(
    *, seed: str | None, labels: Path | None, max_labels: str | None, out: Path | None, as_json: bool
) -> Request:
    """Check the options of a run before any work is done."""
    if max_labels is not None and not (max_labels.isdecimal() and int(max_labels)):
        raise BadLabels(f"--max-labels phải là một số nguyên dương, không phải “{max_labels}”.")
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise BadFile(f"Không ghi được chứng nhận vào {out.name}: hãy chọn thư mục có sẵn.")
    return Request(seed, labels, int(max_labels) if max_labels else None, out, as_json)


def freeze_posts(posts: Path, limit: str | None, alpha: str, at_most: bool) -> tuple[Frame, Texts]:
    """Read, score and freeze a list of posts."""
    if limit is None:
        raise BadFile("Thiếu giới hạn: hãy thêm --limit, ví dụ --limit 15%.")
    parsed = Limit.parse(limit, strict=not at_most)
    try:
        level = float(alpha.replace(",", "."))
    except ValueError:
        raise BadFile(f"--alpha phải là một số như 0,05, không phải “{alpha}”.") from None
    reader = open_rows(posts)
    rows: list[PostRow] = list(reader)
    if reader.dropped:
        say(f"Đã bỏ các cột ngoài danh mục: {', '.join(reader.dropped)}.")
    scores, model = score_rows(rows)
    frame = Frame.freeze(rows, scores, limit=parsed, alpha=level, model=model)
    return frame, {row.id: (row.title, row.lead) for row in rows}


def read_frozen(path: Path) -> tuple[Frame, Texts]:
    """Read a file of `certify freeze` and check its hash and its words."""
    record = read_json(path)
    if not isinstance(record.get("frame"), dict) or not isinstance(record.get("texts"), dict):
        raise BadFile(f"Tệp {path.name} không phải danh sách đóng băng do certify freeze ghi ra.")
    frame = Frame.from_dict(record["frame"])
    if frame.frame_hash != record.get("frame_hash"):
        raise BadFile(f"Danh sách trong {path.name} đã bị sửa sau khi đóng băng: mã băm không khớp.")
    texts = _read_texts(record["texts"], path)
    for item in frame.items:
        if item.id not in texts or text_digest(*texts[item.id]) != item.digest:
            raise BadFile(f"Nội dung bài {item.id} trong {path.name} đã bị sửa sau khi đóng băng.")
    return frame, texts


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


def run_frame(frame: Frame, texts: Texts, request: Request) -> None:
    """Run one audit on a frozen list and give out its certificate."""
    labels = read_labels(request.labels) if request.labels else None
    run, file = take_up(frame, request)
    # Who wrote a file of labels, and who sat here before, the program cannot know.
    readers = 0 if labels is not None or run.labels else 1
    if labels is None:
        run = label_posts(run, texts, file, request.most)
    else:
        apply_labels(run, labels, file, request)
    certificate = issue(
        run,
        number=file.number,
        version=VERSION,
        issued_at=now(),
        seed_source=file.seed_source(),
        readers=readers,
    )
    file.append({"decision": certificate.decision, "labels_read": certificate.labels_read, "at": now()})
    if request.out is not None:
        write_json(request.out, certificate.to_dict())
    if request.as_json:
        click.echo(orjson.dumps(certificate.to_dict()).decode())
    else:
        say_certificate(certificate)


def take_up(frame: Frame, request: Request) -> tuple[PostAudit, RunFile]:
    """Start a numbered run, or go on with the last one where a person stopped before a decision."""
    folder = Path(os.environ.get("HAICHIEU_VAR") or "var") / "certify"
    seed = plain_seed(request.seed)
    unfinished = open_run(folder, frame.frame_hash, seed) if request.labels is None else None
    if unfinished is not None:
        run = PostAudit(frame, unfinished.seed() or "", unfinished.labels())
        say(f"Tiếp tục lượt {unfinished.number} đang làm dở, đã có {spoken_count(len(run.labels))} nhãn.")
        return run, unfinished
    # The list is hashed by now: only then may a seed be drawn.
    chosen = secrets.token_hex(16) if seed is None else seed
    source = "drawn" if seed is None else "given"
    return PostAudit(frame, chosen), start_run(folder, frame.frame_hash, chosen, now(), source)


def plain_seed(text: str | None) -> str | int | None:
    """A seed of plain digits is a number in the record, anything else stays text."""
    if text is None:
        return None
    return int(text) if text.isdecimal() and str(int(text)) == text and len(text) < 16 else text


def apply_labels(run: PostAudit, labels: dict[str, Label], file: RunFile, request: Request) -> None:
    """Ask a file of labels instead of a person; labels used before a missing one stay in the ledger."""
    used: list[dict[str, Any]] = []
    try:
        while run.audit.decision == "undecided" and not run.audit.finished:
            if request.most is not None and len(run.labels) >= request.most:
                return
            id_ = run.next_item().id
            if id_ not in labels:
                raise BadLabels(
                    f"Tệp nhãn thiếu nhãn của bài {id_} (lượt rút {len(run.labels) + 1}): hãy đọc bài này, thêm "
                    f"nhãn rồi chạy lại với --seed {run.seed}; {len(run.labels)} nhãn trước đó được giữ trong sổ."
                )
            run.record(labels[id_])
            used.append({"label": labels[id_].to_dict()})
    finally:
        file.append_all(used)


def say_certificate(certificate: Certificate) -> None:
    """Print a certificate for people."""
    click.echo(certificate.sentence)
    click.echo(
        f"Lượt {certificate.run} trên danh sách {certificate.frame_hash[:16]}…, số gieo {certificate.seed}"
        f"{_SOURCES.get(certificate.seed_source or '', '')}."
    )
    for name, share in (
        ("Tiêu cực, không kể cảnh báo", certificate.counted),
        ("Tiêu cực, kể cả cảnh báo", certificate.negative),
    ):
        low, high = share.interval
        bounds = f"{spoken_percent(low, upward=False)} đến {spoken_percent(high, upward=True)}"
        click.echo(f"{name}: ước tính {spoken_percent(share.estimate)}, khoảng {bounds}.")
    first, last = certificate.window
    window = f", từ {first} đến {last}" if first else ""
    click.echo(
        f"Gồm {spoken_count(certificate.posts)} bài đăng và {spoken_count(certificate.reposts)} bài đăng lại{window}."
    )
    for title, names in (("Đơn vị", certificate.units), ("Kênh", certificate.channels)):
        if names:
            click.echo(f"{title}: {', '.join(names)}.")


def replay_file(path: Path, *, as_json: bool) -> None:
    """Compute a certificate again and say whether it agrees; status 1 where it does not."""
    outcome = replay(read_json(path))
    if as_json:
        click.echo(orjson.dumps(outcome.to_dict()).decode())
    elif outcome.agrees:
        click.echo("Khớp: tính lại từ chứng nhận cho đúng các con số đã ghi.")
        click.echo(
            f"Lấy theo bản ghi, không tính lại được: {', '.join(map(spoken_place, outcome.taken_over))}."
        )
    else:
        click.echo("\n".join(["Không khớp:", *outcome.spoken]))
    sys.exit(0 if outcome.agrees else 1)


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


def now() -> str:
    """The moment, in Vietnamese time."""
    return datetime.now(_HANOI).isoformat(timespec="seconds")
