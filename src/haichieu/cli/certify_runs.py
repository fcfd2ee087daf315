"""One run of an audit from the terminal: its seed, its ledger, its labels, its certificate."""

import os
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import orjson

from haichieu.channels.rules import VIETNAM
from haichieu.cli.certify_files import write_json
from haichieu.cli.certify_options import Request
from haichieu.cli.certify_words import say_certificate, say_open
from haichieu.cli.joint_reading import joint_labels, read_beside_others
from haichieu.cli.labelling import Texts, label_posts, say
from haichieu.cli.ledger import RunFile, Terms, earlier_runs, open_run, start_run
from haichieu.posts.rules import (
    AFTER_FREEZE,
    BadLabels,
    BadSeed,
    Certificate,
    Frame,
    Label,
    PostAudit,
    Seed,
    differ,
    drawn_seed,
    issue,
    join_readings,
    read_labels,
    read_seed,
    spoken_count,
)
from haichieu.stats import METHOD
from haichieu.version import VERSION


def run_frame(frame: Frame, texts: Texts, request: Request, frozen_at: str | None) -> None:
    """Run one audit on a frozen list and give out its certificate."""
    files = [read_labels(path) for path in request.labels]
    if len(files) > 1 and request.labels[0].read_bytes() == request.labels[1].read_bytes():
        raise BadLabels("Hai tệp --labels giống hệt nhau: hai người phải đọc riêng, mỗi người một tệp nhãn.")
    run, file = take_up(frame, request, frozen_at)
    # Who wrote a file of labels, and who sat here or at another terminal, the program cannot know.
    readers = 0 if files or run.labels or request.readers == 2 else 1
    if files:
        apply_labels(run, files, file, request)
    elif request.reader is not None:
        run = read_beside_others(run, texts, file, request.reader, request.most)
    else:
        run = label_posts(run, texts, file, request.most)
    if not (files or run.audit.decision != "undecided" or run.audit.finished or not file.is_open()):
        mine = run.labels if request.reader is None else file.readings().get(request.reader, [])
        say_open(file.number, len(mine), as_json=request.as_json)
        return
    certificate = _issue(run, file, readers, frozen_at)
    file.append({"decision": certificate.decision, "labels_read": certificate.labels_read, "at": now()})
    if request.out is not None:
        write_json(request.out, certificate.to_dict())
    if request.as_json:
        click.echo(orjson.dumps(certificate.to_dict()).decode())
    else:
        say_certificate(certificate)


def _issue(run: PostAudit, file: RunFile, readers: int, frozen_at: str | None) -> Certificate:
    terms, frame = file.terms(), run.frame
    days = sorted(item.published for item in frame.items if item.published) or [""]
    return issue(
        run,
        number=file.number,
        version=VERSION,
        issued_at=now(),
        seed_source=terms.seed_source,
        readers=readers,
        seed_kind=terms.seed_kind,
        seed_evidence=terms.seed_evidence,
        frozen_at=(frozen_at if terms.frozen_at == "" else terms.frozen_at) if terms.seed_kind else None,
        undone=file.undone(),
        earlier=earlier_runs(file, frame.frame_hash, (days[0], days[-1])),
    )


def take_up(frame: Frame, request: Request, frozen_at: str | None) -> tuple[PostAudit, RunFile]:
    """Start a numbered run, or go on with the last one where people stopped before a decision."""
    folder = Path(os.environ.get("HAICHIEU_VAR") or "var") / "certify"
    terms = None if request.seed is None else _given_terms(frame, request, frozen_at)
    seed = None if terms is None else plain_seed(str(terms.seed))
    unfinished = None if request.labels else open_run(folder, frame.frame_hash, seed)
    if unfinished is not None:
        return _go_on(frame, request, unfinished), unfinished
    if request.reader in (2, 3):
        raise BadLabels("Chưa có lượt nào đang mở trên danh sách này: người đọc 1 hãy bắt đầu trước.")
    if terms is None:
        if frame.beacon is not None:
            raise BadSeed(
                f"Danh sách hẹn lấy số gieo từ vòng {frame.beacon.round}: hãy thêm --seed-kind beacon --seed "
                f"“{frame.beacon.round} giá-trị” khi vòng đó đã được công bố."
            )
        # The list is hashed by now: only then may a seed be drawn.
        terms = _terms(drawn_seed(secrets.token_hex(16)), "drawn", request, frozen_at)
    run = _empty_run(frame, plain_seed(str(terms.seed)), terms)
    return run, start_run(folder, frame.frame_hash, run.seed, now(), terms.seed_source or "given", terms)


def _given_terms(frame: Frame, request: Request, frozen_at: str | None) -> Terms:
    moment = None if frozen_at is None else _moment(frozen_at)
    seed = read_seed(
        request.seed_kind, request.seed or "", named=frame.beacon, frozen_at=moment, at=_moment(now())
    )
    if seed.kind in AFTER_FREEZE and frozen_at is None:
        raise BadSeed(
            "Tệp danh sách không ghi lúc chốt, nên không rõ số gieo có sau lúc đó: hãy chốt lại bằng certify freeze."
        )
    return _terms(seed, "given", request, frozen_at)


def _terms(seed: Seed, source: str, request: Request, frozen_at: str | None) -> Terms:
    return Terms(
        seed.value,
        source,
        request.readers,
        request.settling,
        seed.kind,
        dict(seed.evidence),
        METHOD,
        frozen_at,
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadSeed("Lúc chốt ghi trong tệp danh sách không phải là một thời điểm.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _empty_run(frame: Frame, seed: str | int, terms: Terms) -> PostAudit:
    return PostAudit(frame, seed, readers=terms.readers, settling=terms.settling, method=terms.method)


def _go_on(frame: Frame, request: Request, file: RunFile) -> PostAudit:
    terms = file.terms()
    if (terms.readers, terms.settling) != (request.readers, request.settling):
        how = "" if terms.readers == 1 else f" và --settling {terms.settling}"
        raise BadLabels(
            f"Lượt {file.number} đang làm dở được mở với --readers {terms.readers}{how}: hãy chạy lại như vậy."
        )
    run = _empty_run(frame, terms.seed or "", terms)
    labels = file.labels() if terms.readers == 1 else joint_labels(file.readings(), terms.settling)
    for label in labels:
        run.record(label)
    say(f"Tiếp tục lượt {file.number} đang làm dở, đã có {spoken_count(len(run.labels))} nhãn.")
    return run


def plain_seed(text: str) -> str | int:
    """A seed of plain digits is a number in the record, anything else stays text."""
    return int(text) if text.isdecimal() and str(int(text)) == text and len(text) < 16 else text


def apply_labels(run: PostAudit, files: Sequence[dict[str, Label]], file: RunFile, request: Request) -> None:
    """Ask files of labels instead of people; labels used before a missing one stay in the ledger."""
    used: list[dict[str, Any]] = []
    # Rolls, lotteries and rounds are given again in their own form; a text, drawn or given, as it stands.
    again = f"--seed {run.seed}" if request.seed_kind == "text" else "cùng số gieo"
    label_of = _label_source(files, request, again)
    try:
        while run.audit.decision == "undecided" and not run.audit.finished:
            if request.most is not None and len(run.labels) >= request.most:
                return
            id_ = run.next_item().id
            label = label_of(id_, run)
            run.record(label)
            slots = enumerate(label.given, start=1)
            used.extend(
                [{"label": one.to_dict(), "slot": slot} for slot, one in slots]
                or [{"label": label.to_dict()}]
            )
    finally:
        file.append_all(used)


def _label_source(
    files: Sequence[dict[str, Label]], request: Request, again: str
) -> Callable[[str, PostAudit], Label]:
    """What the files say of a post, joined where two people read it."""

    def one(labels: dict[str, Label], id_: str, run: PostAudit, whose: str) -> Label:
        if id_ not in labels:
            done = len(run.labels)
            raise BadLabels(
                f"Tệp nhãn{whose} thiếu nhãn của bài {id_} (lượt rút {done + 1}): hãy đọc bài này, thêm nhãn rồi "
                f"chạy lại với {again}; {done} nhãn trước đó được giữ trong sổ."
            )
        return labels[id_]

    def label_of(id_: str, run: PostAudit) -> Label:
        if request.readers == 1:
            return one(files[0], id_, run, "")
        given = [one(files[at], id_, run, f" của người đọc {at + 1}") for at in range(2)]
        if request.settling == "third" and differ(*given):
            given.append(one(files[2] if len(files) == 3 else {}, id_, run, " của người thứ ba"))
        return join_readings(given)

    return label_of


def now() -> str:
    """The moment, in Vietnamese time."""
    return datetime.now(VIETNAM).isoformat(timespec="seconds")
