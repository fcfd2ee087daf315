"""The errors of the statistics room; every message is one Vietnamese sentence."""


class StatsError(Exception):
    """A figure that cannot be computed from what was given."""


class BadLimit(StatsError):
    """A limit that is no share between 0 % and 100 %."""


class BadAudit(StatsError):
    """Scores, labels or settings that no audit can be run on."""
