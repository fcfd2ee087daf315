"""One ``make_x(**optional)`` for each noun; every value has a sensible default."""

from datetime import UTC, date, datetime
from itertools import count

from haichieu.channels.models import Channel, Import, PublishedItem
from haichieu.dispatches.models import Assignment, Cascade, Dispatch, Obligation, Reading
from haichieu.posts.models import ToneReading
from haichieu.text.folding import fold
from haichieu.units.actions import add_terms
from haichieu.units.models import Person, Role, Unit, UnitTerm
from haichieu.units.rules import person_words

#: The day on which every test happens, unless it says otherwise.
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 09:00 in Việt Nam
PASSWORD = "mat-khau-thu-nghiem"

_serial = count(1)


def make_unit(*, code: str = "", name: str = "", parent: Unit | None = None, kind: str = "union") -> Unit:
    """A unit with one open term from 2020 on."""
    number = next(_serial)
    unit = Unit.objects.create(code=code or f"U{number}", kind=kind)
    name = name or f"Công đoàn cơ sở {number}"
    add_terms([UnitTerm(unit=unit, name=name, short_name=name, parent=parent, valid_from=date(2020, 1, 1))])
    return unit


def make_person(
    *, username: str = "", full_name: str = "", unit: Unit | None = None, role: str = "officer"
) -> Person:
    """A member of staff who can sign in with ``PASSWORD``, with one role on a unit when given."""
    number = next(_serial)
    username, full_name = username or f"nguoi{number}", full_name or f"Cán bộ {number}"
    person = Person(username=username, full_name=full_name, created_at=NOW)
    person.search, person.sort_key = person_words(full_name, username)
    person.set_password(PASSWORD)
    person.save()
    if unit is not None:
        Role.objects.create(person=person, unit=unit, role=role, valid_from=date(2020, 1, 1))
    return person


def make_dispatch(
    *, unit: Unit, text: str = "Nội dung công văn.", confirmed: bool = False, **values: str
) -> Dispatch:
    """A stored letter with a machine's reading that says what ``values`` say."""
    number = next(_serial)
    columns = {
        "kind": "công văn",
        "number": str(number),
        "symbol": "LĐLĐ",
        "date": "2026-11-02",
        "subject": f"Việc số {number}",
    }
    columns |= values
    dispatch = Dispatch.objects.create(
        unit=unit,
        file_name=f"cong-van-{number}.txt",
        file=f"dispatches/thu/{number}.txt",
        sha256=f"{number:064x}",
        text=text,
        received_at=NOW,
        added_by="system:terminal",
        confirmed_at=NOW if confirmed else None,
        search=fold(" ".join(columns.values())),
        **columns,
    )
    reading = {
        **columns,
        "addressees": [],
        "recipients": [],
        "citations": [],
        "obligations": [],
        "limits": [],
    }
    Reading.objects.create(
        dispatch=dispatch, version=1, by_person=confirmed, values=reading, by="system:reader", at=NOW
    )
    return dispatch


def make_obligation(
    *,
    dispatch: Dispatch,
    owner: Unit | None = None,
    text: str = "",
    due_on: date | None = TODAY,
    review_on: date | None = None,
    done_at: datetime | None = None,
) -> Obligation:
    """An obligation under a letter, owned by the receiving unit unless said otherwise."""
    text = text or f"Thực hiện việc số {next(_serial)}"
    return Obligation.objects.create(
        dispatch=dispatch,
        owner=owner or dispatch.unit,
        kind="task" if due_on else "standing",
        text=text,
        due_on=due_on,
        review_on=review_on or (None if due_on else TODAY),
        search=fold(text),
        created_at=NOW,
        done_at=done_at,
    )


def make_assignment(
    *,
    obligation: Obligation,
    unit: Unit,
    giver: Unit | None = None,
    part: str = "lead",
    due_on: date | None = None,
    passed_from: Assignment | None = None,
    at: datetime = NOW,
) -> Assignment:
    """An obligation in the hands of a unit, sent by the letter's unit on the obligation's day unless said otherwise."""
    giver = giver or obligation.dispatch.unit
    day = None if part == "copy" else due_on or obligation.due_on
    cascade = Cascade.objects.create(
        obligation=obligation,
        giver=giver,
        passed_from=passed_from,
        units={part: [unit.pk]},
        total=1,
        finished_at=at,
        by="system:terminal",
        at=at,
    )
    assignment = Assignment.objects.create(
        obligation=obligation,
        unit=unit,
        cascade=cascade,
        giver=giver,
        passed_from=passed_from,
        part=part,
        due_on=day,
        sent_at=at,
        last_fact_at=at,
    )
    assignment.facts.create(verb="sent", due_on=day, by="system:terminal", at=at)
    return assignment


def make_channel(*, unit: Unit, name: str = "", platform: str = "site") -> Channel:
    """A channel declared as our own by the leader's signature."""
    return Channel.objects.create(
        unit=unit,
        name=name or f"Kênh {next(_serial)}",
        platform=platform,
        proof="declaration",
        proof_note="Bản cam kết của lãnh đạo đơn vị",
        declared_by="system:terminal",
        declared_at=NOW,
    )


def make_item(
    *,
    channel: Channel,
    title: str = "",
    day: date = TODAY,
    tone: str = "neutral",
    advisory: bool = False,
    repost: bool = False,
) -> PublishedItem:
    """A published post with the machine's reading (the daily mix is not touched)."""
    number = next(_serial)
    run, _ = Import.objects.get_or_create(
        channel=channel, source="thu.csv", defaults={"sha256": "0" * 64, "by": "system:terminal", "at": NOW}
    )
    title = title or f"Hội nghị số {number}"
    item = PublishedItem.objects.create(
        channel=channel,
        external_id=f"bai-{number}",
        title=title,
        search=fold(title),
        published_at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC),
        day=day,
        repost=repost,
        digest=f"{number:016x}",
        import_run=run,
    )
    scores = {name: 0.8 if name == tone else 0.1 for name in ("positive", "neutral", "negative")}
    ToneReading.objects.create(
        item=item,
        tone=tone,
        p_positive=scores["positive"],
        p_neutral=scores["neutral"],
        p_negative=scores["negative"],
        advisory=advisory,
        model="thu-nghiem",
    )
    return item
