"""What people corrected, and what was learned from it."""

from django.db import models

from haichieu.dispatches.models.letters import Dispatch
from haichieu.units.models import Unit


class Correction(models.Model):
    """A field that a person confirmed otherwise than the machine read it: an example to learn from."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="corrections")
    #: as in the reading, “signer.title” for a part; “owner” for the unit that was given an actor's work
    field = models.CharField(max_length=20)
    machine_value = models.TextField(blank=True)
    person_value = models.TextField(blank=True)
    #: words around it in the letter, names of private persons masked
    context = models.CharField(max_length=600, blank=True)
    # What the person confirmed of the same letter: where the lesson may hold again.
    issuer = models.CharField(max_length=300, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=200, blank=True)
    #: version of the program that read it
    reader = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("field", "-at", "-id"), name="correction_newest"),)

    def __str__(self) -> str:
        return f"{self.dispatch_id}:{self.field}"


class LessonUse(models.Model):
    """A lesson of earlier corrections that changed a letter's reading, and whether the person kept it."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="lessons_used")
    #: the lesson (rules.Lesson.key)
    key = models.CharField(max_length=16, db_index=True)
    field = models.CharField(max_length=60)
    after = models.TextField()
    #: null until a person confirmed the letter
    kept = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dispatch", "key", "field"), name="lesson_used_once"),)

    def __str__(self) -> str:
        return f"{self.dispatch_id}:{self.field}"


class LessonSwitch(models.Model):
    """A person's decision to use a lesson or not."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="lesson_switches")
    key = models.CharField(max_length=16)
    is_on = models.BooleanField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "key"), name="lesson_switched_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.key}"
