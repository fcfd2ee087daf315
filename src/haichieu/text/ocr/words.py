"""A word on a page: what was recognised, where it stands, how sure the recogniser was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Rows × columns of grey values, 0 black to 255 white; a colour picture has a third axis (blue, green, red).
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box, in pixels (scans) or points (text layers) from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    #: 0 to 1; 1 where nothing was guessed (text layers).
    confidence: float = 1.0
    #: Words with the same mark were seen on one line; None where the source does not say.
    line: int | None = None

    @property
    def width(self) -> float:
        """Width of the box."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """How far down the page its centre stands."""
        return (self.top + self.bottom) / 2
