"""What the rehearsal office's workers know: the jobs of ``effects`` and one that runs by itself."""

from datetime import timedelta

from haichieu.base.jobs import job
from tests.base.rehearsal import effects

__all__ = ["effects", "tick"]


@job("rehearsal.tick", every=timedelta(seconds=1))
def tick() -> None:
    """Runs by itself."""
    effects.started("tick")
