"""The two pages that several addresses answer with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haichieu.base.clock import now
from haichieu.units.models import Person
from haichieu.units.queries import is_tied, may_keep_account, open_link, open_sessions, staff
from haichieu.web.people.access import role_choice
from haichieu.web.people.blocks import deputy_lines, role_lines
from haichieu.web.people.forms import ROLES
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice

#: Suggestions of who could stand in; anybody else is typed.
_SUGGESTED = 60


def person_page(
    request: HttpRequest, shown: Person, *, link: str = "", form: Posted | None = None
) -> HttpResponse:
    """The page of one person, with a fresh link or a refused form on it."""
    me, on = person_of(request), today()
    keeps = may_keep_account(me, shown, on=on)
    manages = bool(open_units(request, "manage_people"))
    see = open_units(request, "see_people")
    context = {
        "shown": shown,
        "roles": role_lines([shown.pk], on=on, units=see),
        "deputies": [line for line in deputy_lines(shown, on=on) if line.unit_pk in see],
        "is_me": me.pk == shown.pk,
        "keeps": keeps,
        "manages": manages,
        "link": link,
        "invitation": open_link(shown, at=now()) if keeps else None,
        "sessions": len(open_sessions(shown)) if keeps else 0,
        "is_tied": keeps and is_tied(shown),
        "form": form or Posted({"first": vn_date(on)}),
        "units": role_choice(request) if manages else None,
        "role_options": ROLES,
    }
    return render(request, "people/person.html", context, status=422 if form and form.errors else 200)


def absence_page(request: HttpRequest, absent: Person, units: UnitChoice, form: Posted) -> HttpResponse:
    """The form for an absence, with colleagues of the same units to choose from."""
    colleagues = staff(units=[option.pk for option in units.options]).exclude(pk=absent.pk)[:_SUGGESTED]
    context = {
        "absent": absent,
        "is_me": absent.pk == person_of(request).pk,
        "units": units,
        "form": form,
        "colleagues": colleagues,
    }
    return render(request, "people/absence.html", context, status=422 if form.errors else 200)
