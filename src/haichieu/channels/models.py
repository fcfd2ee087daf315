"""Tables of the channels room: own channels, imports, and the items that were published."""

from django.db import models

from haichieu.units.models import Unit


class Channel(models.Model):
    """A channel of our own: proven by a credential, a code word published on it, or the leader's declaration."""

    class Proof(models.TextChoices):
        CREDENTIAL = "credential", "Quyền truy cập của nền tảng"
        CODE_WORD = "code_word", "Mã xác nhận đăng trên kênh"
        DECLARATION = "declaration", "Lãnh đạo ký xác nhận"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="channels")
    name = models.CharField(max_length=120, unique=True)
    platform = models.CharField(max_length=30)
    url = models.CharField(max_length=500, blank=True)
    proof = models.CharField(max_length=20, choices=Proof)
    proof_note = models.CharField(max_length=500)
    declared_by = models.CharField(max_length=40)
    declared_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(proof_note=""), name="channel_proof_is_written_down"),
        )

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One file or feed taken in for a channel, with what was new, dropped and set aside."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="imports")
    source = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    #: columns that stood in the file and were not taken, by name
    dropped_columns = models.JSONField(default=list)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source


class SetAsideRow(models.Model):
    """A row that could not be taken in: its place, what is wrong, and its allowed columns as they stood."""

    import_run = models.ForeignKey(Import, models.CASCADE, related_name="set_aside")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class PublishedItem(models.Model):
    """One post that one of our own channels published."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="items")
    external_id = models.CharField(max_length=300)
    url = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=1000)
    lead = models.TextField(blank=True)
    published_at = models.DateTimeField()
    #: the day of publication in the office's time zone: what mixes and windows count by
    day = models.DateField()
    repost = models.BooleanField(default=False)
    #: the folded title, to search in
    search = models.CharField(max_length=1000)
    digest = models.CharField(max_length=16)
    import_run = models.ForeignKey(Import, models.PROTECT, related_name="items")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("channel", "external_id"), name="item_once_per_channel"),
        )
        indexes = (
            models.Index(fields=("channel", "-published_at", "-id"), name="item_newest_in_channel"),
            models.Index(fields=("-published_at", "-id"), name="item_newest"),
            models.Index(fields=("channel", "day"), name="item_day_in_channel"),
        )

    def __str__(self) -> str:
        return self.title
