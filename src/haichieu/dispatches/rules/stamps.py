"""What others put on a letter after it was written: the receiver's stamp, the trace of a digital signature."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.text.clean import squeeze
from haichieu.text.dates import find_dates, make_date
from haichieu.text.patterns import late

#: A stamp stands on the first page, beside or above the letterhead.
_STAMP_LINES = 45
#: So many cells after “ĐẾN” may belong to the stamp.
_STAMP_CELLS = 7
_ARRIVED = late(r"^\W*(?:cong van |van ban |cv |vb )?den\b(?P<rest>.*)$")
_LABELLED = late(r"^\W*(?:(?:so|ngay|gio) den\b|(?:cong van |van ban |cv |vb )?den so\s*:)")
_SO = r"(?:den so|so(?: den)?)\s*[:.…_]*\s*"
#: Behind the number in the register: its year, or the letter of incoming mail.
_REGISTER = r"(?:\s?/\s?(?:20\d\d|d)(?!\w))?"
_NUMBER = late(rf"(?:^|\s){_SO}(?P<number>\d{{1,6}}(?!\d){_REGISTER})?(?![\w/]|\s*[-–]\s*\w)(?=$|\W)")
_DAY = late(r"\bngay(?: den)?\s*[:.…_]*\s*(?P<date>\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}|\d[\d/.\-\s]*\d)?")
_SHORT_DATE = late(r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{2}))?$")
_PART = late(
    rf"^\W*(?:{_SO}\d{{0,6}}{_REGISTER}(?:\W*$|\s+(?:ngay|gio)\b)|(?:gio|ngay)(?: den)?\s*[:.…_]|ngay(?: den)?\s*\d"
    r"|(?:kinh )?chuyen\s*[:.…_]|luu ho so|so ky hieu hs)"
)
_SIGNED_BY = late(
    r"^\W*(?:(?:duoc )?ky (?:so )?boi|nguoi ky|digitally signed by|signed by)\s*:?\s*(?P<who>.*)$"
)
_SIGNED_AT = late(
    r"^\W*(?:(?:thoi gian|ngay|gio) ky|ky ngay|thoi diem ky|signing time|date)\s*:\s*(?P<when>\d.*)$"
)
_SIGNED_TRACE = late(
    r"^\W*(?:signature (?:not )?(?:verified|valid)|chu ky (?:so )?(?:khong )?hop le|e-?mail\s*:|co quan\s*:"
    r"|to chuc xac thuc|reason\s*:|location\s*:)"
)
_ANY_TRACE = late(
    r"ky(?: (?:so )?boi| ngay\s*:|(?<=nguoi ky)|(?:(?<=gian ky)|(?<=ngay ky)|(?<=gio ky)|(?<=diem ky))\s*:)"
)
_ANY_FOREIGN_TRACE = late(r"sign(?:ed by|ature )")
_MOMENT = late(
    r"(?P<first>\d{1,4})[./-](?P<second>\d{1,2})[./-](?P<third>\d{1,4})(?:[\sT,]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?))?"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stamps and signing programs wrote on the letter; none of it is the letter's own."""

    #: Number in the receiver's register of incoming letters.
    number: str | None = None
    #: Day of arrival, ISO; without its year (05-31) where the stamp leaves it out.
    date: str | None = None
    #: Who signed digitally, as the signing program printed it.
    signed_by: str | None = None
    #: Moment of the digital signature, ISO, without zone.
    signed_at: str | None = None
    #: Where all this stands.
    spans: tuple[Span, ...] = ()

    def in_year_of(self, issued: str | None) -> "Stamp":
        """The stamp with the year that it leaves out: a letter arrives on or after its own day.

        >>> Stamp(date="01-03").in_year_of("2024-12-30").date
        '2025-01-03'
        """
        if self.date is None or len(self.date) > 5 or issued is None:
            return self
        year = int(issued[:4]) + (self.date < issued[5:])
        return replace(self, date=f"{year}-{self.date}")

    def to_dict(self) -> dict[str, str | None]:
        """Plain data."""
        return {
            "number": self.number,
            "date": self.date,
            "signed_by": self.signed_by,
            "signed_at": self.signed_at,
        }


def find_stamp(sheet: Sheet) -> Stamp | None:
    """Read the receiver's stamp and the lines of a digital signature; None when there are none.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> stamp = find_stamp(make_sheet("CÔNG VĂN ĐẾN\\nSố: 1234\\nNgày: 12/5/2024\\nChuyển: Văn phòng\\nUBND XÃ A"))
    >>> stamp.number, stamp.date
    ('1234', '2024-05-12')
    """
    arrived = _arrival(sheet)
    signed = _signature(sheet)
    if arrived is None and signed is None:
        return None
    arrived, signed = arrived or Stamp(), signed or Stamp()
    return Stamp(
        arrived.number, arrived.date, signed.signed_by, signed.signed_at, (*arrived.spans, *signed.spans)
    )


def _cells(sheet: Sheet) -> list[Span]:
    return [cell for line in sheet.lines[:_STAMP_LINES] if not line.is_row for cell in line.cells]


def _arrival(sheet: Sheet) -> Stamp | None:
    cells = _cells(sheet)
    anchor = next((place for place, cell in enumerate(cells) if _is_arrival(sheet, cell)), None)
    if anchor is None:
        return None
    taken = [cells[anchor], *_parts(sheet, cells[anchor + 1 : anchor + 1 + _STAMP_CELLS])]
    flat = "\n".join(sheet.folded(cell) for cell in taken)
    number = next((m["number"].split("/")[0].strip() for m in _NUMBER.finditer(flat) if m["number"]), None)
    day = next((m["date"] for m in _DAY.finditer(flat) if m["date"]), None)
    return Stamp(number, _iso(day) if day else None, spans=tuple(taken))


def _is_arrival(sheet: Sheet, cell: Span) -> bool:
    flat = sheet.folded(cell)
    # “Đến” stands in every form of the stamp, and in few cells besides.
    if "den" not in flat:
        return False
    if _LABELLED.match(flat):
        return True
    match = _ARRIVED.match(flat)
    if match is None or not sheet.raw(cell)[: match.start("rest")].isupper():
        return False
    rest = match["rest"].strip(" .:…_-*|")
    return not rest or bool(_PART.match(rest) or _NUMBER.match(rest))


def _parts(sheet: Sheet, cells: list[Span]) -> Iterator[Span]:
    for cell in cells:
        if _PART.match(sheet.folded(cell)):
            yield cell


def _iso(words: str) -> str | None:
    found = find_dates(words.replace("thang", "tháng").replace("nam", "năm"))
    if found:
        return found[0].value.isoformat()
    short = _SHORT_DATE.match(words.strip())
    if short is None:
        return None
    day = make_date(short[1], short[2], f"20{short[3]}" if short[3] else "2000")
    return (day.isoformat() if short[3] else f"{day:%m-%d}") if day else None


def _signature(sheet: Sheet) -> Stamp | None:
    if not _ANY_TRACE.search(sheet.flat) and not _ANY_FOREIGN_TRACE.search(sheet.flat):
        return None
    who: str | None = None
    when: str | None = None
    spans: list[Span] = []
    for line in sheet.lines:
        for cell in line.cells:
            flat = sheet.folded(cell)
            by, at = _SIGNED_BY.match(flat), _SIGNED_AT.match(flat)
            if by is not None and ":" in flat:
                who = who or squeeze(sheet.raw(cell)[by.start("who") :]) or None
            elif at is not None and (spans or not flat.startswith("date")):
                when = when or _moment(at["when"])
            elif not (_SIGNED_TRACE.match(flat) and (spans or flat.startswith("sign"))):
                continue
            spans.append(cell)
    return Stamp(signed_by=who, signed_at=when, spans=tuple(spans)) if spans else None


def _moment(words: str) -> str | None:
    match = _MOMENT.search(words)
    if match is None:
        return None
    parts = [match["first"], match["second"], match["third"]]
    day, month, year = parts if len(parts[0]) <= 2 else parts[::-1]
    made: date | None = make_date(day, month, year)
    if made is None:
        return None
    return f"{made.isoformat()}T{match['time'].zfill(5)}" if match["time"] else made.isoformat()
