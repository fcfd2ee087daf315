"""Counts of assignments, so that a page over a million of them answers at once. All of it can be rebuilt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haichieu.dispatches.models.obligations import Obligation
from haichieu.units.models import Unit


class AssignmentTally(models.Model):
    """A part of the counts of one obligation under one unit of the two highest levels: the sum of its rows is true.

    Whoever adds a fact adds rows here in the same transaction, with minus where something is counted no more; nobody
    waits for a row of somebody else. A job adds rows up from time to time.
    """

    #: no record of anything: it never keeps a unit from being taken away that was entered by mistake
    IS_COUNTED_AGAIN: ClassVar[bool] = True

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="tallies")
    #: the unit at the top of the tree, or one right below it: everything under it is counted, itself too
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    sent = models.IntegerField(default=0)
    silent = models.IntegerField(default=0)
    seen = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    submitted = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    finished_late = models.IntegerField(default=0)
    #: not added up yet
    is_new = models.BooleanField(default=True)

    class Meta:
        indexes = (
            models.Index(fields=("unit", "obligation"), name="tally_of_unit"),
            models.Index(fields=("obligation",), condition=Q(is_new=True), name="tally_to_add_up"),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id}@{self.unit_id}: {self.sent}"


class TallyStamp(models.Model):
    """One row: the tree of units under which the counts were built. Under another tree they hold no longer."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    #: -1 while they are being built for the first time
    tree_number = models.BigIntegerField(default=-1)
    on = models.DateField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="tally_stamp_is_one_row"),)

    def __str__(self) -> str:
        return f"{self.tree_number} {self.on}"
