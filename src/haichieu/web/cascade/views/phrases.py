"""Which units an office means by the words of letters, as its people confirmed them, and forgetting that."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from haichieu.base.clock import now
from haichieu.dispatches.actions import forget_addressees
from haichieu.dispatches.models import AddresseePhrase
from haichieu.dispatches.rules import UnitRule
from haichieu.units.models import UnitKind
from haichieu.units.queries import unit_by_code
from haichieu.web.cascade.naming import cut
from haichieu.web.cascade.unit_rows import UnitRows
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import open_units, person_of, unit_tree

ROWS = 30
#: names of many units are cut here
_LONGEST = 200


@require_http_methods(["GET", "POST"])
def addressee_phrases(request: HttpRequest, pk: int) -> HttpResponse:
    """The phrases of a unit, the newest first; a post forgets one."""
    node = unit_tree(request).nodes.get(pk)
    if node is None or pk not in open_units(request):
        raise Http404
    require_here(request, "cascade", pk)
    if request.method == "POST":
        unit, key = unit_by_code(node.code), request.POST.get("key", "").replace("\0", "")
        if forget_addressees(by=person_of(request), unit=unit, keys=[key], at=now()):
            messages.success(request, "Đã quên; lần sau máy tìm đơn vị lại từ đầu và hỏi bạn.")
        return redirect("addressee-phrases", pk)
    found = AddresseePhrase.objects.filter(unit=pk).order_by("-at", "-pk")
    page = Paginator(found, ROWS).get_page(request.GET.get("page", "1"))
    make = UnitRows(unit_tree(request), pk, dict(UnitKind.objects.values_list("code", "name")))
    rows = [(row, cut(make.label(UnitRule.from_dict(row.rule)), _LONGEST)) for row in page]
    return render(request, "cascade/phrases.html", {"name": node.name, "page": page, "rows": rows})
