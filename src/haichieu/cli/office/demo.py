"""``haichieu demo``: the sample organisation and the whole main job, each step with its result."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import orjson
from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import localdate

from haichieu.base.actions import seal_log
from haichieu.base.clock import now
from haichieu.base.queries import verify_log
from haichieu.channels.actions import declare_channel
from haichieu.channels.models import Channel
from haichieu.channels.sources import digest_file, open_file
from haichieu.cli.office.demo_cascade import hand_down
from haichieu.cli.office.demo_notices import remind
from haichieu.cli.office.demo_planning import look_again, plan, teach
from haichieu.cli.office.people import invitation_link
from haichieu.cli.office.posts import count_rows, take
from haichieu.cli.speaking import one_sentence
from haichieu.dispatches.actions import (
    Confirmation,
    add_dispatch,
    confirm_reading,
    finish_obligation,
    go_on_periodic,
    submit_evidence,
    waiting_instances,
)
from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import current_reading, duties_as_read
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, Duty, letter_sign
from haichieu.posts.actions import close_audit, freeze_frame, give_verdict, start_audit
from haichieu.posts.models import Audit
from haichieu.posts.queries import audit_state, next_to_read
from haichieu.posts.rules import replay
from haichieu.reports.actions import compile_report
from haichieu.stats.limits import Limit
from haichieu.text.folding import fold
from haichieu.text.limited import Readers
from haichieu.units.actions import add_person, describe_kind, grant_role, import_units, set_letterhead
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person, Unit
from haichieu.units.queries import unit_by_code

#: Where each channel's sample posts stand, by the channel's platform and unit.
POST_FILES = {
    ("site", "LDLD-DT"): "site.xml",
    ("facebook", "LDLD-DT"): "facebook.csv",
    ("zalo", "CDKV-SH"): "zalo.csv",
    ("youtube", "LDLD-DT"): "youtube.jsonl",
    ("site", "CDCS-MPS"): "may-phu-sa.jsonl",
}
FEDERATION = "LDLD-DT"
#: Fixed so that the sample always draws the same posts; an office draws its seed after freezing.
SEED = "xúc xắc 4-2-6-1-3"
#: From this obligation on, finished work of the sample has something to show.
SHOWN_FROM = 9
#: In one draw of so many, the second reader of the sample sees a neutral post as a positive one.
DIFFERS_IN = 20


@click.command("demo")
@click.option("--samples", type=click.Path(path_type=Path), default=Path("demo"), help="Thư mục dữ liệu mẫu.")
@one_sentence
def command(samples: Path) -> None:
    """Dựng tổ chức mẫu trong một cơ sở dữ liệu trống và chạy trọn công việc chính."""
    if not (samples / "units.csv").is_file():
        raise UnitsError(f"Không thấy dữ liệu mẫu ở {samples}; hãy chạy ở thư mục gốc của dự án.")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if Unit.objects.exists():
        raise UnitsError("Cơ sở dữ liệu đã có đơn vị; bản mẫu chỉ dựng trong cơ sở dữ liệu trống.")
    at = now()
    people = _organisation(samples, at)
    _letters(samples / "letters", people["minh"], at)
    for obligation in waiting_instances(at=at):  # as every night
        go_on_periodic(obligation_id=obligation, at=at)
    hand_down(people, FEDERATION, at)
    channels = _channels(samples, people["lan"], at)
    _posts(samples / "posts", channels)
    audit = _certificate(samples / "labels.jsonl", (people["minh"], people["lan"]), channels, at)
    _step("6. Dạy máy và kế hoạch tháng")
    look_again(people["lan"], at)
    teach(people["minh"], unit_by_code(FEDERATION), at)
    plan(people["minh"], unit_by_code(FEDERATION), channels, at)
    _report(people["minh"], at)
    _step("8. Nhắc việc")
    remind(people["minh"], at)
    _closing(people, audit, at)


def _step(title: str) -> None:
    click.secho(f"\n{title}", bold=True)


#: the sorts of the demo's units, from the top down
_KINDS = (
    ("federation", "Liên đoàn Lao động tỉnh"),
    ("area_union", "Công đoàn khu vực"),
    ("industry_union", "Công đoàn ngành"),
    ("grassroots", "Công đoàn cơ sở"),
)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _organisation(samples: Path, at: datetime) -> dict[str, Person]:
    _step("1. Cây đơn vị và cán bộ")
    for level, (code, name) in enumerate(_KINDS, 1):
        describe_kind(by=None, code=code, name=name, level=level, at=at)
    changed = import_units(by=None, listing=(samples / "units.csv").read_text("utf-8"), at=at)
    set_letterhead(
        by=None,
        unit=unit_by_code(FEDERATION),
        body_kind="union",
        symbol="LĐLĐ",
        place="Đông Triều",
        authority="TM. BAN THƯỜNG VỤ",
        signer_title="CHỦ TỊCH",
        signer_name="Trịnh Ngọc Lan",
        valid_from=date(2026, 1, 1),
        at=at,
    )
    people = {}
    for row in _rows(samples / "people.csv"):
        person = add_person(by=None, username=row["username"], full_name=row["full_name"], at=at)
        unit = unit_by_code(row["unit_code"])
        grant_role(by=None, person=person, unit=unit, role=row["role"], valid_from=date(2026, 1, 1), at=at)
        people[row["username"]] = person
    click.echo(f"   {changed} đơn vị, {len(people)} cán bộ.")
    return people


def _letters(folder: Path, officer: Person, at: datetime) -> None:
    _step("2. Văn bản: máy đọc, người xác nhận")
    unit = unit_by_code(FEDERATION)
    readings = settings.VAR / "readings.jsonl"
    with readings.open("wb") as out, Readers() as readers:
        for path in sorted(p for p in folder.iterdir() if p.is_file()):
            dispatch, _ = add_dispatch(
                by=officer,
                unit=unit,
                file_name=path.name,
                data=path.read_bytes(),
                at=at,
                readers=readers,
                patience=None,
            )
            reading = current_reading(dispatch)
            values = reading.values if reading else {}
            out.write(orjson.dumps({"file": path.name, **values, "text": dispatch.text}) + b"\n")
            click.echo(
                f"   {dispatch.kind} {letter_sign(dispatch.number, dispatch.symbol)}: {dispatch.subject[:70]}"
            )
            _say_reading(values)
    waiting = Dispatch.objects.order_by("-pk").first()
    for dispatch in Dispatch.objects.order_by("pk").exclude(pk=waiting.pk if waiting else None):
        _confirm(dispatch, officer, at)
    _progress(officer, at)
    click.echo(
        f"   Đã xác nhận thay chị Minh {Dispatch.objects.count() - 1} văn bản; để lại 1 văn bản chờ xác nhận."
    )
    click.echo(f"   Các bản đọc: {readings}")


def _say_reading(values: dict[str, object]) -> None:
    obligations = values.get("obligations") or []
    dated = [item for item in obligations if item.get("deadline")]  # type: ignore[attr-defined]
    marked = [item for item in obligations if item.get("boundary")]  # type: ignore[attr-defined]
    boundary = f"; {len(marked)} đoạn chạm giới hạn, không giao việc" if marked else ""
    click.echo(f"      {len(obligations)} việc, {len(dated)} có hạn{boundary}")  # type: ignore[arg-type]


def _confirm(dispatch: Dispatch, officer: Person, at: datetime) -> None:
    reading = current_reading(dispatch)
    if reading is None:
        return
    received = date.fromisoformat(dispatch.date) if len(dispatch.date) == 10 else localdate(at)
    asked = duties_as_read(dispatch, reading.values, on=received, received=received)
    duties = [_owned(duty, dispatch.unit) for duty in asked]
    limits = frozenset(i for i, limit in enumerate(reading.values.get("limits") or []) if limit.get("share"))
    fields = {name: reading.values.get(name) for name in (*LETTER_FIELDS, *LIST_FIELDS)}
    confirm_reading(
        by=officer,
        dispatch=dispatch,
        confirmation=Confirmation(fields=fields, duties=duties, limits=limits),
        expected_version=reading.version,
        at=at,
    )


def _owned(duty: Duty, office: Unit) -> Duty:
    """Whose work a duty is, as an officer would choose: ours, a union below that is named, or nobody's here."""
    named = fold(" ".join(duty.actors)) or "don vi"
    for phrase, code in (("khu vuc son ha", "CDKV-SH"), ("cong doan co so", "CDCS-MPS")):
        if phrase in named:
            return replace(duty, owner=unit_by_code(code).pk)
    ours = any(
        word in named for word in ("cong doan", "ldld", "lien doan", "don vi", "to cong tac", "van phong")
    )
    return replace(duty, owner=office.pk, take=duty.take and ours)


def _progress(officer: Person, at: datetime) -> None:
    """Some work is already done, some shows a first result, the rest is open: as in a real December."""
    obligations = [o for d in Dispatch.objects.order_by("pk") for o in d.obligations.order_by("pk")]
    for number, obligation in enumerate(obligations):
        if number % 3 == 0:
            if number >= SHOWN_FROM:
                _show(officer, obligation, "Có biên bản và ảnh chụp kèm theo.", at)
            finish_obligation(
                by=officer, obligation=obligation, note="Đã hoàn thành, có biên bản kèm theo.", at=at
            )
        elif number % 3 == 1:
            _show(officer, obligation, "Đã gửi hướng dẫn đến các đơn vị.", at)


def _show(officer: Person, obligation: Obligation, note: str, at: datetime) -> None:
    submit_evidence(by=officer, obligation=obligation, kind="note", ref="", snapshot={}, note=note, at=at)


def _channels(samples: Path, leader: Person, at: datetime) -> list[Channel]:
    _step("3. Các kênh của đơn vị")
    channels = []
    for row in _rows(samples / "channels.csv"):
        channel = declare_channel(
            by=leader,
            unit=unit_by_code(row["unit_code"]),
            name=row["name"],
            platform=row["platform"],
            url=row["url"],
            proof=row["proof_kind"],
            proof_note=row["proof_note"],
            at=at,
        )
        click.echo(f"   {channel.name}: {channel.get_proof_display()}")
        channels.append(channel)
    return channels


def _posts(folder: Path, channels: list[Channel]) -> None:
    _step("4. Tin bài và sắc thái")
    for channel in channels:
        path = folder / POST_FILES[channel.platform, channel.unit.code]
        run = take(channel, path.name, digest_file(path), open_file(path), None, rows=count_rows(path))
        dropped = f"; không nhận các cột: {', '.join(run.dropped_columns)}" if run.dropped_columns else ""
        click.echo(f"   {channel.name}: {run.added} bài{dropped}")


def _read_next(
    audit: Audit, reader: Person, verdicts: dict[str, dict[str, Any]], at: datetime, *, second: bool
) -> None:
    """Let one of the two read the next post; the second now and then sees it otherwise, as people do."""
    item = next_to_read(audit, reader).item
    if item is None:
        return
    label = verdicts[item.external_id]
    tone = label["tone"]
    if second and tone == "neutral" and item.pk % DIFFERS_IN == 0:
        tone = "positive"
    give_verdict(by=reader, audit=audit, item=item, tone=tone, advisory=label["advisory"], at=at)


def _certificate(
    labels: Path, readers: tuple[Person, Person], channels: list[Channel], at: datetime
) -> Audit:
    _step("5. Chứng nhận tỷ lệ tiêu cực dưới 15 %")
    verdicts = {row["id"]: row for row in map(json.loads, labels.read_text("utf-8").splitlines())}
    last, officer = localdate(at), readers[0]
    frame = freeze_frame(
        by=officer,
        unit=unit_by_code(FEDERATION),
        channels=channels,
        first=date(last.year, 6, 15),
        last=last - timedelta(days=1),
        limit=Limit.parse("15%"),
        at=at,
    )
    click.echo(f"   Danh sách chốt {frame.size} bài, mã {frame.frame_hash[:16]}…")
    audit = start_audit(by=officer, frame=frame, seed=SEED, readers=2, at=at)
    while (state := audit_state(audit)).item is not None and state.decision == "undecided":
        for reader in readers:
            _read_next(audit, reader, verdicts, at, second=reader is not officer)
    audit = close_audit(by=officer, audit=audit, at=at)
    certificate = settings.VAR / "certificate.json"
    certificate.write_bytes(orjson.dumps(audit.certificate, option=orjson.OPT_INDENT_2))
    click.echo(f"   {audit.certificate['sentence']}")
    agrees = replay(audit.certificate).agrees
    click.echo(f"   Tính lại từ hồ sơ: {'khớp' if agrees else 'KHÔNG KHỚP'}. Hồ sơ: {certificate}")
    return audit


def _report(officer: Person, at: datetime) -> None:
    _step("7. Báo cáo 6 tháng")
    report = compile_report(by=officer, unit=unit_by_code(FEDERATION), period="2026-H2", at=at)
    for file in (report.docx, report.pdf):
        target = settings.VAR / f"bao-cao-2026-H2{Path(file.name).suffix}"
        shutil.copyfile(file.path, target)
        click.echo(f"   {target}")


def _closing(people: dict[str, Person], audit: Audit, at: datetime) -> None:
    seal_log(at=at)
    checked = verify_log()
    click.echo(f"\nNhật ký: {checked.entries} mục, {'nguyên vẹn' if checked.ok else 'CÓ VẤN ĐỀ'}.")
    _step("Mở các trang")
    click.echo("   HAICHIEU_VAR=var/demo HAICHIEU_CLOCK=2026-12-10T09:00:00+07:00 .venv/bin/haichieu serve")
    click.echo("   rồi mở liên kết mời của một người để đặt mật khẩu và vào xem:")
    for username in ("lan", "minh", "hoa", "an"):
        person = people[username]
        click.echo(f"   {person.full_name}: {invitation_link(person)}")
