"""Tables of the notices room: how people are told, what they were told, and whether it reached them."""

from datetime import time

from django.db import models
from django.db.models import Q

from haichieu.units.models import Person, Unit


class NoticeRule(models.Model):
    """How an office and the units below are told of deadlines, from a day on, with the paper that says so."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="notice_rules")
    valid_from = models.DateField()
    before_days = models.PositiveSmallIntegerField(default=3)
    after_owner_days = models.PositiveSmallIntegerField(default=1)
    after_above_days = models.PositiveSmallIntegerField(default=3)
    quiet_from = models.TimeField(default=time(20))
    quiet_to = models.TimeField(default=time(7))
    source = models.CharField(max_length=300)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "valid_from"), name="notice_rule_starts_once"),
            models.CheckConstraint(
                condition=Q(before_days__lte=60, after_owner_days__gte=1, after_above_days__gte=1),
                name="notice_rule_makes_sense",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from}"


class NoticeChoice(models.Model):
    """What one person chose for themselves; without a row the office's way holds."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="notice_choice")
    by_mail = models.BooleanField(default=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id}"


class Digest(models.Model):
    """What one person is told on one day; a day with nothing to say has an empty one, so that it is decided once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField()
    #: rules.DigestText; empty when there was nothing to say
    content = models.JSONField(default=dict)
    is_empty = models.BooleanField()
    #: when it first reached the person by any way; a person without a way finds it on their pages
    told_at = models.DateTimeField(null=True, blank=True)
    #: the run that made it: of several workers one wins
    run = models.UUIDField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="digest_once_a_day"),)
        indexes = (
            models.Index(
                fields=("person", "-day"), name="digest_last_told", condition=Q(told_at__isnull=False)
            ),
            models.Index(fields=("day", "is_empty"), name="digest_of_day"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class Delivery(models.Model):
    """One way by which a digest goes out."""

    class Way(models.TextChoices):
        MAIL = "mail", "Thư điện tử"
        PUSH = "push", "Thông báo trình duyệt"
        ZALO = "zalo", "Zalo"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"
        UNSURE = "unsure", "Không rõ đã gửi"
        REPLACED = "replaced", "Gộp vào bản sau"

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=5, choices=Way)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    #: sends that failed
    tries = models.PositiveSmallIntegerField(default=0)
    #: sends begun since the last known end
    begun = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    #: what went wrong last, without any address
    error = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("digest", "way"), name="delivery_once_per_way"),)
        indexes = (
            models.Index(fields=("next_try_at", "id"), name="delivery_waiting", condition=Q(state="waiting")),
            models.Index(fields=("state", "ended_at"), name="delivery_ended"),
        )

    def __str__(self) -> str:
        return f"{self.digest_id} {self.way}"


class CalendarFeed(models.Model):
    """A private address from which a calendar program fetches somebody's deadlines."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    #: only the digest of the secret is kept
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(revoked_at__isnull=True), name="calendar_feed_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"


class PushSubscription(models.Model):
    """A browser that somebody asked to show their digest."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000)
    endpoint_digest = models.CharField(max_length=64, unique=True)
    point = models.CharField(max_length=120)
    secret = models.CharField(max_length=40)
    #: “Chrome trên Android”, as the browser calls itself
    label = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.label}"


class ZaloLink(models.Model):
    """The chat of a person with the office's Zalo bot, linked by a code that the person sent from it."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="zalo_link")
    chat = models.CharField(max_length=80, blank=True)
    linked_at = models.DateTimeField(null=True, blank=True)
    #: digest of the code that waits to be sent, and until when
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    code_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id}"
