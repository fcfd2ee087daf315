"""A letter whose obligation units were handed, for tests of pages."""

import html
import re
from datetime import timedelta

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import cascade_obligation
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.units.models import Person, Unit
from tests.factories import NOW, TODAY, make_dispatch, make_obligation

SOON = TODAY + timedelta(days=10)


def given(*, by: Person, giver: Unit, units: list[Unit], duty: Obligation | None = None) -> list[Assignment]:
    """Hand an obligation of the giver to units, as the page and the worker do."""
    duty = duty or make_obligation(dispatch=make_dispatch(unit=giver, confirmed=True), due_on=SOON)
    cascade_obligation(by=by, obligation=duty, giver=giver, lead=[unit.pk for unit in units], at=NOW)
    run_waiting(clock=lambda: NOW)
    return list(Assignment.objects.filter(obligation=duty).order_by("pk"))


def fields(shown: str) -> dict[str, str]:
    """What a browser would post from this form: what is hidden, chosen, ticked and typed."""
    form = shown[shown.index('id="giao"') :]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if at.get("type") != "checkbox" or re.search(r"\bchecked\b", tag):
            values[at.get("name", "")] = html.unescape(at.get("value", ""))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        values[name] = html.unescape(chosen[1]) if chosen else ""
    return values
