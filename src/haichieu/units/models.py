"""Tables of the units room: units with dated names and places in the tree, people, roles."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from haichieu.units.rules import RoleName


class Unit(models.Model):
    """An organisation or a part of one; its names and places live in :class:`UnitTerm`."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)

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

    class Meta:
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

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

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

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "unit", "role", "valid_from"), name="role_granted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.role}@{self.unit_id}"
