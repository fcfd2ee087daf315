"""Every write to tone readings, frames and audits."""

from haichieu.posts.actions.auditing import close_audit, freeze_frame, give_verdict, start_audit, undo_verdict
from haichieu.posts.actions.taking import add_posts, count_days, read_tones

__all__ = [
    "add_posts",
    "close_audit",
    "count_days",
    "freeze_frame",
    "give_verdict",
    "read_tones",
    "start_audit",
    "undo_verdict",
]
