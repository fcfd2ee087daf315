"""Which correction of the tone model is in force where, and the people's labels that corrections are learned from."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet

from haichieu.base.sets import numbers
from haichieu.channels.models import PublishedItem
from haichieu.posts.models import FlagCheck, FrozenFrame, ToneCalibration, ToneReading, Verdict
from haichieu.posts.rules import Frame, Label, text_digest
from haichieu.posts.rules.comparison import Comparison
from haichieu.posts.rules.recalibration import Correction
from haichieu.units.queries import tree

#: Stands in the place of a model's version where a person said what the tone of a post is.
PERSON = "person"


def calibrations(*, units: Collection[int]) -> QuerySet[ToneCalibration]:
    """Every correction that these units ever had, newest first, those taken back among them."""
    return (
        ToneCalibration.objects.filter(unit__one_of=numbers(units))
        .select_related("unit")
        .order_by("-made_at", "-pk")
    )


def calibrations_in_force(*, base: str, units: Iterable[int], on: date) -> dict[int, ToneCalibration]:
    """The correction that counts for each of these units: its own, else that of the nearest unit above.

    Of one unit the newest that was not taken back counts, and only one that was made for the model ``base``. Units
    without any are absent.
    """
    rows = ToneCalibration.objects.filter(base_model=base, withdrawn_at=None).order_by("version")
    newest = {row.unit_id: row for row in rows}
    if not newest:
        return {}
    known = tree(on=on)
    found = {
        unit: next((newest[pk] for pk in (unit, *known.above(unit)) if pk in newest), None) for unit in units
    }
    return {unit: row for unit, row in found.items() if row is not None}


def outdated_calibrations(*, base: str, units: Collection[int], on: date) -> list[ToneCalibration]:
    """Corrections that would count for these units but were made for another model than ``base``, from the top down.

    One for each unit, of these or above them, the newest that was not taken back; units that had a correction of
    ``base`` already, be it taken back since, are left out.
    """
    known = tree(on=on)
    reached = {pk for unit in units for pk in (unit, *known.above(unit))}
    renewed = ToneCalibration.objects.filter(base_model=base).values("unit")
    rows = ToneCalibration.objects.filter(unit__one_of=reached, withdrawn_at=None).exclude(unit__in=renewed)
    newest = {row.unit_id: row for row in rows.select_related("unit").order_by("version")}
    return sorted(newest.values(), key=lambda row: (len(known.above(row.unit_id)), row.unit_id))


def reading_version(base: str, calibration: ToneCalibration | None) -> str:
    """How a stored reading names the model that made it: ``2-abc``, with a unit's correction ``2-abc+7.3``."""
    return base if calibration is None else f"{base}+{calibration.unit_id}.{calibration.version}"


def correction_of(calibration: ToneCalibration | None) -> Correction | None:
    """The numbers of a stored correction."""
    return None if calibration is None else Correction.from_dict(calibration.parameters)


def comparison_of(calibration: ToneCalibration) -> Comparison | None:
    """How the version before and this one stood to the same labels; None for versions of before this was kept."""
    compared = calibration.parameters.get("compared")
    return Comparison.from_dict(compared) if compared else None


@dataclass(frozen=True, slots=True)
class GivenLabel:
    """A person's label of a post whose words are still those that were read."""

    item: PublishedItem
    label: Label
    #: the run of labelling it came from; None for a reading corrected by a person
    audit: int | None
    #: runs in their order, and draws in theirs
    order: tuple[int, int]


def given_labels(*, units: Collection[int]) -> list[GivenLabel]:
    """What people said about posts of these units' channels: one label a post, in the order of the runs and draws.

    Where two people read a post, it counts if they agree or a third has settled it. A second look at an advisory flag
    that finds it wrong takes the flag away. Posts edited since are left out.
    """
    found = {given.item.pk: given for given in _corrected_readings(units)}
    found |= {given.item.pk: given for given in _verdict_labels(units)}
    wrong = set(
        FlagCheck.objects.filter(agrees=False, item__channel__unit__one_of=numbers(units)).values_list(
            "item", flat=True
        )
    )
    labels = (_without_flag(given) if given.item.pk in wrong else given for given in found.values())
    return sorted(labels, key=lambda given: given.order)


def labels_since(*, units: Collection[int], moment: datetime | None) -> int:
    """How many labels people gave after a moment."""
    given = Verdict.objects.filter(undone_at=None, item__channel__unit__one_of=numbers(units)).exclude(
        tone=""
    )
    return (given if moment is None else given.filter(at__gt=moment)).count()


def _corrected_readings(units: Collection[int]) -> Iterator[GivenLabel]:
    rows = ToneReading.objects.filter(
        model=PERSON, item__channel__unit__one_of=numbers(units)
    ).select_related("item")
    for row in rows.order_by("pk"):
        label = Label(str(row.pk), negative=row.tone == "negative", advisory=row.advisory, tone=str(row.tone))
        yield GivenLabel(row.item, label, None, (0, row.pk))


def _verdict_labels(units: Collection[int]) -> Iterator[GivenLabel]:
    rows = (
        Verdict.objects.filter(undone_at=None, item__channel__unit__one_of=numbers(units))
        .select_related("item", "audit")
        .defer("audit__certificate")
        .order_by("audit", "step", "slot")
    )
    steps = [list(same) for _, same in groupby(rows, key=lambda row: (row.audit_id, row.step))]
    digests = _frozen_digests({step[0].audit.frame_id for step in steps})
    for step in steps:
        row = _agreed(step)
        if row is None or not row.tone:
            continue
        if digests[row.audit.frame_id].get(str(row.item_id)) != text_digest(row.item.title, row.item.lead):
            continue
        label = Label(
            str(row.item_id), negative=row.tone == "negative", advisory=row.advisory, tone=str(row.tone)
        )
        yield GivenLabel(row.item, label, row.audit_id, (row.audit_id, row.step))


def _agreed(step: list[Verdict]) -> Verdict | None:
    """The verdict that stands for a step: the last where it settled the others, else any where all say the same."""
    if step[-1].slot == 3:
        return step[-1]
    return step[0] if len({(row.tone, row.advisory) for row in step}) == 1 else None


def _frozen_digests(frames: set[int]) -> dict[int, dict[str, str]]:
    rows = FrozenFrame.objects.filter(pk__in=frames).only("record").iterator(chunk_size=1)
    return {row.pk: {item.id: item.digest for item in Frame.from_dict(row.record).items} for row in rows}


def _without_flag(given: GivenLabel) -> GivenLabel:
    return replace(given, label=replace(given.label, advisory=False))
