"""Lists of compiled reports."""

from collections.abc import Collection

from django.db.models import QuerySet

from haichieu.base.sets import numbers
from haichieu.reports.models import Report


def reports(*, units: Collection[int]) -> QuerySet[Report]:
    """Reports of these units, newest first."""
    return (
        Report.objects.filter(unit__one_of=numbers(units), rendered=True)
        .select_related("unit")
        .defer("html")
        .order_by("-compiled_at", "-pk")
    )
