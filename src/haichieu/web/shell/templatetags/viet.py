"""How dates, numbers and states are written on every page; a builtin of all templates."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from haichieu.dispatches.rules import due_hour
from haichieu.text.dates import format_date
from haichieu.web.shell.icons import icon_svg
from haichieu.web.shell.statuses import STATUSES

register = template.Library()

_NBSP = "\u00a0"


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """The day, in the office's time zone.

    >>> vn_date(date(2026, 11, 5))
    '05/11/2026'
    """
    if value is None:
        return ""
    return format_date(timezone.localdate(value) if isinstance(value, datetime) else value)


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """The day and the minute, in the office's time zone: “05/11/2026 09:05”."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{format_date(local.date())} {local:%H:%M}"


@register.filter
def hour_named(deadline: str) -> str:
    """The hour that a deadline's words name, with its comma; nothing where they name none.

    >>> hour_named("trước 16 giờ ngày 20/11"), hour_named("trước ngày 20/11")
    (', 16 giờ', '')
    """
    hour = due_hour(deadline or "")
    return f", {hour}" if hour else ""


@register.filter
def vn_number(value: int | None) -> str:
    """A whole number with dots between thousands.

    >>> vn_number(102589)
    '102.589'
    """
    return "" if value is None else f"{value:,}".replace(",", ".")


@register.filter
def vn_percent(value: float | Fraction | None) -> str:
    """A share between 0 and 1 as a percentage with at most one decimal.

    >>> vn_percent(0.139).replace("\\u00a0", " "), vn_percent(Fraction(15, 100)).replace("\\u00a0", " ")
    ('13,9 %', '15 %')
    """
    if value is None:
        return "–"
    percent = Decimal(str(float(value) * 100)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{percent}".removesuffix(".0").replace(".", ",") + f"{_NBSP}%"


@register.filter
def vn_percent_down(value: float, places: int = 1) -> str:
    """A lower bound, rounded so that it stays true: never upwards.

    >>> vn_percent_down(0.1389).replace("\\u00a0", " ")
    '13,8 %'
    """
    return _bound(value, places, ROUND_FLOOR)


@register.filter
def vn_percent_up(value: float, places: int = 1) -> str:
    """An upper bound, rounded so that it stays true: never downwards.

    >>> vn_percent_up(0.1381).replace("\\u00a0", " ")
    '13,9 %'
    """
    return _bound(value, places, ROUND_CEILING)


def _bound(value: float, places: int, rounding: str) -> str:
    # Seven places forgive binary fractions: 0.15 must not become 15,1 %.
    percent = Decimal(str(round(value * 100, 7))).quantize(Decimal(1).scaleb(-places), rounding)
    return f"{percent}".removesuffix("." + "0" * places).replace(".", ",") + f"{_NBSP}%"


@register.filter
def days_from(value: date | None, today: date) -> str:
    """How far a day is, in words.

    >>> days_from(date(2026, 11, 8), date(2026, 11, 5)), days_from(date(2026, 11, 3), date(2026, 11, 5))
    ('còn 3 ngày', 'quá hạn 2 ngày')
    """
    if value is None:
        return ""
    days = (value - today).days
    if days == 0:
        return "hôm nay"
    return f"còn {vn_number(days)} ngày" if days > 0 else f"quá hạn {vn_number(-days)} ngày"


@register.filter
def of(mapping: Mapping[str, object], key: str) -> object:
    """The value that a mapping holds under a key, or nothing: ``form.errors|of:"name"``."""
    return mapping.get(key, "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the sprite, hidden from screen readers: the word beside it says the same."""
    return icon_svg(name)


@register.simple_tag
def status_badge(state: str, word: str = "") -> SafeString:
    """A state as icon, word and colour; ``word`` replaces the usual word. Unknown states raise KeyError."""
    status = STATUSES[state]
    return format_html(
        '<span class="status status-{}">{} {}</span>',
        status.colour,
        icon_svg(status.icon),
        word or status.word,
    )
