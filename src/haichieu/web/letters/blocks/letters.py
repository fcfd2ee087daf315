"""What the pages of letters of our own show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from haichieu.dispatches.actions import writers_of
from haichieu.dispatches.models import Obligation, OwnLetter, OwnLetterFact, RegisterEntry
from haichieu.dispatches.queries import Signing, addressed_units, other_signers, own_letters, signing
from haichieu.dispatches.relay import LETTER_KINDS, Content, upper_passed
from haichieu.dispatches.rules import letter_name
from haichieu.text.dates import format_date
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, people_names
from haichieu.units.rules import Tree
from haichieu.web.letters.forms.addressed import KindBelow, kinds_below, names_text
from haichieu.web.letters.forms.sections import SECTIONS
from haichieu.web.shell.days import today

ROWS = 25
STATES = (("open", "Đang làm"), ("issued", "Đã ban hành"), ("dropped", "Đã bỏ"), ("", "Tất cả"))
#: Fact → its words and icon.
VERBS = {
    "composed": ("Soạn", "pencil-square"),
    "revised": ("Sửa", "pencil-square"),
    "submitted": ("Chuyển kiểm tra", "send"),
    "checked": ("Đã kiểm tra", "clipboard-check"),
    "sent_back": ("Trả lại để sửa", "arrow-counterclockwise"),
    "dropped": ("Bỏ", "trash"),
    "signed": ("Ký", "check2"),
    "issued": ("Ban hành", "patch-check"),
    "handed_down": ("Giao xuống đơn vị", "diagram-3"),
    "reserved": ("Lấy số cho văn bản giấy", "lock"),
}


def own_letter_name(letter: OwnLetter) -> str:
    """How a letter is called: with its number once it has one."""
    kind = LETTER_KINDS[letter.kind].name if letter.kind in LETTER_KINDS else letter.kind
    if letter.number:
        return letter_name(kind, letter.number, letter.symbol, file_name="")
    return f"{kind.capitalize()} chưa có số"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of a list."""

    letter: OwnLetter
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class OwnLetterList:
    """One page of the letters of the open units."""

    rows: tuple[LetterRow, ...]
    page: Page
    state: str

    @classmethod
    def of(cls, units: Collection[int], tree: Tree, *, state: str, page: str) -> "OwnLetterList":
        """The newest first."""
        known = state if state in dict(STATES) else "open"
        shown = Paginator(own_letters(units=units, state=known), ROWS).get_page(page)
        rows = (LetterRow(each, own_letter_name(each), _unit(each.unit_id, tree)) for each in shown)
        return cls(tuple(rows), shown, known)


def _unit(pk: int, tree: Tree) -> str:
    node = tree.nodes.get(pk)
    return node.short_name if node else ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of a letter's history."""

    word: str
    icon: str
    by: str
    fact: OwnLetterFact


@dataclass(frozen=True, slots=True)
class PointField:
    """One point in the form that changes them."""

    place: int
    text: str
    due: str
    #: the day of the upper letter, in words; empty where it names none
    upper: str
    error: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with everything that this person may do to it."""

    letter: OwnLetter
    name: str
    unit: str
    content: Content
    history: tuple[FactLine, ...]
    entry: RegisterEntry | None
    upper_name: str
    addressed: int
    handed_down: int
    duties: int
    may_edit: bool
    may_check: bool
    may_sign: bool
    #: what follows from who checked it
    signing: Signing
    #: others who sign where the reader could as well: whoever checks leaves it to them
    others_sign: tuple[str, ...]
    may_work: bool
    hands_down: bool
    kinds: list[KindBelow]
    fields: Mapping[str, str]
    ticked: Collection[str]
    points: tuple[PointField, ...]
    sections: tuple[tuple[str, str], ...]
    #: section or step that was refused, and why
    refused: str = ""
    sentence: str = ""
    errors: Mapping[str, str] | None = None
    #: sections whose typed words are shown, not saved
    typed_sections: tuple[str, ...] = ()

    @property
    def may_hand_down(self) -> bool:
        """Whether something of an issued letter has not been handed down yet."""
        return self.hands_down and self.addressed > 0 and self.handed_down < self.duties

    @classmethod
    def of(
        cls,
        letter: OwnLetter,
        person: Person,
        tree: Tree,
        *,
        composes: bool,
        signs: bool,
        hands_down: bool,
        refused: str = "",
        sentence: str = "",
        errors: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
        ticked: Collection[str] | None = None,
        typed_sections: tuple[str, ...] = (),
    ) -> "LetterPage":
        """Everything in a fixed number of questions, whatever the length of the history."""
        content = Content.of(letter.content)
        state, kinds = letter.state, kinds_below(letter.unit_id, tree)
        said = signing(letter, person, on=tree.on) if signs and state == "signing" else Signing()
        checks = composes and state == "checking" and actor_ref(person) not in writers_of(letter)
        own = letter.issued_as
        duties = list(own.obligations.filter(removed_at=None)) if own else []
        return cls(
            letter=letter,
            name=own_letter_name(letter),
            unit=_unit(letter.unit_id, tree),
            content=content,
            history=_history(letter),
            entry=letter.register_entries.first(),
            upper_name=_upper_name(letter),
            addressed=len(addressed_units(letter, on=letter.date or tree.on)),
            handed_down=_handed_down(duties),
            duties=len(duties),
            may_edit=composes and state == "draft",
            may_check=checks,
            may_sign=signs and state == "signing" and not said.refusal,
            signing=said,
            others_sign=other_signers(letter.unit_id, person, on=tree.on) if checks and signs else (),
            hands_down=hands_down and state == "issued",
            may_work=composes and state in ("draft", "checking", "signing"),
            kinds=kinds,
            fields=_fields(letter, content, kinds, tree) | dict(typed or {}),
            ticked=content.unit_kinds if ticked is None else ticked,
            points=_points(content, typed or {}, errors or {}),
            sections=tuple(SECTIONS.items()),
            refused=refused,
            sentence=sentence,
            errors=errors or {},
            typed_sections=typed_sections,
        )


def _history(letter: OwnLetter) -> tuple[FactLine, ...]:
    facts = list(letter.facts.order_by("-pk"))
    names = people_names({fact.by for fact in facts})
    return tuple(FactLine(*VERBS[fact.verb], names.get(fact.by, "Hệ thống"), fact) for fact in facts)


def _upper_name(letter: OwnLetter) -> str:
    upper = letter.relays
    return letter_name(upper.kind, upper.number, upper.symbol, file_name=upper.file_name) if upper else ""


def _handed_down(duties: list[Obligation]) -> int:
    if not duties:
        return 0
    given = Obligation.objects.filter(pk__in=[duty.pk for duty in duties], cascades__isnull=False)
    return given.distinct().count()


def _fields(letter: OwnLetter, content: Content, kinds: list[KindBelow], tree: Tree) -> dict[str, str]:
    whole = _phrases(content)
    return {
        "subject": letter.subject,
        "citations": "\n".join(content.citations),
        "opening": content.opening,
        "closing": content.closing,
        "recipients": "\n".join(content.recipients),
        "authority": content.authority,
        "signer_title": content.signer_title,
        "signer_name": content.signer_name,
        "names": names_text(content.units, tree),
        **{f"phrase-{kind.code}": whole.get(kind.code, kind.phrase) for kind in kinds},
    }


def _phrases(content: Content) -> dict[str, str]:
    """Sort of units → how the letter calls it; nothing where sorts called alike hide which phrase is whose."""
    phrases = content.addressees[: max(len(content.addressees) - len(content.units), 0)]
    if len(phrases) == 1:
        return dict.fromkeys(content.unit_kinds, phrases[0])
    alike = len(phrases) == len(content.unit_kinds)
    return dict(zip(content.unit_kinds, phrases, strict=True)) if alike else {}


def _points(content: Content, typed: Mapping[str, str], errors: Mapping[str, str]) -> tuple[PointField, ...]:
    asked = [point.obligation for point in content.points if point.obligation is not None]
    upper = dict(Obligation.objects.filter(pk__in=asked).values_list("pk", "due_on")) if asked else {}
    fields = []
    for place, point in enumerate((*content.points, None)):
        day = upper.get(point.obligation) if point and point.obligation else None
        due = format_date(point.due_on) if point and point.due_on else ""
        fields.append(
            PointField(
                place,
                typed.get(f"point-{place}", point.text if point else ""),
                typed.get(f"due-{place}", due),
                format_date(day) if day else "",
                errors.get(f"due-{place}", ""),
            )
        )
    return tuple(fields)


@dataclass(frozen=True, slots=True)
class DutyChoice:
    """An obligation of the upper letter that may be passed on."""

    duty: Obligation
    taken: bool
    due: str
    error: str
    #: why a day has to be set; empty while the upper one has not passed
    passed: str


def duty_choices(
    duties: list[Obligation],
    taken: Collection[str] | None,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> list[DutyChoice]:
    """Every obligation, ticked unless the person said otherwise."""
    return [
        DutyChoice(
            duty,
            taken is None or str(duty.pk) in taken,
            typed.get(f"due-{duty.pk}", ""),
            errors.get(f"due-{duty.pk}", ""),
            upper_passed(duty.due_on, today()),
        )
        for duty in duties
    ]
