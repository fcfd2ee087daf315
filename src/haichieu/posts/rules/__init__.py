"""The pure door of posts: rows of lists, and the tone of a post."""

from haichieu.posts.rules.tone import TONES, BadWeights, ToneModel, ToneScores, load_model

__all__ = ["TONES", "BadWeights", "ToneModel", "ToneScores", "load_model"]
