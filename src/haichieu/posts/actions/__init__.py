"""Every write to tone readings, frames and audits."""

from haichieu.posts.actions.taking import add_posts, read_tones

__all__ = ["add_posts", "read_tones"]
