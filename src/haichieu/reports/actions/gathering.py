"""Everything a report says, asked from every room and put into the builder's plain values."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from haichieu.channels.models import Channel
from haichieu.channels.queries import channels
from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import dispatches, measured_limits
from haichieu.dispatches.rules import letter_name
from haichieu.layout.document import OpenDate, Signature
from haichieu.layout.styles import style_for
from haichieu.posts.queries import (
    Mix,
    certified_audits,
    human_labelled,
    mix_by_channel,
    reading_models,
    standing_doubts,
)
from haichieu.reports.models import Report
from haichieu.reports.queries import Stated, due_between, own_windows, stated_obligations
from haichieu.reports.rules import (
    CertificateLine,
    ChannelPosts,
    Figure,
    ObligationRow,
    ObligationState,
    ObligationTotals,
    Period,
    PeriodNotBegun,
    PostTotals,
    ReportedLimit,
    ReportInput,
    Window,
    channel_posts,
    obligation_totals,
    post_totals,
    window,
)
from haichieu.text.dates import format_date
from haichieu.units.models import Letterhead, Unit
from haichieu.units.queries import letterhead, tree
from haichieu.units.rules import Tree

#: Looks of a unit that has not said how its documents look: the rule for State bodies, blanks for the rest.
_UNSAID = Letterhead(body_kind="state", symbol="", place="", signer_title="")


@dataclass
class Gathering:
    """One report being put together: its window, its units, and the figures met so far with their questions."""

    report: Report
    unit: Unit
    period: Period
    as_of: date
    day_tree: Tree
    window: Window
    #: the days of the period after it
    following: Window
    look: Letterhead
    #: figure key → kind of records and filters of the question behind it
    questions: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)

    @property
    def units(self) -> list[int]:
        """Ids of the reporting unit and all below it, as the tree stood on the last counted day."""
        return sorted(self.day_tree.below(self.unit.pk))

    @cached_property
    def stated(self) -> list[Stated]:
        """The obligations of the window with their states: one answer for every figure about them."""
        return stated_obligations(units=self.units, first=self.window.first, as_of=self.as_of)

    def address(self, key: str, kind: str, **filters: Any) -> str:
        """Remember the question behind a figure and return the address of its records."""
        self.questions[key] = (kind, filters)
        return settings.BASE_URL + reverse("figure", args=(self.report.pk, key))


def begin(*, report: Report, unit: Unit, period: Period, today: date) -> Gathering:
    """The days, the units and the looks of a report compiled today.

    Raises :class:`PeriodNotBegun` when the first counted day is still to come.
    """
    look = letterhead(unit, on=today) or _UNSAID
    own = own_windows(unit)
    days = window(period, look.body_kind, today, organisation=unit.code, overrides=own)
    if today < days.first:
        raise PeriodNotBegun(
            f"Kỳ {period.label} chưa bắt đầu: số liệu tính từ ngày {format_date(days.first)}; "
            "hãy chọn kỳ khác hoặc lập báo cáo từ ngày đó."
        )
    ahead = window(period.following(), look.body_kind, today, organisation=unit.code, overrides=own)
    as_of = min(today, days.last)
    return Gathering(report, unit, period, as_of, tree(on=as_of), days, ahead, look)


def gather(work: Gathering, *, log_head: str) -> ReportInput:
    """Ask every room; the order is the order of the report."""
    node = work.day_tree.nodes[work.unit.pk]
    above = work.day_tree.nodes.get(node.parent) if node.parent else None
    upcoming = due_between(units=work.units, first=work.following.first, last=work.following.last)
    return ReportInput(
        unit=node.name,
        parent=above.name if above else "",
        style=style_for(work.look.body_kind, on=work.as_of),
        symbol=f"BC-{work.look.symbol}" if work.look.symbol else "BC",
        place=work.look.place,
        date=OpenDate(work.as_of.year),
        period=work.period,
        window=work.window,
        as_of=work.as_of,
        obligations=_obligations(work),
        posts=_posts(work),
        signature=_signature(work.look),
        certificates=_certificates(work),
        limits=_limits(work),
        missing=_missing(work),
        upcoming=tuple(_row(work, Stated(row, ObligationState.NOT_STARTED)) for row in upcoming),
        addressees=(above.name,) if above else (),
        recipients=("Như trên", "Lưu: VT") if above else ("Lưu: VT",),
        log_head=log_head,
    )


def _obligations(work: Gathering) -> ObligationTotals:
    counts = {state.value: sum(row.state is state for row in work.stated) for state in ObligationState}
    days = {"units": work.units, "first": work.window.first.isoformat(), "as_of": work.as_of.isoformat()}
    return obligation_totals(
        **counts,
        link=lambda state: work.address(f"obligations.{state}", "obligation", state=state, **days),
        rows=tuple(_row(work, row) for row in work.stated),
    )


def _letter(letter: Dispatch) -> str:
    return letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name)


def _row(work: Gathering, stated: Stated) -> ObligationRow:
    obligation: Obligation = stated.obligation
    owner = work.day_tree.nodes.get(obligation.owner_id)
    return ObligationRow(
        task=obligation.text,
        dispatch=_letter(obligation.dispatch),
        owner=owner.short_name if owner else obligation.owner.code,
        deadline=obligation.due_on,
        state=stated.state,
        url=settings.BASE_URL + reverse("obligation", args=(obligation.pk,)),
    )


def _posts(work: Gathering) -> PostTotals:
    found = list(channels(units=work.units))
    ids = [channel.pk for channel in found]
    mixes = mix_by_channel(channels=ids, first=work.window.first, last=work.as_of)
    lines = [_channel(work, channel, mixes.get(channel.pk, Mix())) for channel in found]
    labelled = human_labelled(channels=ids, first=work.window.first, last=work.as_of).count()
    return post_totals(
        lines,
        labelled=labelled,
        link=lambda count: _post_address(work, "all", ids, count),
        model=", ".join(reading_models(channels=ids, first=work.window.first, last=work.as_of)),
    )


def _channel(work: Gathering, channel: Channel, mix: Mix) -> ChannelPosts:
    return channel_posts(
        channel.name,
        published=mix.items,
        positive=mix.positive,
        neutral=mix.neutral,
        negative=mix.negative,
        advisory=mix.advisory,
        counted=mix.negative_counted,
        link=lambda count: _post_address(work, str(channel.pk), [channel.pk], count),
    )


def _post_address(work: Gathering, name: str, ids: list[int], count: str) -> str:
    days = {"first": work.window.first.isoformat(), "last": work.as_of.isoformat()}
    return work.address(f"posts.{name}.{count}", "post", channels=ids, count=count, **days)


def _certificates(work: Gathering) -> tuple[CertificateLine, ...]:
    found = certified_audits(units=work.units, first=work.window.first, last=work.as_of)
    return tuple(
        CertificateLine(
            sentence=audit.certificate["sentence"],
            url=settings.BASE_URL + reverse("certificate", args=(audit.pk,)),
            decision=audit.decision,
            channels=tuple(audit.certificate["channels"]),
            first=audit.frame.first_day,
            last=audit.frame.last_day,
            run=audit.run,
        )
        for audit in found
    )


def _limits(work: Gathering) -> tuple[ReportedLimit, ...]:
    """Limits laid on the unit, on units below and on those above, in letters confirmed by the last counted day."""
    bound = {*work.units, *work.day_tree.above(work.unit.pk)}
    known = measured_limits(units=bound).filter(dispatch__confirmed_at__date__lte=work.as_of)
    return tuple(
        ReportedLimit(
            text=limit.text,
            source=_letter(limit.dispatch),
            url=settings.BASE_URL + reverse("dispatch", args=(limit.dispatch_id,)),
        )
        for limit in known
    )


def _missing(work: Gathering) -> tuple[str, ...]:
    waiting = dispatches(units=work.units, state="waiting").filter(received_at__date__lte=work.as_of).count()
    aside = dispatches(units=work.units, state="set_aside").filter(received_at__date__lte=work.as_of).count()
    sentences = []
    if waiting:
        sentences.append(f"Còn {waiting} văn bản chưa có người xác nhận nên chưa tính nhiệm vụ")
    if aside:
        sentences.append(f"Còn {aside} tệp văn bản máy không đọc được, đang để riêng")
    if not work.look.symbol:
        sentences.append("Đơn vị chưa khai báo thể thức văn bản (ký hiệu, địa danh, người ký) nên để trống")
    sentences.extend(_doubted(work))
    return tuple(sentences)


def _doubted(work: Gathering) -> list[str]:
    """One sentence that names the channels whose machine counts should not be relied on, with the first reason."""
    ids = [channel.pk for channel in channels(units=work.units)]
    doubts = standing_doubts(channels=ids, first=work.window.first, last=work.as_of)
    if not doubts:
        return []
    names = ", ".join(doubt.channel.name for doubt in doubts)
    reason = doubts[0].sentence.rstrip(".")
    which = f" ({doubts[0].channel.name})" if len(doubts) > 1 else ""
    return [f"Chưa nên dựa vào số tin, bài theo sắc thái do máy ước lượng của {names}. {reason}{which}"]


def _signature(look: Letterhead) -> Signature:
    return Signature(
        authority_lines=(look.authority,) if look.authority else (),
        title_lines=(look.signer_title,) if look.signer_title else (),
        name=look.signer_name,
    )


def figures_of(report: ReportInput) -> list[Figure]:
    """Every counted figure of the report, each once."""
    totals = report.obligations
    found = [totals.total, *totals.by_state(), totals.standing, report.posts.labelled]
    for line in (*report.posts.channels, report.posts.all):
        found.extend(line.figures())
    return found


def key_of(figure: Figure) -> str:
    """A figure's key in this report: the last part of its address."""
    return figure.url.rstrip("/").rsplit("/", 1)[-1]
