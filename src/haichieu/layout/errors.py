"""What can go wrong while an official document is laid out."""


class LayoutError(Exception):
    """A document cannot be laid out; the message is one Vietnamese sentence that says what to do."""


class NoStyle(LayoutError):
    """No layout rule is known for this kind of body on this day."""


class UnreadableDocument(LayoutError):
    """A file to be checked is no Word document."""
