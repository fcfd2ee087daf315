"""The cascade: obligations handed to units, and the ledger of what each unit did with them."""

from django.db import models
from django.db.models import Q

from haichieu.dispatches.models.letters import Dispatch
from haichieu.dispatches.models.obligations import Obligation
from haichieu.units.models import Person, Unit


class Cascade(models.Model):
    """One decision to hand an obligation down: to whom, by when. A job carries it out, unit by unit."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="cascades")
    #: the unit that hands it down, and the assignment of that unit when it passes on what it was given itself
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="cascades")
    passed_from = models.ForeignKey(
        "Assignment", models.PROTECT, null=True, blank=True, related_name="passed"
    )
    #: ids of units by part: {"lead": [...], "cooperating": [...], "copy": [...]}, without repetition
    units = models.JSONField()
    due_on = models.DateField(null=True, blank=True)
    #: what the officer adds for the units
    note = models.CharField(max_length=1000, blank=True)
    total = models.PositiveIntegerField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("obligation", "at"), name="cascade_in_order"),)

    def __str__(self) -> str:
        return f"{self.obligation_id} × {self.total}"


class Assignment(models.Model):
    """An obligation in the hands of one unit. What the ledger says of it is copied here, and can be rebuilt."""

    class Part(models.TextChoices):
        LEAD = "lead", "Chủ trì"
        COOPERATING = "cooperating", "Phối hợp"
        COPY = "copy", "Để biết"

    class State(models.TextChoices):
        SENT = "sent", "Đã gửi"
        SEEN = "seen", "Đã xem"
        ACCEPTED = "accepted", "Đã nhận việc"
        RETURNED = "returned", "Trả lại, có lý do"
        IN_PROGRESS = "in_progress", "Đang làm"
        SUBMITTED = "submitted", "Đã nộp, chờ duyệt"
        SENT_BACK = "sent_back", "Yêu cầu làm lại"
        DONE = "done", "Đã xong"
        WITHDRAWN = "withdrawn", "Đã rút"

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    cascade = models.ForeignKey(Cascade, models.PROTECT, related_name="assignments")
    #: the unit that gave it and decides about what is submitted
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="given_assignments")
    passed_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="passed_on")
    part = models.CharField(max_length=12, choices=Part)

    # Computed from the facts (rules.standing); rebuilt by actions.rebuild_standings.
    state = models.CharField(max_length=12, choices=State, default=State.SENT)
    due_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    last_fact_at = models.DateTimeField()
    #: counts the facts: who decides on an older count is told that something happened in between
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("obligation", "unit"), name="assignment_once_per_unit"),
        )
        indexes = (
            # The day of sending too: SQLite finds silent units here without looking a row up, PostgreSQL in the last.
            models.Index(fields=("unit", "state", "due_on", "sent_at"), name="assignment_of_unit"),
            models.Index(fields=("giver", "state", "due_on"), name="assignment_given"),
            models.Index(fields=("obligation", "state"), name="assignment_of_duty"),
            models.Index(fields=("unit", "sent_at"), condition=Q(state="sent"), name="assignment_silent"),
            models.Index(
                fields=("obligation", "part", "state"),
                condition=Q(passed_from=None),
                name="assignment_handed_down",
            ),
            # Nearly all were not passed on: a database that counts them in would not look here.
            models.Index(
                fields=("passed_from",), condition=Q(passed_from__isnull=False), name="assignment_passed_on"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id}@{self.unit_id}: {self.state}"


class AssignmentFact(models.Model):
    """One line of the ledger. Facts are added, never changed; a mistake is taken back by another fact."""

    class Verb(models.TextChoices):
        SENT = "sent", "Gửi tới đơn vị"
        SEEN = "seen", "Mở xem"
        ACCEPTED = "accepted", "Nhận việc"
        RETURNED = "returned", "Trả lại"
        STARTED = "started", "Bắt đầu làm"
        EVIDENCE = "evidence", "Thêm minh chứng"
        SUBMITTED = "submitted", "Nộp kết quả"
        APPROVED = "approved", "Duyệt kết quả"
        SENT_BACK = "sent_back", "Yêu cầu làm lại"
        EXTENDED = "extended", "Gia hạn"
        REMINDED = "reminded", "Nhắc"
        CHANGED = "changed", "Sửa nội dung"
        PASSED_ON = "passed_on", "Giao tiếp cấp dưới"
        TAKEN_OVER = "taken_over", "Đơn vị khác tiếp nhận"
        WITHDRAWN = "withdrawn", "Rút lại"
        TAKEN_BACK = "taken_back", "Hoàn tác"

    class Via(models.TextChoices):
        OFFICE = "office", "Trong phần mềm"
        LINK = "link", "Bằng đường dẫn riêng"
        TELEPHONE = "telephone", "Qua điện thoại"
        ZALO = "zalo", "Qua Zalo"
        PAPER = "paper", "Bằng văn bản giấy"
        MACHINE = "machine", "Máy tự ghi"

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="facts")
    verb = models.CharField(max_length=12, choices=Verb)
    via = models.CharField(max_length=10, choices=Via, default=Via.OFFICE)
    note = models.CharField(max_length=1000, blank=True)
    #: the new day of an extension
    due_on = models.DateField(null=True, blank=True)
    #: what shows the progress: post, link, file, figure, note
    evidence_kind = models.CharField(max_length=20, blank=True)
    evidence_ref = models.CharField(max_length=500, blank=True)
    evidence_file = models.FileField(upload_to="evidence/%Y/%m", max_length=300, blank=True)
    snapshot = models.JSONField(default=dict)
    #: the fact that this one takes back
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("assignment", "id"), name="assignment_fact_in_order"),
            models.Index(fields=("verb", "at"), name="assignment_fact_of_day"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(verb="sent"), name="assignment_sent_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment_id}:{self.verb}"


class AddresseePhrase(models.Model):
    """Which units an office means by a phrase of a letter, as a person confirmed it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="addressee_phrases")
    #: the phrase, folded (rules.addressees.phrase_key)
    key = models.CharField(max_length=200)
    #: the phrase as the last letter wrote it; empty where it was remembered before that was kept
    phrase = models.CharField(max_length=500, blank=True)
    #: how its units are found on a later day: below, children, kind, list, self (rules.addressees)
    rule = models.JSONField()
    used = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "key"), name="addressee_phrase_once"),)

    def __str__(self) -> str:
        return self.key


class ReceiptLink(models.Model):
    """A personal link by which an officer who seldom signs in opens and acknowledges what their unit was sent."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="receipt_links")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="receipt_links")
    #: only the digest of the secret is kept
    secret_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("unit", "-made_at"), name="receipt_link_newest"),)

    def __str__(self) -> str:
        return f"{self.person_id}@{self.unit_id}"


class LetterSeen(models.Model):
    """The first time that somebody holding a unit's role opened a letter, signed in. Units, never persons."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="seen_by")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dispatch", "unit"), name="letter_seen_once"),)

    def __str__(self) -> str:
        return f"{self.dispatch_id}@{self.unit_id}"
