"""What letters cite, which letters they may be, and which files hold one letter twice."""

from django.db import models
from django.db.models import Q

from haichieu.dispatches.models.letters import Dispatch


class CitedDocument(models.Model):
    """A document that a letter's current reading cites."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="cited")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    date = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    #: why it is cited: basis, carries_out, answers, amends, replaces, annex, other
    role = models.CharField(max_length=20)
    #: as a letter's; of a document without number its folded words after “~”
    key = models.CharField(max_length=120, db_index=True)
    year = models.CharField(max_length=4, blank=True)
    #: the issuer in full words without marks, by which the same document is counted once
    issuer_key = models.CharField(max_length=200, blank=True)
    #: a law, decree or circular: cited without being sent to anybody
    is_law = models.BooleanField()
    #: the letter repeats what the document is about, by the letter's own words
    relays = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dispatch", "position"), name="cited_place_once"),)

    def __str__(self) -> str:
        return self.text[:60]


class LineageEdge(models.Model):
    """A cited document that may be a letter held by the office, with how sure that is and why."""

    cited = models.ForeignKey(CitedDocument, models.CASCADE, related_name="edges")
    target = models.ForeignKey(Dispatch, models.CASCADE, related_name="cited_by")
    #: 1 possible, 2 probable, 3 certain (rules.Level)
    level = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    #: the two subjects are about the same work
    relays = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cited", "target"), name="edge_once"),)

    def __str__(self) -> str:
        return f"{self.cited_id} → {self.target_id}"


class DuplicateOffer(models.Model):
    """Two letters of one unit that may be one, and what a person decided."""

    class Verdict(models.TextChoices):
        OPEN = "open", "Chưa quyết định"
        SAME = "same", "Một văn bản"
        DIFFERENT = "different", "Hai văn bản khác nhau"

    #: the one with the lower id
    first = models.ForeignKey(Dispatch, models.CASCADE, related_name="offers_later")
    second = models.ForeignKey(Dispatch, models.CASCADE, related_name="offers_earlier")
    reasons = models.JSONField()
    similarity = models.FloatField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="offer_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="offer_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}? {self.verdict}"
