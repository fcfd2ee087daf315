"""The tone of a post: what it puts in the foreground about the world, and whether it is an advisory."""

from haichieu.posts.rules.tone.errors import BadWeights
from haichieu.posts.rules.tone.model import TONES, ToneModel, ToneScores, load_model
from haichieu.posts.rules.tone.why import why

__all__ = ["TONES", "BadWeights", "ToneModel", "ToneScores", "load_model", "why"]
