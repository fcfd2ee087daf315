"""Tables of the posts room: tone readings and their corrections, the daily mix, drafts, frames, audits, verdicts."""

from django.db import models
from django.db.models import Q

from haichieu.channels.models import Channel, PublishedItem
from haichieu.posts.rules import spoken_seed
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
    #: chance that the post is an advisory; 0 in readings of before this was kept
    p_advisory = models.FloatField(default=0)
    #: version of the model, and of the organisation's correction after a plus sign
    model = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.item_id}:{self.tone}"


class ToneCalibration(models.Model):
    """What an organisation's own labels taught about the model; the newest in force counts for a unit and below."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tone_calibrations")
    version = models.PositiveIntegerField()
    base_model = models.CharField(max_length=40)
    #: besides the correction, how old and new stood to the same labels held out (`rules.comparison`)
    parameters = models.JSONField()
    #: how many labels it was fitted on, and what it gained on those held out (log loss before and after)
    labels = models.PositiveIntegerField()
    loss_before = models.FloatField()
    loss_after = models.FloatField()
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "version"), name="calibration_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id}.{self.version}"


class Doubt(models.TextChoices):
    """Why the estimate of a window should not be believed."""

    THIN = "thin", "Quá ít bài"
    SHAPE = "shape", "Bài viết khác hẳn với những bài mà mô hình đã học"
    AUDIT = "audit", "Trái với kết quả đã được người đọc xác nhận"


class DriftReading(models.Model):
    """One look at whether the estimate of a channel's window can be believed."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="drift_readings")
    first_day = models.DateField()
    last_day = models.DateField()
    posts = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    #: estimated share that counts against a limit: by the mean of the chances, and by EMQ
    share_by_mean = models.FloatField()
    share_by_emq = models.FloatField()
    distance = models.FloatField()
    threshold = models.FloatField()
    #: empty when there is nothing to doubt
    doubt = models.CharField(max_length=8, choices=Doubt, blank=True)
    sentence = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("channel", "first_day", "last_day", "model"), name="one_look_a_window"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel_id} {self.first_day}–{self.last_day} {self.doubt}"


class PlannedPost(models.Model):
    """A draft with the day for which it is meant. It is counted ahead and blocks nothing."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="planned_posts")
    title = models.CharField(max_length=1000)
    lead = models.TextField(blank=True)
    planned_for = models.DateField()
    #: told by whoever wrote the draft
    advisory = models.BooleanField(default=False)
    p_negative = models.FloatField(default=0)
    p_advisory = models.FloatField(default=0)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    dropped_by = models.CharField(max_length=40, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    published = models.ForeignKey(
        PublishedItem, models.SET_NULL, null=True, blank=True, related_name="planned_as"
    )

    class Meta:
        indexes = (models.Index(fields=("planned_for",), name="planned_by_day"),)

    def __str__(self) -> str:
        return f"{self.planned_for}: {self.title}"


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
    #: what was asked for when the list was made: channels, days, reposts in or out
    filters = models.JSONField(default=dict)
    #: round of a public beacon that was named before it existed
    beacon_round = models.PositiveBigIntegerField(null=True, blank=True)
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


FIRST_METHOD = "kelly-audit/1"


class SeedSource(models.TextChoices):
    """Who chose the seed of a run."""

    DRAWN = "drawn", "Máy rút sau khi chốt danh sách"
    GIVEN = "given", "Do người bắt đầu lượt đưa ra"


class SeedKind(models.TextChoices):
    """What the seed of a run was made from."""

    TEXT = "text", "Chuỗi do người nhập"
    DICE = "dice", "Gieo xúc xắc"
    LOTTERY = "lottery", "Kết quả xổ số"
    BEACON = "beacon", "Nguồn ngẫu nhiên công khai"


class Settling(models.TextChoices):
    """What counts where two readers differ."""

    MEAN = "mean", "Mỗi người tính một nửa"
    THIRD = "third", "Người thứ ba quyết định"


class Audit(models.Model):
    """One run of labelling on a frozen frame.

    Runs are numbered over all frames with the same hash, whichever unit froze them, so that nobody rolls until it
    passes.
    """

    frame = models.ForeignKey(FrozenFrame, models.PROTECT, related_name="audits")
    run = models.PositiveIntegerField()
    #: name of the statistical method, by which a run goes on after an upgrade; the first one where none was kept
    method = models.CharField(max_length=20, default=FIRST_METHOD)
    seed = models.CharField(max_length=100)
    #: empty for runs of before this was kept
    seed_source = models.CharField(max_length=8, choices=SeedSource, blank=True)
    seed_kind = models.CharField(max_length=8, choices=SeedKind, blank=True)
    #: rolls, draw or round: what lets a third party see where the seed comes from
    seed_evidence = models.JSONField(default=dict)
    #: how many people read each post, blind to each other
    readers = models.PositiveSmallIntegerField(default=1)
    settling = models.CharField(max_length=8, choices=Settling, default=Settling.MEAN)
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

    @property
    def seed_words(self) -> str:
        """The seed for a sentence."""
        return spoken_seed(self.seed, self.seed_kind)


class Verdict(models.Model):
    """One person's reading of the post drawn at one step of an audit."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="verdicts")
    step = models.PositiveIntegerField()
    #: 1 and 2: the two readers; 3: who settles where they differ
    slot = models.PositiveSmallIntegerField(default=1)
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
                fields=("audit", "step", "slot"),
                condition=Q(undone_at__isnull=True),
                name="one_verdict_a_step_and_slot",
            ),
        )

    def __str__(self) -> str:
        return f"{self.audit_id}/{self.step}.{self.slot}"


class FlagCheck(models.Model):
    """A second look at a post that was flagged as an advisory, drawn by chance: is the flag used as it is meant?"""

    item = models.OneToOneField(PublishedItem, models.PROTECT, related_name="flag_check")
    #: the person's reading that raised the flag; empty when the machine did
    verdict = models.ForeignKey(Verdict, models.SET_NULL, null=True, blank=True)
    drawn_at = models.DateTimeField()
    #: empty until somebody has looked
    agrees = models.BooleanField(null=True, blank=True)
    by = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.item_id}: {self.agrees}"
