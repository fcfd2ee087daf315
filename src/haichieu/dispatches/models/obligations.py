"""What units owe because of a letter, and limits that it sets."""

from django.db import models
from django.db.models import Q

from haichieu.dispatches.models.letters import Dispatch
from haichieu.units.models import Unit


class Obligation(models.Model):
    """Something a unit owes because of a confirmed letter, or of an order entered by hand."""

    class Kind(models.TextChoices):
        TASK = "task", "Nhiệm vụ có hạn"
        STANDING = "standing", "Việc thường xuyên"
        ACKNOWLEDGEMENT = "acknowledgement", "Xác nhận đã nhận văn bản"

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="obligations")
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    #: which proposed obligation of the reading it came from; empty when entered by hand
    source_key = models.CharField(max_length=40, blank=True)
    #: where the sentence stands in the letter's text; null when entered by hand
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    actors = models.JSONField(default=list)
    report_to = models.CharField(max_length=500, blank=True)
    deadline_text = models.CharField(max_length=300, blank=True)
    #: how the day was counted, as a sentence
    deadline_reason = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    search = models.TextField(blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    #: since when the office does this outside the program (the reason is in the facts); such a duty goes no further
    outside_at = models.DateTimeField(null=True, blank=True)
    #: the deadline as read and what it was counted from (rules.confirmation.kept_schedule); of a periodic duty also
    #: ``until`` the last day on which it can fall due, ``stopped``, ``first`` the row id of the first of its kind, and
    #: ``handed`` whether the units have it
    schedule = models.JSONField(null=True, blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(review_on__isnull=False), name="obligation_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(removed_at__isnull=True), name="obligation_ends_one_way"
            ),
        )
        indexes = (
            models.Index(fields=("dispatch", "source_key"), name="obligation_of_reading"),
            models.Index(fields=("owner", "due_on"), name="obligation_due"),
            models.Index(fields=("owner", "review_on"), name="obligation_review"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class ObligationFact(models.Model):
    """One thing that happened to an obligation. Facts are added, never changed."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="facts")
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=1000, blank=True)
    #: what the fact points at: a published post, a link, a figure
    evidence_kind = models.CharField(max_length=20, blank=True)
    evidence_ref = models.CharField(max_length=500, blank=True)
    snapshot = models.JSONField(default=dict)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("obligation", "at", "id"), name="fact_in_order"),)

    def __str__(self) -> str:
        return f"{self.obligation_id}:{self.verb}"


class MeasuredLimit(models.Model):
    """A limit of a confirmed letter that the program can measure: a share of the posts published."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="limits")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="limits")
    text = models.CharField(max_length=500)
    counts = models.CharField(max_length=20)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    #: “dưới 15 %” is strict, “không quá 15 %” is not
    strict = models.BooleanField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(numerator__gt=0) & Q(denominator__gt=models.F("numerator")),
                name="limit_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.text
