"""Identification codes of agencies in electronic exchange.

Two forms are met: that of Quyết định 20/2020/QĐ-TTg (in force from 15/09/2020), read from left to right, and the
older one of QCVN 102:2016 with 13 characters, read from right to left.
"""

import re

#: level 1 is a letter A–Y and two digits; every further level is letters and digits behind a dot
_AGENCY = re.compile(r"[A-Y][0-9]{2}(?:\.[A-Z0-9]+)*")
#: other organisations: a scheme Z and two digits, then at most 32 characters without a separator
_OTHER = re.compile(r"Z[0-9]{2}[A-Z0-9]{1,32}")
_OLD = re.compile(r"([0-9]{3})\.([0-9]{2})\.([0-9]{2})\.([A-Y][0-9]{2})")
_LONGEST = 35


class BadAgencyCode(Exception):
    """Mã định danh không đúng dạng."""


def read_agency_code(text: str) -> str:
    """The code in capital letters without blanks; raises :class:`BadAgencyCode` when it has neither form.

    >>> read_agency_code(" h41.12 "), read_agency_code("000.00.12.H41")
    ('H41.12', '000.00.12.H41')
    """
    code = "".join(text.split()).upper()
    if len(code) > _LONGEST:
        raise BadAgencyCode(f"Mã định danh dài quá {_LONGEST} ký tự (Quyết định 20/2020/QĐ-TTg).")
    if any(form.fullmatch(code) for form in (_AGENCY, _OTHER, _OLD)):
        return code
    raise BadAgencyCode(
        f"“{text.strip()}” không phải mã định danh: cần dạng H41.12 (Quyết định 20/2020/QĐ-TTg), Z và hai chữ số "
        "rồi đến mã riêng, hoặc mã cũ 13 ký tự như 000.00.12.H41."
    )
