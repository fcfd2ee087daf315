"""Every write to tone readings, frames and audits."""

from haichieu.posts.actions.taking import add_posts, count_days, read_tones

__all__ = ["add_posts", "count_days", "read_tones"]
