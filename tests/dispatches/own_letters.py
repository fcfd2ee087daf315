"""An office with a letterhead, a confirmed letter from above, and the steps of a letter of its own."""

from datetime import date, datetime

from haichieu.dispatches.actions import compose_letter, pass_letter, sign_letter, submit_letter
from haichieu.dispatches.models import Dispatch, Obligation, OwnLetter
from haichieu.dispatches.rules.relay import Addressed
from haichieu.units.models import Letterhead, Unit
from tests.conftest import Cast
from tests.factories import NOW, make_dispatch

#: To all unions below, as their phrase has it.
TO_ALL = Addressed(("Các công đoàn cơ sở trực thuộc",), unit_kinds=("union",))
LISTED = "1. Rà soát các trang, nhóm do đơn vị lập ra; gửi danh sách về Văn phòng Tổng Liên đoàn trước ngày 10/12/2026"
BALANCED = (
    "2. Thường xuyên cân đối nội dung, bảo đảm thông tin tiêu cực không chiếm tỷ lệ lớn (dưới 15%) "
    "trong số tin, bài được đăng tải"
)


def make_letterhead(unit: Unit, body_kind: str = "union", **values: object) -> Letterhead:
    """How the unit's letters look."""
    symbols = {"union": "LĐLĐ", "state": "UBND-VHXH", "party": "TU", "youth": "TĐTN-BTG"}
    look = {
        "symbol": symbols[body_kind],
        "place": "Đông Triều",
        "authority": "TM. BAN THƯỜNG VỤ",
        "signer_title": "CHỦ TỊCH",
        "signer_name": "Trịnh Ngọc Lan",
        "valid_from": date(2020, 1, 1),
    }
    return Letterhead.objects.create(unit=unit, body_kind=body_kind, **(look | values))


def make_upper_letter(unit: Unit) -> Dispatch:
    """A confirmed letter from above with a duty until 9 December and a standing one."""
    letter = make_dispatch(
        unit=unit,
        confirmed=True,
        number="301",
        symbol="TLĐ-TG",
        date="2026-11-07",
        issuer="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        subject="V/v giữ cân đối nội dung trên các kênh của công đoàn",
    )
    common = {"dispatch": letter, "owner": unit, "created_at": NOW}
    Obligation.objects.create(
        **common,
        kind="task",
        text=LISTED,
        report_to="Văn phòng Tổng Liên đoàn",
        deadline_text="trước ngày 10/12/2026",
        due_on=date(2026, 12, 9),
        source_key="100.0",
        start=100,
        end=200,
    )
    Obligation.objects.create(
        **common,
        kind="standing",
        text=BALANCED,
        review_on=date(2027, 1, 1),
        source_key="300.0",
        start=300,
        end=400,
    )
    return letter


def composed(
    cast: Cast, upper: Dispatch, *, kind: str = "", own: date | None = date(2026, 12, 5)
) -> OwnLetter:
    """A draft by Minh that passes both duties on."""
    task, standing = upper.obligations.order_by("pk")
    return compose_letter(
        by=cast.minh,
        unit=cast.federation,
        dispatch=upper,
        kind=kind,
        to=TO_ALL,
        chosen={task.pk: own, standing.pk: None},
        at=NOW,
    )


def ready_to_sign(cast: Cast, letter: OwnLetter, *, at: datetime = NOW) -> OwnLetter:
    """Submitted by Minh, checked by Lan."""
    letter = submit_letter(by=cast.minh, letter=letter, expected_version=letter.version, at=at)
    return pass_letter(by=cast.lan, letter=letter, expected_version=letter.version, at=at)


def issued(cast: Cast, letter: OwnLetter, *, at: datetime = NOW) -> OwnLetter:
    """Signed by Lan."""
    letter = ready_to_sign(cast, letter, at=at)
    return sign_letter(by=cast.lan, letter=letter, expected_version=letter.version, at=at)
