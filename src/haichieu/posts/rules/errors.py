"""The errors of the pure part of the posts room; every message is one Vietnamese sentence."""


class PostsError(Exception):
    """Something about posts, labels or certificates that a person can put right."""


class BadFrame(PostsError):
    """A list of posts that no audit can be run on: empty, double ids, no usable score."""


class BadSeed(PostsError):
    """A seed that nobody could check: too few rolls, another round than the one named, a value that does not fit."""


class BadLabels(PostsError):
    """Labels that do not fit the frame or the draws."""


class BadCertificate(PostsError):
    """A certificate record that is not complete enough to be replayed."""
