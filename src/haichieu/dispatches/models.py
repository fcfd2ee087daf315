"""Tables of the dispatches room: letters, their readings, the obligations and limits that come of them."""

from django.db import models
from django.db.models import Q

from haichieu.units.models import Unit


class Dispatch(models.Model):
    """A letter that an office received: its bytes, its text, and the values of its current reading."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dispatches")
    file_name = models.CharField(max_length=255)
    file = models.FileField(upload_to="dispatches/%Y/%m", max_length=300)
    sha256 = models.CharField(max_length=64)
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
