"""The planning page, and the list of good work that no post tells yet."""

from django.http import HttpRequest, HttpResponse

from haichieu.units.models import Unit
from haichieu.units.queries import actor_ref
from haichieu.web.channels.blindness import blindness_of
from haichieu.web.planning.blocks.plan import plan_page
from haichieu.web.planning.blocks.untold import untold_page
from haichieu.web.planning.forms.asked import Asked, read_asked
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice


def plan(request: HttpRequest) -> HttpResponse:
    """What the weeks ahead will probably bring, what is drafted for which day, and what could still be told."""
    context, asked = _asked(request)
    if asked.unit is not None:
        context["page"] = plan_page(
            Unit.objects.get(pk=asked.unit),
            asked.month,
            tree=unit_tree(request),
            today=today(),
            person=actor_ref(person_of(request)),
            may_check=open_units(request, "check_flags"),
            blind=blindness_of(request),
            page=request.GET.get("page", "1"),
        )
    return _answer(request, context, page="planning/plan.html", part="planning/_plan.html")


def untold(request: HttpRequest) -> HttpResponse:
    """Work that was finished with something to show and that no post tells yet."""
    context, asked = _asked(request)
    if asked.unit is not None:
        tree = unit_tree(request)
        context["untold"] = untold_page(
            tree.below(asked.unit), tree=tree, today=today(), page=request.GET.get("page", "1")
        )
    return _answer(request, context, page="planning/untold.html", part="planning/_untold.html")


def _asked(request: HttpRequest) -> tuple[dict[str, object], Asked]:
    choice = UnitChoice.among(unit_tree(request), open_units(request))
    form = Posted(request.GET)
    asked = read_asked(form, choice, today=today())
    rights = {"may_plan": asked.unit in open_units(request, "plan_posts")}
    rights["may_teach"] = bool(open_units(request, "label_posts"))
    return {"form": form, "units": choice, "asked": asked, **rights}, asked


def _answer(request: HttpRequest, context: dict[str, object], *, page: str, part: str) -> HttpResponse:
    form = context["form"]
    status = 422 if isinstance(form, Posted) and form.errors else 200
    return render_part(request, page=page, part=part, context=context, status=status)
