"""What can go wrong with the tone model."""


class ToneError(Exception):
    """The tone model cannot be used; the message is one sentence that says what to do."""


class BadWeights(ToneError):
    """The weights file is absent, damaged, or was written for another form of the model."""
