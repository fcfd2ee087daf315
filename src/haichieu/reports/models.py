"""Tables of the reports room: compiled reports and the figures they state."""

from django.db import models

from haichieu.units.models import Unit


class Report(models.Model):
    """A periodic report as compiled at one moment; compiling again makes a new version."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    period = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    docx = models.FileField(upload_to="reports/%Y", max_length=300)
    pdf = models.FileField(upload_to="reports/%Y", max_length=300)
    #: the document as a page of its own, for the preview
    html = models.TextField()
    log_head = models.CharField(max_length=100, blank=True)
    compiled_by = models.CharField(max_length=40)
    compiled_at = models.DateTimeField()
    #: false while its files are being written; only rendered reports are shown
    rendered = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "period", "version"), name="report_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period} v{self.version}"


class WindowOverride(models.Model):
    """A unit's own days for its reports, in force between two days; see ``rules.windows.WindowRule``."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="window_overrides")
    #: month, quarter, half or year; empty means every kind of period
    kind = models.CharField(max_length=10, blank=True)
    first_day = models.PositiveSmallIntegerField()
    first_month_offset = models.SmallIntegerField()
    last_day = models.PositiveSmallIntegerField()
    last_month_offset = models.SmallIntegerField()
    #: the unit's own paper that says so
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "kind", "valid_from"), name="window_starts_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"


class ReportFigure(models.Model):
    """One figure of a report and the question that finds its records again."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    value = models.CharField(max_length=60)
    #: which records: the kind and the filters of the question asked
    records_kind = models.CharField(max_length=20)
    filters = models.JSONField(default=dict)
    count = models.PositiveIntegerField()
    #: SHA-256 over the sorted ids counted, so that a later change shows
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "key"), name="figure_once_per_report"),)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
