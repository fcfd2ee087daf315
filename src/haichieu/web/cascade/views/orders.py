"""Writing down an order that came without a letter; from there it is handed down like any other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from haichieu.base.clock import now
from haichieu.dispatches.actions import write_order
from haichieu.dispatches.errors import DispatchesError
from haichieu.units.queries import home_unit, unit_by_code
from haichieu.web.cascade.forms.orders import Order
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice


@require_http_methods(["GET", "POST"])
def order_add(request: HttpRequest) -> HttpResponse:
    """The form, and writing it down."""
    home = home_unit(person_of(request), on=today())
    units = UnitChoice.among(unit_tree(request), open_units(request, "add_dispatch"), verb="add_dispatch")
    require_here(request, "add_dispatch", home.pk)
    if request.method == "GET":
        return _page(request, units, {"unit": units.show(home.pk), "said_on": vn_date(today())})
    form = Order.read(request.POST, units, on=today())
    typed = request.POST.dict()
    if form.errors or form.unit is None:
        return _page(request, units, typed, form.errors)
    unit = unit_by_code(unit_tree(request).nodes[form.unit].code)
    days = {"said_on": form.said_on, "due_on": form.due_on, "review_on": form.review_on}
    try:
        duty = write_order(
            by=person_of(request), unit=unit, text=form.text, heard_from=form.heard_from, at=now(), **days
        )
    except DispatchesError as error:
        return _page(request, units, typed, {"text": str(error)})
    messages.success(request, "Đã ghi chỉ đạo; chọn đơn vị để giao xuống, hoặc tự làm ở trang việc.")
    return redirect("cascade", duty.dispatch_id)


def _page(
    request: HttpRequest, units: UnitChoice, typed: dict[str, str], errors: dict[str, str] | None = None
) -> HttpResponse:
    context = {"units": units, "typed": typed, "errors": errors or {}}
    return render(request, "cascade/order.html", context, status=422 if errors else 200)
