"""One place where a document departs from its layout rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is wrong, by which article, where, and how to put it right."""

    #: Short name of the rule, such as `margins`.
    rule: str
    #: Article that sets it.
    article: str
    #: Where in the document, in Vietnamese.
    place: str
    #: What was found, one Vietnamese sentence.
    message: str
    #: What to do, one Vietnamese sentence.
    fix: str
