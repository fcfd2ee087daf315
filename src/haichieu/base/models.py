"""Tables of the base room: the action log and its chain, links between records, jobs and their timetable."""

from django.db import models
from django.db.models import Q


class LogBlock(models.Model):
    """Consecutive entries of the action log, sealed by the hash of all that came before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    #: ids of its entries in order, comma separated, so that a missing one can be named
    entry_ids = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(number__gte=1), name="base_block_number"),)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash[:16]}"


class LogEntry(models.Model):
    """Who did what to which record, and when. Ids and verbs only: no name, no text."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80, null=True)  # None: nobody signed in (a citizen, a platform)
    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    ref = models.CharField(max_length=200)
    salt = models.CharField(max_length=32)
    value_digest = models.CharField(max_length=64, blank=True)
    #: filled in by the sealer
    digest = models.CharField(max_length=64, blank=True)
    block = models.ForeignKey(
        LogBlock, null=True, on_delete=models.PROTECT, related_name="entries", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=["block", "id"], name="base_entry_block"),
            models.Index(fields=["kind", "ref", "id"], name="base_entry_record"),
            models.Index(fields=["id"], name="base_entry_unsealed", condition=Q(block__isnull=True)),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(verb="") & ~Q(kind="") & ~Q(ref="") & ~Q(salt=""), name="base_entry_whole"
            ),
            models.CheckConstraint(
                condition=Q(block__isnull=True, digest="") | (Q(block__isnull=False) & ~Q(digest="")),
                name="base_entry_sealed_with_digest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.kind} {self.ref}"


class LogValue(models.Model):
    """Before and after of one entry, with the salt of their digest. May be erased; the chain still holds."""

    entry = models.OneToOneField(LogEntry, primary_key=True, on_delete=models.PROTECT, related_name="value")
    salt = models.CharField(max_length=32)
    #: canonical JSON, kept as text so that every database gives back the very characters digested
    text = models.TextField()

    def __str__(self) -> str:
        return f"values of {self.entry_id}"


class Link(models.Model):
    """One record points at another: a post at the obligation it serves, a figure at its source."""

    from_kind = models.CharField(max_length=80)
    from_ref = models.CharField(max_length=200)
    to_kind = models.CharField(max_length=80)
    to_ref = models.CharField(max_length=200)
    relation = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=80, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["from_kind", "from_ref", "relation", "to_kind", "to_ref"], name="base_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_kind="")
                & ~Q(from_ref="")
                & ~Q(to_kind="")
                & ~Q(to_ref="")
                & ~Q(relation=""),
                name="base_link_whole",
            ),
        )
        indexes = (models.Index(fields=["to_kind", "to_ref"], name="base_link_to"),)

    def __str__(self) -> str:
        return f"{self.from_kind} {self.from_ref} {self.relation} {self.to_kind} {self.to_ref}"


class JobRun(models.Model):
    """What the task library does not keep of a job: its lease, its attempts, its last error."""

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult", primary_key=True, on_delete=models.CASCADE, related_name="run"
    )
    name = models.CharField(max_length=100)
    #: counts claims and requeues: only the holder of the newest token may finish the job
    token = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(lease_until__isnull=True, worker="")
                | (Q(lease_until__isnull=False, set_aside_at__isnull=True) & ~Q(worker="")),
                name="base_run_leased_by_worker",
            ),
        )
        indexes = (
            models.Index(
                fields=["lease_until"], name="base_run_leased", condition=Q(lease_until__isnull=False)
            ),
            models.Index(
                fields=["set_aside_at"], name="base_run_set_aside", condition=Q(set_aside_at__isnull=False)
            ),
            models.Index(fields=["name"], name="base_run_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.task_id}"


class Tick(models.Model):
    """The last tick of a timetabled job that was turned into a waiting job."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
