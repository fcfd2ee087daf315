"""Names of letters on the web of documents: the IRIs of the Akoma Ntoso Naming Convention 1.0."""

import re
from collections.abc import Mapping
from typing import Any

from haichieu.text.folding import fold

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: Our own name space, for the fields of a reading that the standard has no element for.
HC = "urn:haichieu:reading:1"


def slug(text: str) -> str:
    """Small letters, digits and hyphens.

    >>> slug("Liên đoàn Lao động tỉnh"), slug("134/LĐLĐ")
    ('lien-doan-lao-dong-tinh', '134-ldld')
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def work_iri(letter: Mapping[str, Any]) -> str:
    """The IRI of a letter or of a citation: country, kind, issuer, date, number; what is unknown is left out.

    >>> work_iri({"kind": "công văn", "number": "134", "symbol": "LĐLĐ", "date": "2024-05-09", "issuer": None})
    '/akn/vn/doc/cong-van/2024-05-09/134-ldld'
    """
    sign = slug(f"{letter.get('number') or ''} {letter.get('symbol') or ''}")
    parts = (slug(str(letter.get(key) or "")) for key in ("kind", "issuer", "date"))
    return "/".join(("/akn/vn/doc", *filter(None, (*parts, sign or "khong-so"))))
