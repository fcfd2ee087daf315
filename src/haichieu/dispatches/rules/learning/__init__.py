"""What people's corrections teach: names of bodies, places, titles, symbols and who acts for whom."""

from haichieu.dispatches.rules.learning.corrections import Correction, corrections_of, owner_correction
from haichieu.dispatches.rules.learning.lexicon import Lesson, Lexicon, Record
from haichieu.dispatches.rules.learning.mending import Mended, Mending, mend, still_holds, unmended
from haichieu.dispatches.rules.learning.owners import UnitNames

__all__ = [
    "Correction",
    "Lesson",
    "Lexicon",
    "Mended",
    "Mending",
    "Record",
    "UnitNames",
    "corrections_of",
    "mend",
    "owner_correction",
    "still_holds",
    "unmended",
]
