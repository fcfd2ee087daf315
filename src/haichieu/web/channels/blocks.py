"""Blocks of the channel pages: the list with its shares, and one channel's figures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet
from django.utils.safestring import SafeString, mark_safe

from haichieu.channels.models import Channel, Import
from haichieu.channels.queries import imports, last_item_days
from haichieu.dispatches.models import MeasuredLimit
from haichieu.dispatches.queries import measured_limits
from haichieu.posts.models import Audit
from haichieu.posts.queries import (
    NOT_BLIND,
    Blindness,
    Mix,
    OpenReading,
    PeriodMix,
    certified_audits,
    estimates,
    last_day,
    mix,
    mix_by_channel,
    mix_over_time,
)
from haichieu.posts.rules import UNSURE, Estimate
from haichieu.stats.limits import Limit
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.channels.blindness import kept_words
from haichieu.web.channels.words import platform_icon, platform_name
from haichieu.web.shell.charts import (
    NARROW,
    WIDE,
    CertifiedSpan,
    SharePoint,
    mix_bar,
    share_bar,
    share_chart,
)
from haichieu.web.shell.limits import exact, limit_of
from haichieu.web.shell.periods import Period
from haichieu.web.shell.templatetags.viet import vn_date, vn_number, vn_percent

#: Certificates listed on a channel's page.
CERTIFICATES = 5
#: A channel without a post for longer than this is called silent.
SILENT_DAYS = 30


def period_of(channels: Sequence[int], key: str, *, today: date) -> Period:
    """The period that ends today, or on the newest post's day when everything is older than that."""
    newest = last_day(channels=channels)
    return Period.ending(min(newest, today) if newest else today, key)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the machine's estimate stands to a limit, with the range that honest doubt gives it."""

    estimate: Estimate | None
    limit: Limit | None

    @property
    def state(self) -> str:
        """below, above or unsure; empty without posts or limit."""
        return self.estimate.standing(self.limit) if self.estimate and self.limit else ""

    @property
    def range(self) -> str:
        """The range in words; empty where nothing was read."""
        if not self.estimate:
            return ""
        low, high = self.estimate.range
        return f"từ {vn_percent(low)} đến {vn_percent(high)}"

    @property
    def to_read(self) -> int:
        """About how many posts people read until a certificate decides; 0 where the range itself is clear."""
        unsure = self.estimate and self.limit and self.state == UNSURE
        return self.estimate.to_read(self.limit) if unsure else 0

    @property
    def like_advisories(self) -> int:
        """How many posts look like advisories without the machine being sure."""
        return self.estimate.flagged if self.estimate else 0


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel of the list."""

    channel: Channel
    unit_name: str
    last_day: date | None
    mix: Mix
    limit: Limit | None
    #: always about the machine's estimate
    standing: Standing
    is_silent: bool
    #: the query by which the form of a new list is filled in
    asked: str
    #: the open run because of which the machine's figures are kept from the person
    kept: OpenReading | None = None

    @property
    def platform(self) -> str:
        """The platform in words."""
        return platform_name(self.channel.platform)

    @property
    def icon(self) -> str:
        """The platform's icon."""
        return platform_icon(self.channel.platform)

    @property
    def bar(self) -> SafeString:
        """The estimated share against the limit."""
        limit = float(self.limit.share) if self.limit else None
        return mark_safe(share_bar(self.mix.share, limit=limit, ident=f"kenh-{self.channel.pk}"))


def channel_rows(
    channels: Sequence[Channel], *, period: Period, tree: Tree, blind: Blindness = NOT_BLIND
) -> list[ChannelRow]:
    """The rows of these channels, in five queries however many there are."""
    pks = [channel.pk for channel in channels]
    last_days = last_item_days(channels=pks)
    window = {"channels": pks, "first": period.first, "last": period.last}
    mixes, found = mix_by_channel(**window), estimates(**window)
    limits = list(measured_limits(units=_with_upper_units(channels, tree)))
    return [
        _row(
            channel,
            last_days.get(channel.pk),
            mixes.get(channel.pk, Mix()),
            found.get(channel.pk),
            limits,
            period,
            tree,
            blind.over_days(period.first, period.last, (channel.name,)),
        )
        for channel in channels
    ]


def _with_upper_units(channels: Sequence[Channel], tree: Tree) -> set[int]:
    units = {channel.unit_id for channel in channels}
    return units.union(*(tree.above(unit) for unit in units))


def _row(
    channel: Channel,
    last: date | None,
    mix: Mix,
    estimate: Estimate | None,
    limits: list[MeasuredLimit],
    period: Period,
    tree: Tree,
    kept: OpenReading | None,
) -> ChannelRow:
    found = limit_of(channel.unit_id, limits, tree)
    limit = exact(found) if found else None
    node = tree.nodes.get(channel.unit_id)
    return ChannelRow(
        channel=channel,
        unit_name=node.name if node else channel.unit.code,
        last_day=last,
        mix=Mix(items=mix.items) if kept else mix,
        limit=limit,
        standing=Standing(None if kept else estimate, limit),
        kept=kept,
        asked=list_query(channel, period),
        is_silent=last is None or (period.last - last).days > SILENT_DAYS,
    )


def list_query(channel: Channel, period: Period) -> str:
    """The query of the form for a new list of this channel's posts."""
    asked = {"channel": channel.pk, "first": vn_date(period.first), "last": vn_date(period.last)}
    return urlencode(asked)


@dataclass(frozen=True, slots=True)
class ShareFigure:
    """The share over time as a picture, its finding as a sentence, and its data as a table."""

    period: Period
    mix: Mix
    stretches: list[PeriodMix]
    certified: tuple[CertifiedSpan, ...]
    limit: MeasuredLimit | None
    estimate: Estimate | None
    #: the query by which the form of a new list is filled in
    asked: str
    #: the open run because of which the machine's figures of its days are kept from the person
    kept: OpenReading | None = None

    @property
    def exact_limit(self) -> Limit | None:
        """The limit as exact arithmetic."""
        return exact(self.limit) if self.limit else None

    @property
    def standing(self) -> Standing:
        """How the estimate of the whole period stands to the limit."""
        return Standing(self.estimate, self.exact_limit)

    @property
    def finding(self) -> str:
        """One sentence: what the picture shows."""
        if not self.mix.items:
            return f"Không có bài nào trong {self.period.words} này."
        if self.kept:
            return kept_words(self.kept)
        said = (
            f"Máy đọc {vn_number(self.mix.negative_counted)} trên {vn_number(self.mix.items)} bài là tiêu cực "
            "(không kể cảnh báo, khuyến cáo)"
        )
        if self.estimate:
            said += f"; máy có thể đọc nhầm, nên tỷ lệ thật có lẽ nằm trong khoảng {self.standing.range}"
        return f"{said}; giới hạn là {self.exact_limit}." if self.limit else f"{said}."

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw: what is kept may be all there is."""
        return bool(self.mix.items and (self.stretches or self.certified))

    @property
    def wide(self) -> SafeString:
        """The picture for a screen."""
        return self._draw(wide=True)

    @property
    def narrow(self) -> SafeString:
        """The picture for a phone."""
        return self._draw(wide=False)

    def _draw(self, *, wide: bool) -> SafeString:
        if not self.is_drawn:
            return mark_safe("")
        points = [SharePoint(s.first, s.last, s.mix.share) for s in self.stretches]
        limit = float(self.exact_limit.share) if self.exact_limit else None
        size, ident = (WIDE, "ti-le-rong") if wide else (NARROW, "ti-le-hep")
        return mark_safe(
            share_chart(points, self.certified, limit=limit, size=size, title=self.finding, ident=ident)
        )

    @property
    def mix_bar(self) -> SafeString:
        """The three tones side by side."""
        parts = [
            ("positive", self.mix.positive),
            ("neutral", self.mix.neutral),
            ("negative", self.mix.negative),
        ]
        return mark_safe(mix_bar(parts, title="Ước lượng của máy theo sắc thái", ident="sac-thai"))


@dataclass(frozen=True, slots=True)
class ChannelCertificate:
    """A closed run whose list holds posts of a channel."""

    audit: Audit
    sentence: str
    #: the certified interval, only where the list holds this channel's posts alone: otherwise it says nothing of it
    span: CertifiedSpan | None


def channel_certificates(
    channel: Channel, *, units: Collection[int], period: Period, tree: Tree
) -> tuple[ChannelCertificate, ...]:
    """Certificates about this channel whose windows touch the period, newest first; lists themselves stay unread."""
    chain = {channel.unit_id, *tree.above(channel.unit_id)} & set(units)
    runs = (
        certified_audits(units=chain, first=date.min, last=period.last)
        .filter(frame__last_day__gte=period.first)
        .defer("frame__record", "certificate")
        .annotate(
            about=F("certificate__channels"),
            bounds=F("certificate__interval"),
            said=F("certificate__sentence"),
        )
        .order_by("-closed_at")
    )
    return tuple(_certificate(run, channel) for run in runs if channel.name in run.about)[:CERTIFICATES]


def _certificate(run: Audit, channel: Channel) -> ChannelCertificate:
    low, high = run.bounds
    span = CertifiedSpan(run.frame.first_day, run.frame.last_day, low, high)
    return ChannelCertificate(run, run.said, span if run.about == [channel.name] else None)


def share_figure(
    channel: Channel,
    *,
    period: Period,
    tree: Tree,
    certified: Sequence[CertifiedSpan],
    blind: Blindness = NOT_BLIND,
) -> ShareFigure:
    """The figure of one channel over a period; stretches of days that are kept from the person are left out."""
    kept = blind.over_days(period.first, period.last, (channel.name,))
    whole = {"channels": [channel.pk], "first": period.first, "last": period.last}
    limits = measured_limits(units=_with_upper_units([channel], tree))
    found = mix(**whole)
    return ShareFigure(
        period=period,
        mix=Mix(items=found.items) if kept else found,
        stretches=[
            stretch
            for stretch in mix_over_time(**whole, days=period.step)
            if blind.over_days(stretch.first, stretch.last, (channel.name,)) is None
        ],
        certified=tuple(
            span for span in certified if span.last >= period.first and span.first <= period.last
        ),
        limit=limit_of(channel.unit_id, limits, tree),
        estimate=None if kept else estimates(**whole).get(channel.pk),
        asked=list_query(channel, period),
        kept=kept,
    )


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import: what came, what was dropped, what was set aside, and by whom."""

    run: Import
    set_aside: int
    by: str


def import_rows(channel: Channel, *, most: int) -> list[ImportRow]:
    """The newest imports of a channel."""
    rows = list(_counted(imports(channel=channel))[:most])
    names = people_names({run.by for run in rows})
    return [ImportRow(run, run.set_aside_count, actor_name(run.by, names)) for run in rows]


def _counted(found: QuerySet[Import]) -> QuerySet[Import]:
    return found.prefetch_related(None).annotate(set_aside_count=Count("set_aside"))


def actor_name(ref: str, names: dict[str, str]) -> str:
    """Who acted, for display."""
    return names.get(ref, "Dòng lệnh của máy chủ" if ref.startswith("system:") else "Không rõ")
