"""Personal links for officers who seldom sign in: making, printing and revoking them, and the page behind one."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    acknowledge_by_link,
    make_receipt_link,
    open_receipt_link,
    revoke_receipt_link,
)
from haichieu.dispatches.errors import LinkDead
from haichieu.dispatches.queries import receipt_links, unseen, waiting_for_link
from haichieu.units.actions import count_dead_link
from haichieu.units.errors import TooManyFailures
from haichieu.units.models import Person, Unit
from haichieu.units.queries import holders, unit_by_code
from haichieu.web.accounts.counted import hold
from haichieu.web.cascade.naming import deadline_sentence, letter_words, unit_name
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.address import client_address
from haichieu.web.shell.days import today
from haichieu.web.shell.qr import qr_svg

#: links made at once, and links listed
MOST_SLIPS = 300
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Slip:
    """One link as it is handed over; its secret is shown this once."""

    person: str
    unit: str
    address: str
    qr: SafeString


@require_http_methods(["GET", "POST"])
def receipt_link_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a unit; a post makes one, or one for each officer of the units that have not opened their work."""
    unit = _unit_or_404(request, pk)
    require_here(request, "cascade", unit.pk)
    slips: list[Slip] = []
    if request.method == "POST":
        pairs = _asked_for(request, unit)
        slips = [_slip(request, person, held) for person, held in pairs]
        if not slips:
            messages.warning(request, "Không có cán bộ nào cần đường dẫn ở đây.")
    links = receipt_links(units=[unit.pk]).filter(revoked_at=None, expires_at__gt=now())[:MOST_LISTED]
    context = {
        "unit": unit,
        "name": unit_name(unit_tree(request), unit.pk, code=unit.code),
        "officers": [person for person, _ in holders(units=[unit.pk], verb="answer_assignment", on=today())],
        "links": links,
        "slips": slips,
        "has_lower": bool(unit_tree(request).children.get(unit.pk)),
    }
    return render(request, "cascade/links.html", context)


def _unit_or_404(request: HttpRequest, pk: int) -> Unit:
    node = unit_tree(request).nodes.get(pk)
    if node is None or pk not in open_units(request):
        raise Http404
    return unit_by_code(node.code)


def _asked_for(request: HttpRequest, unit: Unit) -> list[tuple[Person, int]]:
    """The chosen officer, or those of lower units that have not opened what they were sent."""
    if request.POST.get("scope") != "unseen":
        mine = holders(units=[unit.pk], verb="answer_assignment", on=today())
        return [pair for pair in mine if str(pair[0].pk) == request.POST.get("person")]
    silent = unseen(units=[unit.pk]).order_by().values_list("unit_id", flat=True).distinct()
    # What a unit has that ended today goes to its successor in a moment: nobody of it is asked any more.
    living = unit_tree(request).nodes.keys() & set(silent)
    return holders(units=living, verb="answer_assignment", on=today())[:MOST_SLIPS]


def _slip(request: HttpRequest, person: Person, unit_pk: int) -> Slip:
    tree = unit_tree(request)
    unit = unit_by_code(tree.nodes[unit_pk].code)
    _, secret = make_receipt_link(by=person_of(request), person=person, unit=unit, at=now())
    address = request.build_absolute_uri(reverse("receipt", args=(secret,)))
    return Slip(person.full_name, unit_name(tree, unit_pk), address, qr_svg(address, label="Mã mở đường dẫn"))


@require_POST
def receipt_link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link useless from now on."""
    link = receipt_links(units=open_units(request)).filter(pk=pk).first() if pk < 2**63 else None
    if link is None:
        raise Http404
    revoke_receipt_link(by=person_of(request), link=link, at=now())
    messages.success(request, "Đã thu hồi đường dẫn; từ nay không mở được nữa.")
    return redirect("receipt-links", link.unit_id)


@never_cache
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """What waits for the officer of a link. Opening it records nothing; only the tap does."""
    try:
        if request.method == "POST":
            ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 18]
            done = acknowledge_by_link(secret=secret, assignments=ids, at=now())
            messages.success(request, f"Đã ghi nhận {len(done)} việc; nơi gửi đã thấy.")
            return _closed(redirect("receipt", secret))
        link = open_receipt_link(secret, at=now())
    except LinkDead as dead:
        return _closed(_dead(request, dead))
    tree = unit_tree(request)
    rows = [
        {
            "assignment": each,
            "letter": letter_words(each),
            "giver": unit_name(tree, each.giver_id, code=each.giver.code),
            "deadline": deadline_sentence(each),
        }
        for each in waiting_for_link(link)[:50]
    ]
    context = {"link": link, "unit": unit_name(tree, link.unit_id, code=link.unit.code), "rows": rows}
    return _closed(render(request, "cascade/receipt.html", context))


def _dead(request: HttpRequest, dead: LinkDead) -> HttpResponse:
    """Says what to do; who tries many is made to wait."""
    page = render(request, "cascade/receipt_dead.html", {"sentence": str(dead)}, status=404)
    try:
        count_dead_link(address=client_address(request), at=now())
    except TooManyFailures as held:
        return hold(page, held)
    return page


def _closed(answer: HttpResponse) -> HttpResponse:
    """No other site learns the address, and no search engine keeps it."""
    # With “no-referrer” browsers post with “Origin: null”, and the tap itself would be refused.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
