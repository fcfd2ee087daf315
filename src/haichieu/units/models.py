"""Tables of the units room: units with dated names and places in the tree, people, roles."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from haichieu.units.rules import RoleName


class UnitKind(models.Model):
    """A sort of unit (“công đoàn cơ sở”, “xã”) and the level that it stands on: data of the organisation."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    #: 1 at the top; two sorts may share a level
    level = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An organisation or a part of one; its names and places live in :class:`UnitTerm`."""

    code = models.CharField(max_length=40, unique=True)
    #: code of a :class:`UnitKind`; a sort that nobody described yet is shown by its code
    kind = models.CharField(max_length=40)
    #: identification code of the agency in electronic exchange (QĐ 20/2020/QĐ-TTg); empty when it has none
    agency_code = models.CharField(max_length=35, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.code


class UnitTerm(models.Model):
    """The name of a unit and its place in the tree from one day to another (the last day counts)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="lower_terms")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    #: folded words to search in (names and code), and the name as Vietnamese lists are sorted
    search = models.CharField(max_length=500, blank=True)
    sort_key = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("parent", "valid_from"), name="unit_term_below"),
            models.Index(fields=("sort_key", "id"), name="unit_term_sorted"),
        )
        constraints = (
            models.UniqueConstraint(fields=("unit", "valid_from"), name="unit_term_starts_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_term_ends_later",
            ),
            models.CheckConstraint(condition=~Q(parent=F("unit")), name="unit_term_not_own_parent"),
        )

    def __str__(self) -> str:
        return self.name


class UnitChange(models.Model):
    """One decision about units: founded, renamed, moved, merged, split or dissolved, from a day on."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", "Thành lập"
        RENAMED = "renamed", "Đổi tên"
        MOVED = "moved", "Chuyển về cấp trên khác"
        MERGED = "merged", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        DISSOLVED = "dissolved", "Giải thể"

    kind = models.CharField(max_length=10, choices=Kind)
    #: first day of the new state
    on = models.DateField(db_index=True)
    #: the paper it rests on: “Nghị quyết 1685/NQ-UBTVQH15”
    decision = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class UnitSuccession(models.Model):
    """A unit went on in another one: many before, many after. A renamed or moved unit succeeds itself."""

    change = models.ForeignKey(UnitChange, models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="successions_after")
    successor = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="successions_before")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("change", "predecessor", "successor"), name="succession_once"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=False) | Q(successor__isnull=False),
                name="succession_of_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class TreeStamp(models.Model):
    """One row whose number every write to units makes new: a tree kept in memory is good while the number stands."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="tree_stamp_is_one_row"),)

    def __str__(self) -> str:
        return str(self.number)


class Place(models.Model):
    """A Vietnamese administrative unit as law lists it: province, district (until 30/6/2025), commune."""

    #: official code of its list (“79”, “26734”); old and new lists use the same numbers for different places
    code = models.CharField(max_length=10)
    #: 1 province, 2 district, 3 commune
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="lower")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    search = models.CharField(max_length=300, blank=True, db_index=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("level", "code", "valid_from"), name="place_listed_once"),
        )

    def __str__(self) -> str:
        return self.name


class PlaceSuccession(models.Model):
    """Where the area of an old place went on 1/7/2025: wholly, or in part where it was divided."""

    old = models.ForeignKey(Place, models.CASCADE, related_name="went_to")
    new = models.ForeignKey(Place, models.CASCADE, related_name="came_from")
    is_whole = models.BooleanField()
    #: the second list that says the same; empty when no other list knows this place
    checked_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("old", "new"), name="place_succession_once"),)

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Letterhead(models.Model):
    """How a unit's own documents look: its kind of body, symbol, seat and signer, from a day on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letterheads")
    #: state, union, party or youth: which layout rule holds
    body_kind = models.CharField(max_length=20)
    #: short form of the body in document symbols: “LĐLĐ” of BC-LĐLĐ
    symbol = models.CharField(max_length=40)
    #: the place named in the date line
    place = models.CharField(max_length=120)
    #: “TM. BAN THƯỜNG VỤ”; empty when the signer signs as head
    authority = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=120)
    signer_name = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "valid_from"), name="letterhead_starts_once"),)

    def __str__(self) -> str:
        return self.symbol


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by user name, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """A member of the organisation's own staff. Nobody else ever has a row."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    #: folded words to search in (both names), and the name as Vietnamese lists are sorted, given name first
    search = models.CharField(max_length=500, blank=True)
    sort_key = models.CharField(max_length=400, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        indexes = (models.Index(fields=("sort_key", "id"), name="person_sorted"),)

    def __str__(self) -> str:
        return self.full_name


class SignInFailure(models.Model):
    """Failures to sign in, counted for one user name or one address; neither is written here in clear."""

    #: keyed digest of the person, the typed name or the address
    digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.digest[:8]}: {self.failures}"


class Role(models.Model):
    """A role that a person holds on a unit from one day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in RoleName])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    #: whom the holder stands in for during an absence; null for a role of one's own
    deputy_of = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="deputies")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "unit", "role", "valid_from"),
                condition=Q(deputy_of=None),
                name="role_granted_once",
            ),
            models.UniqueConstraint(
                fields=("person", "unit", "role", "valid_from", "deputy_of"),
                condition=Q(deputy_of__isnull=False),
                name="deputy_appointed_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.role}@{self.unit_id}"


class Invitation(models.Model):
    """A link by which a member of staff opens their account; only the digest of its secret is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"
