"""Pages of alerts: how one is told, what one was told, what went out, and whether the office's work is late."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.notices import actions
from haichieu.notices.errors import BadSteps
from haichieu.notices.models import Delivery, PushSubscription
from haichieu.notices.queries import (
    digest_of,
    feed_of,
    feed_person,
    notice_rules,
    office_health,
    sent_digests,
)
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.units.queries import units_open_to
from haichieu.web.accounts.browsers import browser_words
from haichieu.web.notices.blocks import STATE_LOOKS, digest_page, own_notices, sent_rows
from haichieu.web.notices.forms import read_office_rule, read_quiet
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice

ROWS = 50


@never_cache
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """How one is told of deadlines: mail, browser, calendar, Zalo, quiet hours; what one was told lately."""
    return _own_page(request)


def _own_page(request: HttpRequest, form: Posted | None = None, **once: object) -> HttpResponse:
    """The page; ``once`` holds what is shown this one time: the address of a new feed, a code for Zalo."""
    own = own_notices(person_of(request))
    form = form or Posted({"quiet_from": f"{own.quiet.start:%H:%M}", "quiet_to": f"{own.quiet.end:%H:%M}"})
    rights = {
        "may_see_sent": bool(open_units(request, "manage_people")),
        "may_set": bool(open_units(request, "set_calendar")),
    }
    context = {"own": own, "form": form, **rights, **once}
    return render(request, "notices/own.html", context, status=422 if form.errors else 200)


@require_POST
def notices_choose(request: HttpRequest) -> HttpResponse:
    """Choose mail or no mail, and one's own quiet hours."""
    form = Posted(request.POST)
    quiet = None if form.values.get("hours") == "office" else read_quiet(form)
    if form.errors:
        return _own_page(request, form)
    actions.choose_ways(by=person_of(request), by_mail=form.yes("by_mail"), quiet=quiet, at=now())
    messages.success(request, "Đã lưu cách nhận nhắc việc.")
    return redirect("notices")


@never_cache
@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """Make the address of one's calendar; it is shown on this page and never again."""
    secret = actions.make_feed(by=person_of(request), at=now())
    return _own_page(request, feed_address=settings.BASE_URL + reverse("feed", args=(secret,)))


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """Let the address of one's calendar die."""
    actions.revoke_feed(by=person_of(request), at=now())
    messages.success(request, "Đã hủy địa chỉ lịch; ứng dụng lịch sẽ không lấy được nữa.")
    return redirect("notices")


@require_POST
def browser_add(request: HttpRequest) -> HttpResponse:
    """Let this browser show one's digests."""
    form = Posted(request.POST)
    actions.subscribe_browser(
        by=person_of(request),
        endpoint=form.values.get("endpoint", ""),
        point=form.values.get("p256dh", "")[:200],
        secret=form.values.get("auth", "")[:80],
        label=browser_words(request.headers.get("User-Agent", "")),
        at=now(),
    )
    messages.success(request, "Trình duyệt này sẽ hiện nhắc việc.")
    return redirect("notices")


@require_POST
def browser_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own browsers."""
    kept = get_object_or_404(PushSubscription, pk=pk, person=person_of(request))
    actions.unsubscribe_browser(by=person_of(request), subscription=kept, at=now())
    messages.success(request, "Trình duyệt đó không hiện nhắc việc nữa.")
    return redirect("notices")


@never_cache
@require_POST
def zalo_code(request: HttpRequest) -> HttpResponse:
    """Make a code that links one's chat with the office's Zalo bot; it is shown once."""
    return _own_page(request, zalo_code=actions.make_zalo_code(by=person_of(request), at=now()))


@require_POST
def zalo_remove(request: HttpRequest) -> HttpResponse:
    """Forget one's chat with the Zalo bot."""
    actions.unlink_zalo(by=person_of(request), at=now())
    messages.success(request, "Đã gỡ Zalo.")
    return redirect("notices")


@require_GET
def digest(request: HttpRequest, day: str) -> HttpResponse:
    """One's own digest of a day."""
    try:
        found = digest_of(person_of(request), date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    if found is None:
        return render(request, "notices/no_digest.html")
    return render(request, "notices/digest.html", {"page": digest_page(found), "looks": STATE_LOOKS})


def office(request: HttpRequest) -> HttpResponse:
    """How an office and the units below are told, from a day on."""
    allowed = open_units(request, "set_calendar")
    if not allowed:
        raise NotAllowed("Chỉ lãnh đạo và người quản trị đặt được cách nhắc của cơ quan.")
    units = UnitChoice.among(unit_tree(request), allowed, verb="set_calendar")
    form = Posted(request.POST if request.method == "POST" else _first_rule(units))
    if request.method == "POST" and _set_rule(request, form, units):
        messages.success(request, "Đã đặt cách nhắc.")
        return redirect("notices-office")
    names = unit_tree(request).nodes
    kept = [(rule, names.get(rule.unit_id)) for rule in notice_rules(units=allowed)[:ROWS]]
    context = {"form": form, "units": units, "rules": kept}
    return render(request, "notices/office.html", context, status=422 if form.errors else 200)


def _first_rule(units: UnitChoice) -> dict[str, str]:
    values = {
        "before": "3",
        "after_owner": "1",
        "after_above": "3",
        "quiet_from": "20:00",
        "quiet_to": "07:00",
    }
    unit = units.show(units.options[0].pk) if units.options else ""
    return {**values, "unit": unit, "first": vn_date(today())}


def _set_rule(request: HttpRequest, form: Posted, units: UnitChoice) -> bool:
    rule = read_office_rule(form, units)
    if rule is None:
        return False
    try:
        actions.set_notice_rule(
            by=person_of(request),
            unit=Unit.objects.get(pk=rule.unit),
            valid_from=rule.first,
            steps=rule.steps,
            quiet=rule.quiet,
            source=rule.source,
            at=now(),
        )
    except BadSteps as error:
        form.errors["first"] = str(error)
    return form.is_fine


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Digests that went out to people one looks after, and what did not arrive; never what they say."""
    units = open_units(request, "manage_people")
    if not units:
        raise NotAllowed("Chỉ người quản trị xem được các bản nhắc việc đã gửi.")
    state = request.GET.get("state", "")
    state = state if state in Delivery.State.values else ""
    page = Paginator(sent_digests(units=units, state=state), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": sent_rows(list(page)),
        "state": state,
        "states": Delivery.State.choices,
        "looks": STATE_LOOKS,
        "checks": office_health(now()),
        "today_iso": today(),
    }
    return render(request, "notices/sent.html", context)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a digest of today that failed once more."""
    units = open_units(request, "manage_people")
    found = sent_digests(units=units) if units else None
    if found is None:
        raise NotAllowed("Chỉ người quản trị gửi lại được.")
    delivery = get_object_or_404(Delivery, pk=pk, digest__in=found.order_by().values("pk"))
    actions.send_again(by=person_of(request), delivery=delivery, at=now())
    messages.success(request, "Sẽ gửi lại trong ít phút.")
    return redirect("notices-sent")


@login_not_required
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody's deadlines as a calendar; who has the address needs no sign-in."""
    person = feed_person(secret)
    if person is None:
        raise Http404
    answer = HttpResponse(feed_of(person, at=now()), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether work is late, for a monitor: 200 or 503, and what is late by name; sentences for administrators only."""
    checks = office_health(now())
    trusted = request.user.is_authenticated and bool(units_open_to(request.user, "manage_people", on=today()))
    body = {
        "ok": all(check.ok for check in checks),
        "checks": {
            check.name: {"ok": check.ok, **({"late": check.late} if trusted else {})} for check in checks
        },
    }
    return JsonResponse(body, status=200 if body["ok"] else 503, json_dumps_params={"ensure_ascii": False})
