"""Work on tone readings, drafts and flags that happens by itself."""

from django.utils.crypto import salted_hmac

from haichieu.base.clock import now
from haichieu.base.jobs import job
from haichieu.posts.actions import (
    draw_flag_checks,
    recalibrate_after_labels,
    reread_unit,
    tie_published,
    watch_drift,
)
from haichieu.posts.rules import load_model


@job("posts.reread_after_recalibration", retries=5)
def reread_after_recalibration(unit: int) -> None:
    """Read a unit's posts again with the correction in force; what was done before a kill stays done."""
    reread_unit(unit_id=unit, model=load_model(), at=now())


@job("posts.recalibrate_after_labels", retries=2)
def recalibrate_unit(unit: int) -> None:
    """Learn from the labels of a closed run, where enough came together."""
    recalibrate_after_labels(unit_id=unit, at=now())


@job("posts.watch_drift", daily="05:30")
def look_at_drift() -> None:
    """Look whether the estimates of every channel can be believed."""
    watch_drift(model=load_model(), at=now())


@job("posts.tie_planned", daily="05:45")
def tie_drafts() -> None:
    """Tie drafts to the posts that they became."""
    tie_published(at=now())


@job("posts.sample_flags", daily="06:15")
def sample_flags() -> None:
    """Draw flagged posts for a second look; nobody outside the program can foresee which."""
    draw_flag_checks(at=now(), seed=salted_hmac("posts.flags", "").hexdigest())
