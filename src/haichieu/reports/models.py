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

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "period", "version"), name="report_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period} v{self.version}"


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
