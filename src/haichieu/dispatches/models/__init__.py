"""Tables of the dispatches room."""

from haichieu.dispatches.models.learning import (
    Correction,
    LessonSwitch,
    LessonUse,
)
from haichieu.dispatches.models.letters import (
    Dispatch,
    LetterMessage,
    MessageFile,
    Reading,
    StatusFact,
)
from haichieu.dispatches.models.lineage import (
    CitedDocument,
    DuplicateOffer,
    LineageEdge,
)
from haichieu.dispatches.models.obligations import (
    MeasuredLimit,
    Obligation,
    ObligationFact,
)

__all__ = [
    "CitedDocument",
    "Correction",
    "Dispatch",
    "DuplicateOffer",
    "LessonSwitch",
    "LessonUse",
    "LetterMessage",
    "LineageEdge",
    "MeasuredLimit",
    "MessageFile",
    "Obligation",
    "ObligationFact",
    "Reading",
    "StatusFact",
]
