"""What can go wrong when letters are exchanged; each message is a sentence that a person can act on."""


class ExchangeError(Exception):
    """Tệp trao đổi này chưa dùng được."""
