"""All that a periodic report is made of, as plain data."""

from dataclasses import dataclass
from datetime import date as Day

from haichieu.layout.document import OpenDate, Signature
from haichieu.layout.styles import Style
from haichieu.reports.rules.obligations import ObligationRow, ObligationTotals
from haichieu.reports.rules.periods import Period
from haichieu.reports.rules.posts import CertificateLine, PostTotals, ReportedLimit
from haichieu.reports.rules.windows import Window


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What the period was like, and how the report has to look."""

    #: Name of the reporting unit as in a sentence: “Liên đoàn Lao động tỉnh Đông Triều”.
    unit: str
    #: Name of its upper unit, or empty.
    parent: str
    style: Style
    #: Symbol of its reports, such as “BC-LĐLĐ”.
    symbol: str
    #: Seat of the unit, for the date line.
    place: str
    #: Day of the report, or an open date for a draft.
    date: Day | OpenDate
    period: Period
    window: Window
    #: Last day whose records are counted.
    as_of: Day
    obligations: ObligationTotals
    posts: PostTotals
    signature: Signature
    certificates: tuple[CertificateLine, ...] = ()
    limits: tuple[ReportedLimit, ...] = ()
    #: Further gaps in whole sentences, such as “Chưa nhận được dữ liệu của kênh X từ ngày …”.
    missing: tuple[str, ...] = ()
    #: Obligations that fall due in the next period.
    upcoming: tuple[ObligationRow, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    number: str = ""
    #: Head of the action log when the figures were taken; empty when nothing is sealed yet.
    log_head: str = ""
