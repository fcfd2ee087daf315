"""Words without marks, for finding what is written almost rightly."""

import unicodedata


def bare(text: str) -> str:
    """Letters and digits in capitals without marks and spaces.

    >>> bare("Độc lập - Tự do"), bare("CỘNG HOÀ") == bare("Cộng hòa")
    ('DOCLAPTUDO', True)
    """
    plain = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return "".join(char for char in plain if char.isalnum())
