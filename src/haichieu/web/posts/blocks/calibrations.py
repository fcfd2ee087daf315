"""Blocks of the page of corrections: what each version changed, who made it, which one counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.posts.models import ToneCalibration
from haichieu.posts.queries import Rereading, calibrations_in_force, comparison_of, rereadings
from haichieu.posts.rules import load_model
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.posts.blocks.frames import unit_name
from haichieu.web.shell.templatetags.viet import vn_number

_BY_ITSELF = "Hệ thống, sau khi có đủ nhãn mới"


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One version of one unit."""

    row: ToneCalibration
    unit_name: str
    #: in_force, replaced, withdrawn or old (made for an earlier model)
    state: str
    by: str
    withdrawn_by: str

    @property
    def loss_before(self) -> str:
        """Mean error on labels held out, without it."""
        return _loss(self.row.loss_before)

    @property
    def loss_after(self) -> str:
        """Mean error on the same labels, with it."""
        return _loss(self.row.loss_after)

    @property
    def told(self) -> tuple[str, ...]:
        """What got better on the same posts, in plain words; empty for versions of before this was counted."""
        compared = comparison_of(self.row)
        return compared.sentences if compared else ()


@dataclass(frozen=True, slots=True)
class RereadingRow:
    """The reading again of one unit's posts, as it is shown."""

    read: Rereading
    unit_name: str

    @property
    def sentence(self) -> str:
        """How far it is."""
        done = f"{vn_number(self.read.done)} trên {vn_number(self.read.total)} bài đã được đọc lại"
        if self.read.state == "set_aside":
            return f"{self.unit_name}: việc đọc lại đã dừng vì lỗi, {done}. Hãy báo người quản trị máy chủ."
        if self.read.state == "waiting":
            return f"{self.unit_name}: đang chờ đọc lại, {done}."
        return f"{self.unit_name}: máy đang đọc lại tin bài theo bản vừa đổi, {done}."


def rereading_rows(units: Collection[int], *, tree: Tree, on: date) -> list[RereadingRow]:
    """What is being read again among these units."""
    found = rereadings(units=units, base=load_model().version, on=on)
    return [RereadingRow(one, unit_name(one.unit_id, tree)) for one in found]


def _loss(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def calibration_rows(found: Sequence[ToneCalibration], *, tree: Tree, on: date) -> list[CalibrationRow]:
    """The rows of these versions, in two queries however many there are."""
    names = people_names({row.made_by for row in found} | {row.withdrawn_by for row in found})
    model = load_model().version
    held = calibrations_in_force(base=model, units={row.unit_id for row in found}, on=on)
    standing = {row.pk for row in held.values()}
    return [
        CalibrationRow(
            row,
            unit_name(row.unit_id, tree),
            _state(row, standing, model),
            names.get(row.made_by, _BY_ITSELF),
            names.get(row.withdrawn_by, ""),
        )
        for row in found
    ]


def _state(row: ToneCalibration, standing: Collection[int], model: str) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.base_model != model:
        return "old"
    return "in_force" if row.pk in standing else "replaced"
