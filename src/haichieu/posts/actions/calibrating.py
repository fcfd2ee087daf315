"""What people's labels teach the model of one organisation: versions that can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.base.jobs import enqueue
from haichieu.channels.models import Channel
from haichieu.channels.queries import channels as channels_of
from haichieu.posts.actions.reading import Chances, read_words
from haichieu.posts.actions.rereading import Reread, reread_as
from haichieu.posts.errors import BadCalibration, PostsError
from haichieu.posts.models import ToneCalibration
from haichieu.posts.queries import (
    GivenLabel,
    calibrations_in_force,
    correction_of,
    given_labels,
    labels_since,
    outdated_calibrations,
)
from haichieu.posts.rules import ToneModel, load_model
from haichieu.posts.rules.comparison import Guess, compare
from haichieu.posts.rules.recalibration import Correction, Trial, fit_correction, try_correction
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, tree

#: Fewer labels than this neither teach nor judge a correction.
FEWEST = 20
#: A unit's correction is made anew by itself after so many further labels.
FURTHER = 25
#: Who acts when a correction is made because enough labels came together.
SYSTEM = "system:recalibration"


def recalibrate(*, by: Person | None, unit: Unit, at: datetime) -> ToneCalibration:
    """Correct the model by what people said about posts of the unit and of those below.

    The correction is fitted on earlier labels and judged on those of the newest run of labelling. Lists already
    frozen keep the scores they were frozen with. The posts are read again in the background.

    Raises :class:`BadCalibration` where it would not make the model better, with the figures, or where there are too
    few labels.
    """
    require(by, "recalibrate", unit.pk, on=localdate(at))
    return _recalibrate(actor_ref(by), unit, load_model(), at)


@dataclass(frozen=True, slots=True)
class Renewal:
    """Corrections made anew for another model.

    Attributes:
        made: the new ones.
        refused: units that stay without one, each with the sentence that says why.
    """

    made: tuple[ToneCalibration, ...]
    refused: tuple[tuple[Unit, str], ...]


def renew_calibrations(
    *, by: Person | None, channels: Sequence[Channel], model: ToneModel, at: datetime
) -> Renewal:
    """Fit the corrections that count for these channels anew, from the kept labels, where they are of another model.

    A correction of another model does not apply. What was renewed stays, so doing it again tries only those refused.
    Each is a transaction of its own and judged as any other: one that does not make the model better is refused, and
    so is one of a unit where the person may not recalibrate.
    """
    on = localdate(at)
    made, refused = [], []
    for old in outdated_calibrations(base=model.version, units={c.unit_id for c in channels}, on=on):
        try:
            require(by, "recalibrate", old.unit_id, on=on)
            made.append(_recalibrate(actor_ref(by), old.unit, model, at))
        except (BadCalibration, NotAllowed) as error:
            refused.append((old.unit, str(error)))
    return Renewal(tuple(made), tuple(refused))


def recalibrate_after_labels(*, unit_id: int, at: datetime) -> ToneCalibration | None:
    """Recalibrate a unit by itself once enough labels came since the last time; None where there is no need or gain."""
    last = ToneCalibration.objects.filter(unit=unit_id).order_by("-version").first()
    moment = None if last is None else (last.withdrawn_at or last.made_at)
    if labels_since(units=tree(on=localdate(at)).below(unit_id), moment=moment) < FURTHER:
        return None
    try:
        return _recalibrate(SYSTEM, Unit.objects.get(pk=unit_id), load_model(), at)
    except BadCalibration:
        return None


@transaction.atomic
def _recalibrate(actor: str, unit: Unit, model: ToneModel, at: datetime) -> ToneCalibration:
    Unit.objects.select_for_update().get(pk=unit.pk)  # versions are numbered one after another
    on = localdate(at)
    labels = given_labels(units=tree(on=on).below(unit.pk))
    fitted, held = _split(labels)
    correction = fit_correction(*_evidence(_read(model, fitted)), [one.label for one in fitted])
    held_now = calibrations_in_force(base=model.version, units=[unit.pk], on=on).get(unit.pk)
    if held_now is not None and held_now.unit_id == unit.pk and correction_of(held_now) == correction:
        raise BadCalibration("Chưa có nhãn mới kể từ lần hiệu chỉnh trước, nên giữ nguyên.")
    old = correction_of(held_now)
    trial = _judge(model, correction, old, held)
    compared = compare(
        _guesses(model, held, old), _guesses(model, held, correction), [one.label for one in held]
    )
    if compared.is_worse:
        raise BadCalibration(f"Không dùng hiệu chỉnh này: {' '.join(compared.sentences[:2])}")
    newest = ToneCalibration.objects.filter(unit=unit).aggregate(newest=Max("version"))["newest"] or 0
    row = ToneCalibration.objects.create(
        unit=unit,
        version=newest + 1,
        base_model=model.version,
        parameters=correction.to_dict() | {"compared": compared.to_dict()},
        labels=correction.labels,
        loss_before=trial.before,
        loss_after=trial.after,
        made_by=actor,
        made_at=at,
    )
    after = {
        "unit": unit.pk,
        "version": row.version,
        "model": row.base_model,
        "labels": row.labels,
        "tried_on": trial.labels,
        "loss_before": row.loss_before,
        "loss_after": row.loss_after,
        "compared": compared.to_dict(),
    }
    record(by=actor, verb="recalibrate", kind="calibration", ref=str(row.pk), after=after, at=at)
    enqueue("posts.reread_after_recalibration", unit=unit.pk)
    return row


def _split(labels: Sequence[GivenLabel]) -> tuple[list[GivenLabel], list[GivenLabel]]:
    """Labels to learn from, and labels to be judged on: those of the newest run where earlier ones are enough.

    People correct readings that look wrong to them, which says something about the truth beyond the score. Such
    labels may teach, and never judge.
    """
    drawn = [given for given in labels if given.audit is not None]
    if len(drawn) < 2 * FEWEST:
        raise BadCalibration(
            f"Mới có {len(drawn)} bài được đọc trong các lượt chứng nhận; cần ít nhất {2 * FEWEST} bài để hiệu chỉnh."
        )
    newest = max(given.audit or 0 for given in drawn)
    held = [given for given in drawn if given.audit == newest]
    if len(held) < FEWEST or len(drawn) - len(held) < FEWEST:
        held = drawn[1::2]
    kept = {given.item.pk for given in held}
    return [given for given in labels if given.item.pk not in kept], held


def _read(model: ToneModel, given: Sequence[GivenLabel], correction: Correction | None = None) -> Chances:
    return read_words(model, [one.item.title for one in given], [one.item.lead for one in given], correction)


def _evidence(read: Chances) -> tuple[np.ndarray, np.ndarray]:
    """The chances of these posts: (n, 3) and (n,)."""
    return read.chances, read.p_advisory


def _guesses(model: ToneModel, given: Sequence[GivenLabel], correction: Correction | None) -> list[Guess]:
    """What a version says of these posts. None of them taught the new one; the old one may have learned from some."""
    read = _read(model, given, correction)
    return list(map(Guess, read.tones, read.advisory, read.chances[:, 2].tolist()))


def _judge(
    model: ToneModel, correction: Correction, in_force: Correction | None, held: Sequence[GivenLabel]
) -> Trial:
    evidence = (*_evidence(_read(model, held)), [one.label for one in held])
    trial = try_correction(correction, *evidence)
    if not trial.helps:
        raise BadCalibration(trial.sentence)
    if in_force is not None and try_correction(in_force, *evidence).after < trial.after:
        raise BadCalibration(
            f"Trên {trial.labels} nhãn để dành, hiệu chỉnh đang dùng vẫn đúng hơn, nên giữ nguyên."
        )
    return trial


@transaction.atomic
def withdraw_calibration(*, by: Person | None, calibration: ToneCalibration, at: datetime) -> ToneCalibration:
    """Take a correction back: the one before it counts again, or the model as it stands."""
    row = ToneCalibration.objects.select_for_update().get(pk=calibration.pk)
    require(by, "recalibrate", row.unit_id, on=localdate(at))
    if row.withdrawn_at is not None:
        raise PostsError("Hiệu chỉnh này đã được bỏ trước đó; hãy tải lại trang.")
    row.withdrawn_by, row.withdrawn_at = actor_ref(by), at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    after = {"unit": row.unit_id, "version": row.version}
    record(
        by=actor_ref(by), verb="withdraw_calibration", kind="calibration", ref=str(row.pk), after=after, at=at
    )
    enqueue("posts.reread_after_recalibration", unit=row.unit_id)
    return row


def reread_unit(*, unit_id: int, model: ToneModel, at: datetime) -> Reread:
    """Read the posts and open drafts of a unit and of those below again, after its correction changed."""
    found = list(channels_of(units=tree(on=localdate(at)).below(unit_id)))
    return reread_as(SYSTEM, channels=found, model=model, at=at)
