"""Every question about published posts, their tones and certificates."""

from haichieu.posts.queries.audits import audits, certified_audits, earlier_runs, frames, verdicts
from haichieu.posts.queries.calibrations import (
    PERSON,
    GivenLabel,
    calibrations,
    calibrations_in_force,
    correction_of,
    given_labels,
    labels_since,
    reading_version,
)
from haichieu.posts.queries.doubts import (
    certified_bounds,
    drift_readings,
    newest_days,
    standing_doubts,
    window_posts,
)
from haichieu.posts.queries.flags import Flagged, FlagMisuse, flag_checks, flag_misuse, flagged_posts
from haichieu.posts.queries.helpful import helpful_posts
from haichieu.posts.queries.mixes import Mix, PeriodMix, last_day, mix, mix_by_channel, mix_over_time
from haichieu.posts.queries.planning import (
    OBLIGATION,
    PLANNED,
    TELLS,
    MonthAhead,
    chance_counted,
    month_ahead,
    outlook,
    planned_posts,
    published_as_planned,
    untold_work,
)
from haichieu.posts.queries.posts import human_labelled, items_to_read, posts, reading_models, reading_of
from haichieu.posts.queries.progress import AuditState, audit_state, edited_since, post_audit

__all__ = [
    "OBLIGATION",
    "PERSON",
    "PLANNED",
    "TELLS",
    "AuditState",
    "FlagMisuse",
    "Flagged",
    "GivenLabel",
    "Mix",
    "MonthAhead",
    "PeriodMix",
    "audit_state",
    "audits",
    "calibrations",
    "calibrations_in_force",
    "certified_audits",
    "certified_bounds",
    "chance_counted",
    "correction_of",
    "drift_readings",
    "earlier_runs",
    "edited_since",
    "flag_checks",
    "flag_misuse",
    "flagged_posts",
    "frames",
    "given_labels",
    "helpful_posts",
    "human_labelled",
    "items_to_read",
    "labels_since",
    "last_day",
    "mix",
    "mix_by_channel",
    "mix_over_time",
    "month_ahead",
    "newest_days",
    "outlook",
    "planned_posts",
    "post_audit",
    "posts",
    "published_as_planned",
    "reading_models",
    "reading_of",
    "reading_version",
    "standing_doubts",
    "untold_work",
    "verdicts",
    "window_posts",
]
