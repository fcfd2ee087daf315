"""The tone of a post: what it puts in the foreground about the world, and whether it is an advisory."""

from haichieu.posts.rules.tone.errors import BadWeights
from haichieu.posts.rules.tone.model import ToneModel, load_model
from haichieu.posts.rules.tone.readings import TONES, ReferenceScores, ToneScores
from haichieu.posts.rules.tone.why import Moved, why

__all__ = ["TONES", "BadWeights", "Moved", "ReferenceScores", "ToneModel", "ToneScores", "load_model", "why"]
