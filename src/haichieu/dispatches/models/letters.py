"""Letters of an office: the files that came, their readings, and what other offices say of them."""

from django.db import models

from haichieu.units.models import Unit


class Dispatch(models.Model):
    """A letter that an office received: its bytes, its text, and the values of its current reading."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dispatches")
    file_name = models.CharField(max_length=255)
    file = models.FileField(upload_to="dispatches/%Y/%m", max_length=300)
    sha256 = models.CharField(max_length=64)
    #: an order without a letter (given orally, by telephone, at a meeting), written down as its text
    is_oral = models.BooleanField(default=False)
    #: which letter of its file it is, counted from 0: one file may hold several
    place = models.PositiveSmallIntegerField(default=0)
    #: the archive or mail that the file came in, and what its subject and sending office were
    package = models.CharField(max_length=255, blank=True)
    origin = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    #: why the machine could not read it; empty when it could
    set_aside = models.CharField(max_length=300, blank=True)
    #: since when the machine has been asked to read it; null when it has read it or given up
    waits_since = models.DateTimeField(null=True, blank=True)
    #: pages of a scan read so far, and pages there are; 0 of 0 when that is not known
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    # The current reading's values, copied here by the actions so that lists need no JSON.
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    date = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=1000, blank=True)
    #: number and symbol without what differs between spellings (rules.document_key); empty when one is missing
    key = models.CharField(max_length=120, blank=True, db_index=True)
    #: the letter that this one is another copy of, as people decided; derived from the decisions
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    #: the letter that the status in this file was written into; such a file is no letter and asks for nothing more
    attached_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    #: when a person chose it, of all its copies, to be the one that goes on
    chosen_at = models.DateTimeField(null=True, blank=True)
    #: folded words to search in: number, symbol, issuer, subject, file name
    search = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "sha256", "place"), name="dispatch_file_once_per_unit"),
        )
        indexes = (
            models.Index(fields=("unit", "-received_at", "-id"), name="dispatch_newest"),
            models.Index(fields=("unit", "date"), name="dispatch_of_day"),
        )

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class Reading(models.Model):
    """One version of what a letter says: proposed by the machine, or confirmed by a person."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="readings")
    version = models.PositiveIntegerField()
    #: who made it: the machine proposes, a person confirms
    by_person = models.BooleanField()
    values = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dispatch", "version"), name="reading_version_once"),)

    def __str__(self) -> str:
        return f"{self.dispatch_id} v{self.version}"


class LetterMessage(models.Model):
    """The edXML message that a letter came in, as its envelope says. Derived from the letter's stored file."""

    dispatch = models.OneToOneField(Dispatch, models.CASCADE, related_name="message")
    #: issuer's code, day, number and symbol, as the standard writes them
    document_id = models.CharField(max_length=300, blank=True)
    #: code and name of the office that sent it
    organisation = models.CharField(max_length=80)
    organisation_name = models.CharField(max_length=300, blank=True)
    #: codes of the offices it was sent to
    receivers = models.JSONField(default=list)
    #: new, recall, update or replace
    purpose = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, blank=True)
    due = models.DateField(null=True, blank=True)
    #: a digital signature came with it; nobody has checked it
    is_signed = models.BooleanField()

    def __str__(self) -> str:
        return self.document_id


class MessageFile(models.Model):
    """A file that came inside a message; its bytes stay in the stored message."""

    message = models.ForeignKey(LetterMessage, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    #: the letter itself, beside its annexes
    is_letter = models.BooleanField()
    #: why it could not be read; empty when it could
    set_aside = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "position"), name="message_file_once"),)

    def __str__(self) -> str:
        return self.name


class StatusFact(models.Model):
    """What one office told another about a letter, in the codes of edXML. Facts are added, never changed."""

    class Direction(models.TextChoices):
        RECEIVED = "received", "Nhận từ nơi khác"
        GIVEN = "given", "Gửi cho nơi khác"

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="statuses")
    direction = models.CharField(max_length=10, choices=Direction)
    #: 01 to 16 (rules/exchange/edxml/codes.json)
    code = models.CharField(max_length=2)
    note = models.CharField(max_length=1000, blank=True)
    #: code and name of the office that said it
    organisation = models.CharField(max_length=80, blank=True)
    organisation_name = models.CharField(max_length=300, blank=True)
    #: code of the office whose letter it is about
    issuer = models.CharField(max_length=80, blank=True)
    said_at = models.DateTimeField()
    #: the message that said it, as it came or as it is to be sent
    file = models.FileField(upload_to="statuses/%Y/%m", max_length=300)
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dispatch", "sha256"), name="status_message_once"),)
        indexes = (models.Index(fields=("dispatch", "said_at", "id"), name="status_in_order"),)

    def __str__(self) -> str:
        return f"{self.dispatch_id}:{self.code}"
