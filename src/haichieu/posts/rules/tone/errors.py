"""What can go wrong with the tone model."""

from haichieu.posts.rules.errors import PostsError


class BadWeights(PostsError):
    """The weights file is absent, damaged, or was written for another form of the model."""
