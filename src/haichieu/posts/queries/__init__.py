"""Every question about published posts, their tones and certificates."""

from haichieu.posts.queries.audits import audits, certified_audits, earlier_runs, frames, verdicts
from haichieu.posts.queries.mixes import Mix, PeriodMix, last_day, mix, mix_by_channel, mix_over_time
from haichieu.posts.queries.posts import human_labelled, posts, reading_models, reading_of
from haichieu.posts.queries.progress import AuditState, audit_state, edited_since, post_audit

__all__ = [
    "AuditState",
    "Mix",
    "PeriodMix",
    "audit_state",
    "audits",
    "certified_audits",
    "earlier_runs",
    "edited_since",
    "frames",
    "human_labelled",
    "last_day",
    "mix",
    "mix_by_channel",
    "mix_over_time",
    "post_audit",
    "posts",
    "reading_models",
    "reading_of",
    "verdicts",
]
