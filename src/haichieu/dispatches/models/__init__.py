"""Tables of the dispatches room."""

from haichieu.dispatches.models.cascade import (
    AddresseePhrase,
    Assignment,
    AssignmentFact,
    Cascade,
    LetterSeen,
    ReceiptLink,
)
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
from haichieu.dispatches.models.registers import (
    CountingRule,
    NumberingRule,
    OfficeDay,
    OwnLetter,
    OwnLetterFact,
    RegisterEntry,
)
from haichieu.dispatches.models.tallies import (
    AssignmentTally,
    TallyStamp,
)

__all__ = [
    "AddresseePhrase",
    "Assignment",
    "AssignmentFact",
    "AssignmentTally",
    "Cascade",
    "CitedDocument",
    "Correction",
    "CountingRule",
    "Dispatch",
    "DuplicateOffer",
    "LessonSwitch",
    "LessonUse",
    "LetterMessage",
    "LetterSeen",
    "LineageEdge",
    "MeasuredLimit",
    "MessageFile",
    "NumberingRule",
    "Obligation",
    "ObligationFact",
    "OfficeDay",
    "OwnLetter",
    "OwnLetterFact",
    "Reading",
    "ReceiptLink",
    "RegisterEntry",
    "StatusFact",
    "TallyStamp",
]
