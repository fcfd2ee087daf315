"""Pages of the staff: who works where, in which role, and whose account is open."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.notices.actions import close_account
from haichieu.units.actions import (
    add_person,
    appoint_deputy,
    change_account,
    clear_second_steps,
    end_role,
    end_sessions,
    grant_role,
    invite,
    reactivate_person,
    revoke_invitation,
    unlink_identity,
)
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person, Role, Unit
from haichieu.units.queries import staff
from haichieu.units.rules import account_name
from haichieu.web.people.access import absent_person, open_person, role_choice, shown_person
from haichieu.web.people.blocks import person_rows
from haichieu.web.people.forms import ROLES, read_absence, read_role
from haichieu.web.people.pages import absence_page, person_page
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date

ROWS = 50


def person_list(request: HttpRequest) -> HttpResponse:
    """People of the units that one leads or administers, with their roles of today."""
    units = open_units(request, "see_people")
    if not units:
        raise NotAllowed("Chỉ lãnh đạo và người quản trị xem được danh sách cán bộ.")
    words, former = request.GET.get("q", "").strip()[:80], request.GET.get("da-nghi") == "1"
    asked = request.GET.get("unit", "")
    only = {int(asked)} & units if asked.isdecimal() and len(asked) < 18 else units
    page = Paginator(staff(units=only, words=words, former=former), ROWS).get_page(request.GET.get("page"))
    node = unit_tree(request).nodes.get(next(iter(only), 0)) if only is not units else None
    context = {
        "page": page,
        "rows": person_rows(list(page), units=units, on=today()),
        "words": words,
        "former": former,
        "unit": node,
        "may_add": bool(open_units(request, "manage_people")),
    }
    return render(request, "people/list.html", context)


def person_add(request: HttpRequest) -> HttpResponse:
    """Add a member of staff with a first role; the page then shows the link to send them."""
    units = role_choice(request)
    if not units.options:
        raise NotAllowed("Chỉ người quản trị thêm được cán bộ.")
    asked = units.find(request.GET.get("unit", "")) or units.options[0].pk
    first = {"first": vn_date(today()), "unit": units.show(asked), "role": request.GET.get("vai-tro", "")}
    form = Posted(request.POST if request.method == "POST" else first)
    if request.method == "POST" and (added := _add(request, form)):
        return person_page(request, added, link=_link(request, added))
    context = {"form": form, "units": units, "roles": ROLES}
    return render(request, "people/add.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, form: Posted) -> Person | None:
    full_name = form.text("full_name", missing="Hãy ghi họ tên.", longest=120)
    given = read_role(form, role_choice(request))
    username = form.text("username", longest=60)
    if given is None:
        return None
    taken = set(Person.objects.values_list("username", flat=True)) if not username else ()
    try:
        with transaction.atomic():
            added = add_person(
                by=person_of(request),
                username=username or account_name(full_name, taken),
                full_name=full_name,
                email=form.text("email", longest=254),
                at=now(),
            )
            _grant(request, added, given)
    except NotAllowed:
        raise
    except UnitsError as error:
        form.errors["username"] = str(error)
        return None
    return added


def _grant(request: HttpRequest, person: Person, given) -> None:  # type: ignore[no-untyped-def]
    grant_role(
        by=person_of(request),
        person=person,
        unit=Unit.objects.get(pk=given.unit_id),
        role=given.role,
        valid_from=given.first,
        valid_to=given.last,
        at=now(),
    )


def _link(request: HttpRequest, person: Person) -> str:
    _, secret = invite(by=person_of(request), person=person, at=now())
    return settings.BASE_URL + reverse("invitation", args=(secret,))


@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles over time, account, deputies."""
    return person_page(request, shown_person(request, pk))


@require_POST
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name, and the address by which an outside service knows the person."""
    shown = shown_person(request, pk)
    form = Posted(request.POST)
    change_account(
        by=person_of(request),
        person=shown,
        full_name=form.text("full_name", longest=120),
        email=form.text("email", longest=254),
        keep=(request.session.session_key or "") if shown.pk == person_of(request).pk else "",
        at=now(),
    )
    messages.success(request, "Đã lưu.")
    return redirect("person", pk)


@require_POST
def role_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role on a unit from a day on."""
    shown, form = shown_person(request, pk), Posted(request.POST)
    if not open_units(request, "manage_people"):
        raise NotAllowed("Chỉ người quản trị giao được vai trò.")
    given = read_role(form, role_choice(request))
    if given is None:
        return person_page(request, shown, form=form)
    _grant(request, shown, given)
    messages.success(request, "Đã giao vai trò.")
    return redirect("person", pk)


@require_POST
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a role, or somebody's standing in, end with a day."""
    role = get_object_or_404(Role.objects.select_related("unit"), pk=pk)
    if role.deputy_of_id != person_of(request).pk and role.unit_id not in open_units(request, "see_people"):
        raise Http404
    typed = Posted(request.POST)
    last = typed.day("last")
    if typed.errors:
        raise UnitsError(typed.errors["last"])
    end_role(by=person_of(request), role=role, last_day=last or today() - timedelta(days=1), at=now())
    messages.success(request, "Đã kết thúc vai trò.")
    back = open_person(request, role.person_id)
    return redirect("person", role.person_id) if back else redirect("account")


@never_cache
@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link that opens the account once; it is shown on this page and never again."""
    shown = shown_person(request, pk)
    return person_page(request, shown, link=_link(request, shown))


@require_POST
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the open link die."""
    revoke_invitation(by=person_of(request), person=shown_person(request, pk), at=now())
    messages.success(request, "Đã thu hồi liên kết.")
    return redirect("person", pk)


@require_POST
def person_sessions_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End every session of the person."""
    ended = end_sessions(by=person_of(request), person=shown_person(request, pk), at=now())
    messages.success(request, f"Đã kết thúc {ended} phiên đăng nhập.")
    return redirect("person", pk)


@require_POST
def second_steps_clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget codes and passkeys of somebody who lost their telephone."""
    clear_second_steps(by=person_of(request), person=shown_person(request, pk), at=now())
    messages.success(request, "Đã gỡ mã xác thực và khóa truy cập.")
    return redirect("person", pk)


@require_POST
def person_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Untie the person's account from the outside service, through which somebody else may have come in."""
    unlink_identity(by=person_of(request), person=shown_person(request, pk), at=now())
    messages.success(request, "Đã gỡ nối và kết thúc mọi phiên đăng nhập.")
    return redirect("person", pk)


@require_POST
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account of somebody who left; sessions, links and calendars end at once."""
    reason = Posted(request.POST).text("reason", longest=300)
    close_account(by=person_of(request), person=shown_person(request, pk), reason=reason, at=now())
    messages.success(request, "Đã khóa tài khoản và kết thúc mọi phiên đăng nhập.")
    return redirect("person", pk)


@require_POST
def person_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the account of somebody who came back."""
    reactivate_person(by=person_of(request), person=shown_person(request, pk), at=now())
    messages.success(request, "Đã mở lại tài khoản; hãy giao vai trò và gửi liên kết mời mới.")
    return redirect("person", pk)


def deputy_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint who stands in for the days of an absence: one's own, or somebody's whom one leads."""
    absent, units = absent_person(request, pk)
    first = units.show(units.options[0].pk) if units.options else ""
    form = Posted(request.POST if request.method == "POST" else {"unit": first})
    if request.method == "POST" and (said := read_absence(form, units)):
        roles = appoint_deputy(
            by=person_of(request),
            for_person=absent,
            deputy=said.deputy,
            unit=Unit.objects.get(pk=said.unit_id),
            valid_from=said.first,
            valid_to=said.last,
            reason=said.reason,
            at=now(),
        )
        until = vn_date(max(role.valid_to for role in roles if role.valid_to))
        messages.success(
            request,
            f"{said.deputy.full_name} làm thay {absent.full_name} đến hết {until} ({len(roles)} vai trò).",
        )
        return redirect("account" if absent.pk == person_of(request).pk else reverse("person", args=(pk,)))
    return absence_page(request, absent, units, form)
