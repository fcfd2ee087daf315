"""Jobs: work that happens after the page has answered.

A room declares ``@job("posts.tone_channel")`` in its ``jobs.py``; its actions call
``enqueue("posts.tone_channel", channel=3)`` inside their transaction.
"""

from haichieu.base.jobs.checks import check_job_names
from haichieu.base.jobs.pruning import prune_jobs
from haichieu.base.jobs.queue import bring_forward, enqueue, enqueue_at
from haichieu.base.jobs.registry import job
from haichieu.base.jobs.running import run_waiting

__all__ = ["bring_forward", "check_job_names", "enqueue", "enqueue_at", "job", "prune_jobs", "run_waiting"]
