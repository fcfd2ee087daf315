"""A certificate and a replay in the terminal, in sentences."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import orjson

from haichieu.cli.certify_files import read_json
from haichieu.posts.rules import (
    OPEN,
    Agreement,
    Certificate,
    EarlierRun,
    replay,
    seed_basis,
    seed_giver,
    spoken_count,
    spoken_decimal,
    spoken_percent,
    spoken_place,
    spoken_seed,
)


def say_certificate(certificate: Certificate) -> None:
    """Print a certificate for people."""
    click.echo(certificate.sentence)
    if certificate.negative_sentence:
        click.echo(certificate.negative_sentence)
    told = ": ".join(part for part in (seed_giver(certificate), seed_basis(certificate)) if part)
    click.echo(
        f"Lượt {certificate.run} trên danh sách {certificate.frame_hash[:16]}…, "
        f"số gieo {spoken_seed(certificate.seed, certificate.seed_kind)}{f' ({told})' if told else ''}."
    )
    if certificate.undone:
        click.echo(f"Đã lấy lại rồi đọc lại {spoken_count(certificate.undone)} nhãn.")
    if certificate.earlier:
        click.echo(others_sentence(certificate.earlier))
    for name, share in (
        ("Tiêu cực, không kể cảnh báo", certificate.counted),
        ("Tiêu cực, kể cả cảnh báo", certificate.negative),
    ):
        low, high = share.interval
        bounds = f"{spoken_percent(low, upward=False)} đến {spoken_percent(high, upward=True)}"
        click.echo(f"{name}: ước tính {spoken_percent(share.estimate)}, khoảng {bounds}.")
    if certificate.agreement is not None:
        click.echo(agreement_sentence(certificate.agreement))
    first, last = certificate.window
    window = f", từ {first} đến {last}" if first else ""
    click.echo(
        f"Gồm {spoken_count(certificate.posts)} bài đăng và {spoken_count(certificate.reposts)} bài đăng lại{window}."
    )
    for title, names in (("Đơn vị", certificate.units), ("Kênh", certificate.channels)):
        if names:
            click.echo(f"{title}: {', '.join(names)}.")


def say_open(number: int, read: int, *, as_json: bool) -> None:
    """Say of a run that goes on how many posts were read, and nothing that the labels tell: readers stay blind."""
    if as_json:
        click.echo(orjson.dumps({"run": number, "decision": OPEN, "labels_read": read}).decode())
        return
    click.echo(
        f"Lượt {number} còn mở, bạn đã đọc {spoken_count(read)} bài; nhãn đã được giữ. Chạy lại lệnh này để đọc tiếp, "
        "hoặc bấm xx trong lúc đọc để khép lại khi chưa kết luận. Kết quả hiện ra khi lượt kết thúc."
    )


def others_sentence(others: Sequence[EarlierRun]) -> str:
    """The other runs on the same list.

    >>> others_sentence([EarlierRun("ab", "", "", 1, "open", 9, None)])
    'Sổ ở máy này có 1 lượt khác trên cùng danh sách: lượt 1 đã đọc 9 bài, chưa đóng.'
    """
    told = "; ".join(
        f"lượt {run.run} đã đọc {spoken_count(run.labels_read)} bài, {_ENDED.get(run.decision, run.decision)}"
        for run in others
    )
    return f"Sổ ở máy này có {spoken_count(len(others))} lượt khác trên cùng danh sách: {told}."


_ENDED = {
    "below": "giữ được giới hạn",
    "above": "không giữ được giới hạn",
    "undecided": "chưa kết luận",
    OPEN: "chưa đóng",
}


def agreement_sentence(agreement: Agreement) -> str:
    """How far two readers agree.

    >>> agreement_sentence(Agreement(74, 70, 0.912, None))
    'Hai người đọc như nhau ở 70 trên 74 bài cả hai đọc được; kappa 0,91, Krippendorff không tính được.'
    """
    kappa, alpha = (
        "không tính được" if value is None else spoken_decimal(value)
        for value in (agreement.kappa, agreement.krippendorff)
    )
    return (
        f"Hai người đọc như nhau ở {spoken_count(agreement.equal)} trên {spoken_count(agreement.posts)} bài "
        f"cả hai đọc được; kappa {kappa}, Krippendorff {alpha}."
    )


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
