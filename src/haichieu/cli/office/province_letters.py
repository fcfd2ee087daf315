"""Letters of the simulated province with their confirmed readings and obligations; every word invented."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from haichieu.dispatches.models import Dispatch, Obligation, Reading
from haichieu.text.folding import fold
from haichieu.units.models import Person

_SUBJECTS = (
    "tổ chức Tháng Công nhân",
    "tăng cường truyền thông hai chiều",
    "rà soát kênh thông tin của đơn vị",
    "đăng tải nội dung tích cực trên trang thông tin",
    "tuyên truyền an toàn vệ sinh lao động",
    "lấy ý kiến đoàn viên về dự thảo quy chế",
    "báo cáo kết quả hoạt động quý",
    "chăm lo Tết cho đoàn viên khó khăn",
    "phòng ngừa tai nạn lao động mùa mưa bão",
    "tập huấn nghiệp vụ truyền thông",
)
_ACTIONS = (
    "Triển khai đến toàn thể đoàn viên nội dung",
    "Xây dựng kế hoạch thực hiện việc",
    "Gửi báo cáo kết quả về việc",
    "Đăng ít nhất ba bài trên kênh của đơn vị về việc",
    "Cử cán bộ đầu mối phụ trách việc",
)
#: days of letters before the present one
SPAN = 540


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation to hand down, with the moment of the letter."""

    row: Obligation
    at: datetime


def make_letters(rng: Random, *, owner: int, by: Person, letters: int, at: datetime) -> list[Duty]:
    """So many confirmed letters over the last year and a half, each with one to four obligations."""
    duties = []
    for number in range(1, letters + 1):
        received = at - timedelta(days=SPAN * (letters - number) / letters + 0.2, minutes=rng.randint(0, 300))
        duties += _letter(rng, owner=owner, by=by, number=number, at=received)
    return duties


def _letter(rng: Random, *, owner: int, by: Person, number: int, at: datetime) -> list[Duty]:
    subject = rng.choice(_SUBJECTS)
    day = localdate(at)
    tasks = [f"{action} {subject}." for action in rng.sample(_ACTIONS, rng.choice((1, 2, 2, 3, 3, 4)))]
    days = [day + timedelta(days=rng.randint(7, 60)) for _ in tasks]
    columns = {
        "kind": "công văn",
        "number": str(number),
        "symbol": "CV-LĐTB",
        "date": day.isoformat(),
        "issuer": "Tổng Liên đoàn (mô phỏng)",
        "subject": f"V/v {subject}",
    }
    lines = [
        f"{place}. {task} Hạn: {due:%d/%m/%Y}"
        for place, (task, due) in enumerate(zip(tasks, days, strict=True), 1)
    ]
    text = f"Số: {number}/CV-LĐTB\n{columns['subject']}\n\n" + "\n".join(lines)
    letter = Dispatch(
        unit_id=owner,
        file_name=f"mo-phong-{number}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        received_at=at,
        added_by=str(by.pk),
        confirmed_at=at,
        search=fold(" ".join(columns.values())),
        **columns,
    )
    letter.file.save(letter.file_name, ContentFile(text.encode()), save=False)
    letter.save()
    _readings(letter, columns, by, at)
    return [Duty(_obligation(letter, task, due, at), at) for task, due in zip(tasks, days, strict=True)]


def _readings(letter: Dispatch, columns: dict[str, str], by: Person, at: datetime) -> None:
    lists = ("addressees", "recipients", "citations", "obligations", "limits")
    values = {**columns, **{name: [] for name in lists}}
    Reading.objects.bulk_create(
        [
            Reading(dispatch=letter, version=1, by_person=False, values=values, by="system:reader", at=at),
            Reading(dispatch=letter, version=2, by_person=True, values=values, by=str(by.pk), at=at),
        ]
    )


def _obligation(letter: Dispatch, task: str, due: date, at: datetime) -> Obligation:
    return Obligation.objects.create(
        dispatch=letter,
        owner_id=letter.unit_id,
        kind=Obligation.Kind.TASK,
        text=task,
        due_on=due,
        deadline_text=f"Hạn: {due:%d/%m/%Y}",
        search=fold(task),
        created_at=at,
    )
