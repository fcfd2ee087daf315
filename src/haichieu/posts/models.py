"""Tables of the posts room: tone readings, the daily mix, frozen frames, audits and their verdicts."""

from django.db import models
from django.db.models import Q

from haichieu.channels.models import Channel, PublishedItem
from haichieu.units.models import Unit


class Tone(models.TextChoices):
    """What a post puts in the foreground (see the codebook page)."""

    POSITIVE = "positive", "Tích cực"
    NEUTRAL = "neutral", "Trung tính"
    NEGATIVE = "negative", "Tiêu cực"


class ToneReading(models.Model):
    """The machine's estimate for one item; each names the model that made it."""

    item = models.OneToOneField(PublishedItem, models.CASCADE, related_name="tone", primary_key=True)
    tone = models.CharField(max_length=8, choices=Tone)
    p_positive = models.FloatField()
    p_neutral = models.FloatField()
    p_negative = models.FloatField()
    advisory = models.BooleanField()
    model = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.item_id}:{self.tone}"


class DailyMix(models.Model):
    """How many items of a channel had which tone on one day, as the machine estimates."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="days")
    day = models.DateField()
    items = models.PositiveIntegerField()
    reposts = models.PositiveIntegerField()
    positive = models.PositiveIntegerField()
    neutral = models.PositiveIntegerField()
    negative = models.PositiveIntegerField()
    #: negative and not advisory: what a limit is checked on
    negative_counted = models.PositiveIntegerField()
    advisory = models.PositiveIntegerField()
    #: sum of the probabilities of being negative
    p_negative = models.FloatField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("channel", "day"), name="one_mix_a_day"),)
        indexes = (models.Index(fields=("day",), name="mix_by_day"),)

    def __str__(self) -> str:
        return f"{self.channel_id} {self.day}"


class FrozenFrame(models.Model):
    """A list of posts fixed and hashed before any seed is drawn, to be certified against one limit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="frames")
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    size = models.PositiveIntegerField()
    frame_hash = models.CharField(max_length=64)
    #: the whole frame, as its hash was computed
    record = models.JSONField()
    frozen_by = models.CharField(max_length=40)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "frame_hash"), name="frame_once_per_unit"),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="frame_window_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.title


class SeedSource(models.TextChoices):
    """Who chose the seed of a run."""

    DRAWN = "drawn", "Máy rút sau khi chốt danh sách"
    GIVEN = "given", "Do người bắt đầu lượt đưa ra"


class Audit(models.Model):
    """One run of labelling on a frozen frame.

    Runs are numbered over all frames with the same hash, whichever unit froze them, so that nobody rolls until it
    passes.
    """

    frame = models.ForeignKey(FrozenFrame, models.PROTECT, related_name="audits")
    run = models.PositiveIntegerField()
    seed = models.CharField(max_length=100)
    #: empty for runs of before this was kept
    seed_source = models.CharField(max_length=8, choices=SeedSource, blank=True)
    started_by = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    #: set when the audit decides or a person closes it undecided
    decision = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    certificate = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("frame", "run"), name="run_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.frame_id} #{self.run}"


class Verdict(models.Model):
    """One person's reading of the post drawn at one step of an audit."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="verdicts")
    step = models.PositiveIntegerField()
    item = models.ForeignKey(PublishedItem, models.PROTECT, related_name="verdicts")
    #: empty when the post could not be read any more
    tone = models.CharField(max_length=8, choices=Tone, blank=True)
    advisory = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("audit", "step"), condition=Q(undone_at__isnull=True), name="one_verdict_a_step"
            ),
        )

    def __str__(self) -> str:
        return f"{self.audit_id}/{self.step}"
