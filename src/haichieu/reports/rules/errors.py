"""What can go wrong while a periodic report is drawn up."""


class ReportError(Exception):
    """A report cannot be drawn up; the message is one Vietnamese sentence that says what to do."""


class UnknownPeriod(ReportError):
    """The name of a report period is none we know."""


class PeriodNotBegun(ReportError):
    """A period whose first counted day is still to come has nothing to report."""


class BadWindowRule(ReportError):
    """An own rule for the counted days makes no sense."""


class WindowIsBinding(ReportError):
    """A State body may not choose other days than the decree gives."""


class FiguresDisagree(ReportError):
    """Figures given for one report do not add up."""
