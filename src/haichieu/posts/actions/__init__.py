"""Every write to tone readings, corrections, drafts, frames and audits."""

from haichieu.posts.actions.auditing import close_audit, start_audit
from haichieu.posts.actions.calibrating import (
    Renewal,
    recalibrate,
    recalibrate_after_labels,
    renew_calibrations,
    reread_unit,
    withdraw_calibration,
)
from haichieu.posts.actions.flags import check_flag, draw_flag_checks, withdraw_flag_check
from haichieu.posts.actions.freezing import freeze_frame
from haichieu.posts.actions.labelling import give_verdict, settle_verdict, undo_verdict
from haichieu.posts.actions.planning import (
    change_planned,
    drop_planned,
    plan_post,
    tie_planned,
    tie_published,
)
from haichieu.posts.actions.reading import (
    agree_with_machine,
    correct_reading,
    count_days,
    read_tones,
    withdraw_correction,
)
from haichieu.posts.actions.rereading import Reread, reread_tones
from haichieu.posts.actions.taking import add_posts
from haichieu.posts.actions.watching import watch_drift

__all__ = [
    "Renewal",
    "Reread",
    "add_posts",
    "agree_with_machine",
    "change_planned",
    "check_flag",
    "close_audit",
    "correct_reading",
    "count_days",
    "draw_flag_checks",
    "drop_planned",
    "freeze_frame",
    "give_verdict",
    "plan_post",
    "read_tones",
    "recalibrate",
    "recalibrate_after_labels",
    "renew_calibrations",
    "reread_tones",
    "reread_unit",
    "settle_verdict",
    "start_audit",
    "tie_planned",
    "tie_published",
    "undo_verdict",
    "watch_drift",
    "withdraw_calibration",
    "withdraw_correction",
    "withdraw_flag_check",
]
