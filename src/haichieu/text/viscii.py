"""VISCII: one byte a letter, six capitals among the control codes. Source of the table: RFC 1456 (1993), section 2."""

_CONTROLS = dict(zip((0x02, 0x05, 0x06, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True))
_UPPER = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_TABLE = _CONTROLS | dict(zip(range(0x80, 0x100), _UPPER, strict=True))


def from_viscii(data: bytes) -> str:
    """Decode VISCII.

    >>> from_viscii(b"C\\xf4ng \\xf0o\\xe0n c\\xbd s\\xb7")
    'Công đoàn cơ sở'
    """
    return data.decode("latin-1").translate(_TABLE)
