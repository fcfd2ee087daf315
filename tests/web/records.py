"""One record of each kind that a unit owns, and the addresses that show it."""

from dataclasses import dataclass, replace
from datetime import date

from django.core.files.base import ContentFile

from haichieu.channels.models import Channel, Import
from haichieu.dispatches.actions import (
    add_evidence,
    carry_out_cascade,
    cascade_obligation,
    compose_letter,
    give_status,
    make_receipt_link,
)
from haichieu.dispatches.models import (
    Assignment,
    CountingRule,
    Dispatch,
    LetterMessage,
    Obligation,
    OfficeDay,
    OwnLetter,
    RegisterEntry,
)
from haichieu.dispatches.rules.relay import Addressed
from haichieu.posts.actions import close_audit, correct_reading, freeze_frame, plan_post, start_audit
from haichieu.posts.models import Audit, FlagCheck, FrozenFrame, PlannedPost, ToneCalibration
from haichieu.posts.rules.recalibration import Correction
from haichieu.reports.models import Report
from haichieu.stats.limits import Limit
from haichieu.units.models import Person, Unit
from tests.conftest import Cast
from tests.dispatches.messages import written
from tests.dispatches.own_letters import make_letterhead
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_obligation

#: A day that every test comes before.
FAR = date(2099, 12, 30)
_OWN_LETTER = tuple(f"own-letter{part}" for part in ("", "-edit", "-step", "-preview", "-docx", "-pdf"))
#: The number of a record that is not there.
ABSENT = 987654321
#: Addresses that begin with one person.
PEOPLE_PAGES = {
    "person",
    "person-change",
    "role-grant",
    "person-invite",
    "invitation-revoke",
    "person-sessions-end",
    "second-steps-clear",
    "person-unlink",
    "person-deactivate",
    "person-reactivate",
    "deputy-appoint",
}


@dataclass(frozen=True)
class Records:
    """One record of each kind that a unit owns."""

    unit: Unit
    #: confirmed
    letter: Dispatch
    #: waits to be confirmed
    proposed: Dispatch
    owed: Obligation
    channel: Channel
    run: Import
    post: int
    #: a post whose tone a person said
    corrected: int
    frame: FrozenFrame
    open_audit: Audit
    closed_audit: Audit
    report: Report
    calibration: ToneCalibration
    draft: PlannedPost
    #: a flagged post drawn for a second look
    check: FlagCheck
    own: OwnLetter
    entry: RegisterEntry
    #: a day off of its calendar, and its rule of counting
    day: OfficeDay
    rule: CountingRule
    #: somebody who works in the unit
    member: Person

    #: what the unit was given
    work: Assignment | None = None

    def values(self, address: str) -> dict[str, str]:
        """What a form of the address carries about these records."""
        return {
            "draft-tie": {"item": str(self.post)},
            "teach": {"queue": str(self.post), "tone": "neutral"},
            "teach-undo": {"queue": "", "last": str(self.corrected), "read": "1"},
        }.get(address, {})

    def arguments(self, address: str) -> tuple[object, ...]:
        """The arguments of the address for these records."""
        if address.startswith("obligation") and address != "obligation-add":
            return (self.owed.pk,)
        if address in ("certificate", "certificate-json"):
            return (self.closed_audit.pk,)
        if address in PEOPLE_PAGES:
            return (self.member.pk,)
        if address == "role-end":
            return (self.member.roles.get().pk,)
        if address.startswith("assignment"):
            return self._of_work(address)
        if address == "receipt-links":
            return (self.unit.pk,)
        if address == "receipt-link-revoke":
            return (self.unit.receipt_links.get().pk,)
        if address == "dispatch-status-file":
            said = self.letter.statuses.first()
            return (self.letter.pk, said.pk if said else 1)
        return {
            "dispatch-message-file": (self.letter.pk, 0),
            "dispatch-confirm": (self.proposed.pk,),
            **dict.fromkeys(
                ("dispatch-lesson-switch", "unit", "unit-facts", "addressee-phrases"), (self.unit.pk,)
            ),
            "unit-change": (self.unit.pk, "doi-ten"),
            "unit-undo": (self.unit.pk, ABSENT),
            "digest": (TODAY.isoformat(),),
            **dict.fromkeys(("notices-browser-remove", "notices-send-again"), (ABSENT,)),
            "channel": (self.channel.pk,),
            "channel-import": (self.channel.pk, self.run.pk),
            "post": (self.post,),
            **dict.fromkeys(("post-correct", "post-agree", "post-withdraw"), (self.post,)),
            "calibration-withdraw": (self.calibration.pk,),
            "frame": (self.frame.pk,),
            "audit-start": (self.frame.pk,),
            "audit": (self.open_audit.pk,),
            "audit-close": (self.open_audit.pk,),
            "label": (self.open_audit.pk,),
            "settle": (self.open_audit.pk,),
            "label-undo": (self.open_audit.pk,),
            "figure": (self.report.pk, "tasks"),
            "flag-check": (self.check.pk,),
            "flag-check-undo": (self.check.pk,),
            **dict.fromkeys(("draft", "draft-drop", "draft-tie"), (self.draft.pk,)),
            **dict.fromkeys(("teach", "teach-undo"), ()),
            "register-note": (self.entry.pk,),
            **dict.fromkeys(("office-days-set", "counting-rule-set", "deadlines-decide"), (self.unit.pk,)),
            "office-day-remove": (self.day.pk,),
            "counting-rule-remove": (self.rule.pk,),
            **dict.fromkeys(_OWN_LETTER, (self.own.pk,)),
            **dict.fromkeys(("report", "report-html", "report-docx", "report-pdf"), (self.report.pk,)),
        }.get(address, (self.letter.pk,))

    def _of_work(self, address: str) -> tuple[object, ...]:
        assert self.work is not None
        if address in ("assignment-undo", "assignment-file"):
            return (self.work.pk, self.work.facts.get(verb="evidence").pk)
        return (self.work.pk,)


def records_of(unit: Unit, by: Person) -> Records:
    letter = sent_letter_of(unit, by)
    channel = make_channel(unit=unit)
    items = [make_item(channel=channel, tone="negative" if n % 9 == 0 else "neutral") for n in range(30)]
    frame = freeze_frame(
        by=by, unit=unit, channels=[channel], first=TODAY, last=TODAY, limit=Limit.parse("15%"), at=NOW
    )
    closed = close_audit(by=by, audit=start_audit(by=by, frame=frame, seed="1", at=NOW), at=NOW)
    return Records(
        unit,
        letter,
        letter_of(unit, confirmed=False),
        make_obligation(dispatch=letter),
        channel,
        items[0].import_run,
        items[0].pk,
        correct_reading(by=by, item=items[1], tone="neutral", advisory=False, at=NOW).item_id,
        frame,
        start_audit(by=by, frame=frame, seed="2", at=NOW),
        closed,
        report_of(unit),
        calibration_of(unit),
        plan_post(by=by, channel=channel, title="Lễ ra quân", planned_for=FAR, at=NOW),
        FlagCheck.objects.create(item=items[2], drawn_at=NOW),
        own_letter_of(unit, by),
        RegisterEntry.objects.create(
            unit=unit, book="incoming", period="2026", number=1, dispatch=letter, registered_on=TODAY, at=NOW
        ),
        OfficeDay.objects.create(unit=unit, day=FAR, is_worked=False, name="Nghỉ", source="TB 1", at=NOW),
        CountingRule.objects.create(unit=unit, valid_from=FAR, source="QC 1", at=NOW),
        by,
    )


def letter_of(unit: Unit, *, confirmed: bool) -> Dispatch:
    letter = make_dispatch(unit=unit, confirmed=confirmed)
    letter.file.save("thu.txt", ContentFile(b"Kinh gui"), save=True)
    return letter


def sent_letter_of(unit: Unit, by: Person) -> Dispatch:
    """A confirmed letter that came as a message of another office, which was told that it arrived."""
    letter = letter_of(unit, confirmed=True)
    letter.file.save("thu.edxml", ContentFile(written()), save=True)
    message = LetterMessage.objects.create(
        dispatch=letter, organisation="H41.1", receivers=["H41.12"], purpose="new", is_signed=False
    )
    message.files.create(position=0, name="thu.txt", size=4, is_letter=True)
    codes = {"sender": "H41.12", "issuer": "H41.1"}
    give_status(by=by, dispatch=letter, code="03", note="", at=NOW, **codes)
    return letter


def own_letter_of(unit: Unit, by: Person) -> OwnLetter:
    """A draft that has files already, so that every address of it answers."""
    make_letterhead(unit)
    to = Addressed(("Các đơn vị trực thuộc",))
    letter = compose_letter(by=by, unit=unit, kind="TB", to=to, subject="Lịch trực Tết", at=NOW)
    letter.docx.save("van-ban.docx", ContentFile(b"PK"), save=False)
    letter.pdf.save("van-ban.pdf", ContentFile(b"%PDF"), save=True)
    return letter


def report_of(unit: Unit) -> Report:
    report = Report(
        unit=unit, period="2026-H2", version=1, first_day=date(2026, 6, 15), last_day=TODAY, compiled_at=NOW
    )
    report.html, report.compiled_by = (
        "<!doctype html><html><head></head><body></body></html>",
        "system:terminal",
    )
    report.docx.save("bao-cao.docx", ContentFile(b"PK"), save=False)
    report.pdf.save("bao-cao.pdf", ContentFile(b"%PDF"), save=False)
    report.save()
    asked = {"units": [unit.pk], "first": "2026-06-15", "as_of": "2026-11-20", "state": "total"}
    report.figures.create(
        key="tasks",
        label="Việc",
        value="0",
        records_kind="obligation",
        filters=asked,
        count=0,
        digest="0" * 64,
    )
    return report


def calibration_of(unit: Unit) -> ToneCalibration:
    return ToneCalibration.objects.create(
        unit=unit,
        version=1,
        base_model="thu-nghiem",
        parameters=Correction(labels=60).to_dict(),
        labels=60,
        loss_before=0.5,
        loss_after=0.4,
        made_by="system:recalibration",
        made_at=NOW,
    )


def every_kind_of_record(cast: Cast) -> dict[str, Records]:
    """What the federation owns, what Hoa's union owns, and a letter of the federation under which Hoa owes."""
    federation = records_of(cast.federation, cast.minh)
    shared = letter_of(cast.federation, confirmed=False)
    owed = make_obligation(dispatch=shared, owner=cast.hoa_union)
    values = {name: getattr(federation, name) for name in Records.__dataclass_fields__}
    hers, his = work_given(cast)
    return {
        "federation": federation,
        "union": replace(records_of(cast.hoa_union, cast.hoa), work=hers),
        "shared": Records(**{**values, "letter": shared, "proposed": shared, "owed": owed}),
        # Only what was given to it: the unit beside Hoa's owns nothing else here.
        "other": Records(**{**values, "unit": cast.son_union, "work": his}),
    }


def work_given(cast: Cast) -> list[Assignment]:
    """An obligation of the federation in the hands of both unions, each with a file, and a link for Hoa."""
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=FAR)
    units = {cast.hoa_union.pk: cast.hoa, cast.son_union.pk: cast.son}
    made = cascade_obligation(by=cast.minh, obligation=duty, giver=cast.federation, lead=units, at=NOW)
    carry_out_cascade(cascade_id=made.pk, at=NOW)
    rows = list(Assignment.objects.filter(cascade=made).order_by("pk"))
    for row in rows:
        file = ContentFile(b"anh", name="anh.jpg")
        add_evidence(by=units[row.unit_id], assignment=row, kind="file", file=file, at=NOW)
    make_receipt_link(by=cast.minh, person=cast.hoa, unit=cast.hoa_union, at=NOW)
    return rows
