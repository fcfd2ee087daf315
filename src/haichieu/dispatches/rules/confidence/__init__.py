"""How sure we are of every value: the share of such values that are right."""

from haichieu.dispatches.rules.confidence.assessing import assess
from haichieu.dispatches.rules.confidence.model import SURE
from haichieu.dispatches.rules.confidence.sources import Draft, Source

__all__ = ["SURE", "Draft", "Source", "assess"]
