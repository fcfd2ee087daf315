"""What is done with the office's own database: sessions, one cascade, counted questions, checks afterwards.

Runs in a process that has set Django up: `benchmarks.cascade.office.inside`.
"""

import json
import sys
import time
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from haichieu.base.actions import seal_log
from haichieu.base.clock import now
from haichieu.base.queries import verify_log
from haichieu.dispatches.actions import cascade_obligation, keep_tallies
from haichieu.dispatches.models import Assignment, AssignmentFact, Cascade, Obligation
from haichieu.dispatches.queries import Scope, folded, roll_up, standing_of, wrong_tallies
from haichieu.text.folding import fold
from haichieu.units.models import Person
from haichieu.units.queries import tree


def main() -> None:
    """Run the step named by the first word; one JSON value on standard output."""
    step, *words = sys.argv[1:]
    print(json.dumps(STEPS[step](*words)))


def _session(person: Person) -> str:
    browser = Client()
    browser.force_login(person)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def sessions(count: str) -> list[dict[str, object]]:
    """So many signed-in officers: a fifth at the top, the rest in units that hold open work."""
    many = int(count)
    top = Person.objects.filter(username__in=("lanh-dao", "can-bo-1", "can-bo-2", "can-bo-3")).order_by("pk")
    deciders = (list(top) * many)[: max(2, many // 5)]
    found = Person.objects.filter(username__regex="^(co-so|xa|khu-vuc)-").order_by("-pk")
    people = [*deciders, *found[: many - len(deciders)]]
    cookies = {person.pk: _session(person) for person in {person.pk: person for person in people}.values()}
    return [
        _officer(person, cookies[person.pk], person in deciders, place) for place, person in enumerate(people)
    ]


def _officer(person: Person, cookie: str, decides: bool, place: int) -> dict[str, object]:
    unit = person.roles.values_list("unit_id", flat=True)[0]
    if decides:
        # Two deciders after each other get the same items: they shall meet.
        first = place // 2 * 200
        held = Assignment.objects.filter(state="submitted", giver=unit).order_by("-pk")[first : first + 200]
    else:
        held = Assignment.objects.filter(unit=unit, state__in=("sent", "seen", "accepted", "in_progress"))
        held = held.exclude(part="copy").order_by("-pk")[:200]
    items = list(held.values_list("pk", flat=True))
    return {"cookie": cookie, "person": str(person.pk), "unit": unit, "decides": decides, "items": items}


def pages() -> dict[str, str]:
    """The addresses to measure, by name."""
    day_tree = tree(on=localdate(now()))
    top = day_tree.children[None][0]
    area = day_tree.children[top][0]
    commune = day_tree.children[area][0]
    lines = roll_up(Scope(day_tree, top, localdate(now())))
    widest = max(lines, key=lambda line: line.counts.sent)
    rows = "/tong-hop/viec/?figure="
    figures = (
        "sent",
        "seen",
        "silent",
        "returned",
        "submitted",
        "done",
        "on_time",
        "late",
        "overdue",
        "soon",
    )
    found = {
        "Hôm nay": "/",
        "Văn bản": "/van-ban/",
        "Nhiệm vụ": "/nhiem-vu/",
        "Việc đã giao": "/da-giao/",
        "Việc được giao": "/viec-duoc-giao/",
        "Tổng hợp, tỉnh": "/tong-hop/",
        "Tổng hợp, tỉnh, theo văn bản": "/tong-hop/?by=letter",
        "Tổng hợp, tỉnh, theo việc": "/tong-hop/?by=obligation",
        "Tổng hợp, một việc": f"/tong-hop/?obligation={widest.obligation}",
        "Tổng hợp, khu vực": f"/tong-hop/?unit={area}",
        "Tổng hợp, xã": f"/tong-hop/?unit={commune}",
        "Bản đồ nhiệt, tỉnh": "/tong-hop/ban-do/",
        "Bản đồ nhiệt, khu vực": f"/tong-hop/ban-do/?unit={area}",
        "Dòng, một việc": f"{rows}sent&obligation={widest.obligation}",
        "Dòng, khu vực": f"{rows}late&unit={area}",
    }
    return found | {f"Dòng, tỉnh, {figure}": rows + figure for figure in figures}


def count_queries() -> dict[str, int]:
    """Questions to the database for each page."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(Person.objects.get(username="lanh-dao"))
    counted = {}
    for name, path in pages().items():
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        counted[name] = len(asked)
    return counted


def cascade() -> dict[str, object]:
    """Decide to hand a new obligation to every unit below the top, and wait until the workers have done it."""
    at = now()
    day_tree = tree(on=localdate(at))
    old = Obligation.objects.filter(owner_id=day_tree.children[None][0]).select_related("owner").latest("pk")
    text = "Báo cáo nhanh tình hình đoàn viên."
    owed = Obligation.objects.create(
        dispatch=old.dispatch, owner=old.owner, kind="task", text=text, search=fold(text),
        due_on=localdate(at) + timedelta(days=10), created_at=at,
    )  # fmt: skip
    lead = day_tree.below(old.owner_id) - {old.owner_id}
    by = Person.objects.get(username="lanh-dao")
    started = time.monotonic()
    begun = cascade_obligation(by=by, obligation=owed, giver=old.owner, lead=lead, at=at)
    while time.monotonic() < started + 300:
        row = Cascade.objects.get(pk=begun.pk)
        if row.finished_at is not None:
            return {
                "seconds": time.monotonic() - started,
                "done": row.assignments.count(),
                "total": row.total,
            }
        time.sleep(0.05)
    return {"seconds": None, "done": row.assignments.count(), "total": row.total}


def newest_fact() -> int:
    """The number of the last fact."""
    return AssignmentFact.objects.order_by("-pk").values_list("pk", flat=True)[0]


def check(after: str) -> dict[str, object]:
    """What became of everything that was written after the fact `after`."""
    new = AssignmentFact.objects.filter(pk__gt=int(after))
    touched = list(Assignment.objects.filter(pk__in=new.values("assignment")))
    twice = (
        new.filter(verb="approved", undone_by=None)
        .values("assignment")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    keep_tallies(at=now())
    seal_log(at=now())
    verified = verify_log()
    return {
        "facts": list(map(list, new.values_list("assignment_id", "verb", "by"))),
        "wrong_columns": sum(folded(row) != standing_of(row) for row in touched),
        "approved_twice": len(twice),
        "wrong_tallies": _wrong(touched),
        "log_verifies": verified.ok,
    }


def _wrong(touched: Sequence[Assignment]) -> int:
    duties = {row.obligation_id for row in touched}
    return len(duties & set(wrong_tallies(tree(on=localdate(now())), duties)))


STEPS = {
    "sessions": sessions,
    "pages": pages,
    "count_queries": count_queries,
    "cascade": cascade,
    "newest_fact": newest_fact,
    "check": check,
}
