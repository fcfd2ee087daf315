"""Letters that a recogniser takes for one another, put right only where the words around them leave no choice."""

from haichieu.text.ocr.columns import Laid


def mended(laid: Laid) -> Laid:
    """Put right what grammar forces; the length of the text, and so every range, stays."""
    return laid
