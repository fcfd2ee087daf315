"""Code lists of QCVN 102:2016/BTTTT and the codes of organisations (Quyết định 20/2020/QĐ-TTg)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from haichieu.dispatches.rules.exchange.errors import ExchangeError


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files("haichieu.dispatches.rules.exchange.edxml").joinpath("codes.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def code_list(name: str) -> Mapping[str, str]:
    """A list of codes: ``priority``, ``steering``, ``purpose``, ``status`` or ``document_type``.

    >>> code_list("status")["06"], code_list("priority")["3"]
    ('Hoàn thành', 'hỏa tốc')
    """
    return {code: value for code, value in _data()[name].items() if code != "note"}


def kind_code(kind: str) -> str:
    """The number of a kind of document, empty for a kind that the list does not have.

    >>> kind_code("công văn"), kind_code("thư ngỏ")
    ('18', '')
    """
    return next((code for code, name in code_list("document_type").items() if name == kind.lower()), "")


def organisation_code_kind(code: str) -> str | None:
    """Which scheme a code of an organisation follows; None when it follows none.

    >>> organisation_code_kind("G22.01"), organisation_code_kind("000.00.00.G22"), organisation_code_kind("abc")
    ('mã định danh điện tử', 'mã cũ', None)
    """
    for scheme in _data()["organisation_code"]:
        if len(code) <= scheme["longest"] and re.fullmatch(scheme["pattern"], code):
            return str(scheme["name"])
    return None


def checked_code(code: str, owner: str) -> str:
    """The code itself.

    Raises
    ------
    ExchangeError
        When it follows no scheme; ``owner`` says in the sentence whose code it is.
    """
    if organisation_code_kind(code) is None:
        shown = code or "(trống)"
        raise ExchangeError(
            f"Mã định danh của {owner} “{shown}” không đúng dạng; hãy dùng mã theo Quyết định 20/2020/QĐ-TTg, ví dụ "
            "H41.12, hoặc mã cũ 13 ký tự."
        )
    return code


@dataclass(frozen=True, slots=True)
class DocumentId:
    """Which document a message is about: who issued it, when, and its number and symbol."""

    organisation: str
    issued: date
    #: number and symbol joined by a slash
    sign: str

    def __str__(self) -> str:
        """The form of the standard.

        >>> str(DocumentId("000.00.00.G22", date(2015, 9, 30), "7816/VPCP-TTĐT"))
        '000.00.00.G22,2015/09/30,7816/VPCP-TTĐT'
        """
        return f"{self.organisation},{self.issued:%Y/%m/%d},{self.sign}"


def read_document_id(text: str) -> DocumentId | None:
    """The parts of a document id; None when it is not of the form.

    >>> read_document_id("000.00.00.G22,2015/09/30,7816/VPCP-TTĐT").issued
    datetime.date(2015, 9, 30)
    """
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) < 3 or not parts[0] or not parts[2]:
        return None
    issued = read_day(parts[1])
    return DocumentId(parts[0], issued, parts[2]) if issued else None


def read_day(text: str) -> date | None:
    """A day as messages write it, 2015/09/30; other orders that systems send are understood.

    >>> read_day("2015/09/30"), read_day("30/09/2015"), read_day("hôm qua")
    (datetime.date(2015, 9, 30), datetime.date(2015, 9, 30), None)
    """
    first = re.match(r"\s*(\d{4})[/-](\d{1,2})[/-](\d{1,2})\b", text)
    last = re.match(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b", text)
    parts = first.groups() if first else (last.groups()[::-1] if last else None)
    if parts is None:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
