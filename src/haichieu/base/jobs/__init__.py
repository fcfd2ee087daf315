"""Jobs: work that happens after the page has answered.

>>> from haichieu.base.jobs import enqueue, job
"""

from haichieu.base.jobs.queue import enqueue, enqueue_at
from haichieu.base.jobs.registry import job

__all__ = ["enqueue", "enqueue_at", "job"]
