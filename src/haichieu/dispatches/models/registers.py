"""Our own letters, the incoming and outgoing registers, and how this office counts days."""

from django.db import models
from django.db.models import Q

from haichieu.dispatches.models.letters import Dispatch
from haichieu.units.models import Unit


class OwnLetter(models.Model):
    """A letter that the office writes itself, from draft to issue; once issued it is a letter of its register."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        CHECKING = "checking", "Chờ kiểm tra"
        SIGNING = "signing", "Chờ ký"
        ISSUED = "issued", "Đã ban hành"
        DROPPED = "dropped", "Đã bỏ"
        #: a number taken for a letter written outside the program; its reason is in the facts
        PAPER = "paper", "Văn bản giấy"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="own_letters")
    #: the letter whose obligations it passes on; null for a letter of our own accord
    relays = models.ForeignKey(Dispatch, models.PROTECT, null=True, blank=True, related_name="relayed_by")
    #: code of the kind of document; empty for a công văn
    kind = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=1000)
    #: citations, opening, points (obligation, text, due day), closing, addressees, recipients, signer
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    #: counts the writes: who saves an older text is told
    version = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=40, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True, blank=True)
    docx = models.FileField(upload_to="own/%Y/%m", max_length=300, blank=True)
    pdf = models.FileField(upload_to="own/%Y/%m", max_length=300, blank=True)
    #: the letter of our register that it became
    issued_as = models.OneToOneField(
        Dispatch, models.PROTECT, null=True, blank=True, related_name="written_as"
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("unit", "state", "-at"), name="own_letter_newest"),)

    def __str__(self) -> str:
        return self.subject[:60]


class OwnLetterFact(models.Model):
    """What happened to a letter of ours: written, handed on, sent back, signed, issued. Added, never changed."""

    letter = models.ForeignKey(OwnLetter, models.CASCADE, related_name="facts")
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("letter", "id"), name="own_letter_fact_in_order"),)

    def __str__(self) -> str:
        return f"{self.letter_id}:{self.verb}"


class RegisterEntry(models.Model):
    """One line of a register: a letter that came in or went out, with its number in the series of its year."""

    class Book(models.TextChoices):
        INCOMING = "incoming", "Sổ văn bản đến"
        OUTGOING = "outgoing", "Sổ văn bản đi"
        #: orders that came without a letter
        ORAL = "oral", "Sổ chỉ đạo không có văn bản"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="register_entries")
    book = models.CharField(max_length=10, choices=Book)
    #: which numbers run together: a kind's code, or empty for one series of all kinds
    series = models.CharField(max_length=20, blank=True)
    #: the year, or the term of a committee, that the numbers run in
    period = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    dispatch = models.ForeignKey(
        Dispatch, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    own_letter = models.ForeignKey(
        OwnLetter, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    registered_on = models.DateField()
    #: to whom it was handed, or how it was sent
    note = models.CharField(max_length=300, blank=True)
    #: of a letter that went out: who signed it, and who gets it
    signer = models.CharField(max_length=120, blank=True)
    sent_to = models.CharField(max_length=300, blank=True)
    #: folded words by which the line is found: its letter's own, kept here so that a search reads no letters
    search = models.CharField(max_length=600, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("unit", "book", "-registered_on", "-id"), name="register_newest"),
            models.Index(
                fields=("unit", "book", "period", "-registered_on", "-id"), name="register_of_period"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "book", "series", "period", "number"), name="register_number_once"
            ),
            models.UniqueConstraint(
                fields=("unit", "book", "dispatch"),
                condition=Q(dispatch__isnull=False),
                name="register_letter_once",
            ),
            models.CheckConstraint(
                condition=Q(dispatch__isnull=False) | Q(own_letter__isnull=False), name="register_of_a_letter"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.period})"


class NumberingRule(models.Model):
    """How an office numbers the letters of its own, from a day on, with the paper that says so."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="numbering_rules")
    valid_from = models.DateField()
    #: each kind counts for itself, or all kinds count together
    by_kind = models.BooleanField()
    #: the term that numbers run in (“2025-2030”); empty where they begin anew with each year
    term = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "valid_from"), name="numbering_rule_starts_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from}"


class OfficeDay(models.Model):
    """A day that this office and the units below work or rest, against the public calendar."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="office_days")
    day = models.DateField()
    is_worked = models.BooleanField()
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "day"), name="office_day_once"),)

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class CountingRule(models.Model):
    """How this office and the units below count days, from a day on, with the source of the rule."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="counting_rules")
    valid_from = models.DateField()
    #: whether the day of the event is day one
    counts_first_day = models.BooleanField(default=False)
    #: what is done with a last day that is not worked: none, forward, back
    roll = models.CharField(max_length=10, default="forward")
    #: “trước ngày X” ends with the day before X
    before_excludes = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "valid_from"), name="counting_rule_starts_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from}"
