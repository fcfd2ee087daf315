"""Work without a letter: an order given orally or by telephone, written down with the same ledger."""

import hashlib
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.deciders import need, refuse_boundaries
from haichieu.dispatches.actions.letters import show_values
from haichieu.dispatches.actions.obligations import add_obligation
from haichieu.dispatches.actions.registers import register_incoming
from haichieu.dispatches.models import Dispatch, Obligation, Reading
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, order_name
from haichieu.text.dates import format_date
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require

_LONGEST_SUBJECT = 200
_LONGEST_SOURCE = 280
_LONGEST_NAME = 255


@transaction.atomic
def write_order(
    *,
    by: Person,
    unit: Unit,
    text: str,
    heard_from: str,
    due_on: date | None,
    review_on: date | None,
    at: datetime,
    said_on: date | None = None,
) -> Obligation:
    """Write down an order that came without a letter; it stands in a register of its own, as a letter of its text.

    Parameters: ``heard_from`` the office or post that gave it; a day, or a day of review where it has none;
    ``said_on`` the day on which it was said. The obligation under it belongs to ``unit`` and is handed down like any
    other.
    """
    require(by, "add_dispatch", unit.pk, on=localdate(at))
    require(by, "confirm_reading", unit.pk, on=localdate(at))
    words = mask_private_names(need(text, "Hãy ghi nội dung việc được giao."))
    source = mask_private_names(need(heard_from, "Hãy ghi ai hoặc nơi nào đã giao việc này."))[
        :_LONGEST_SOURCE
    ]
    source += f" (ngày {format_date(said_on)})" if said_on else ""
    refuse_boundaries(words)
    order = _dispatch(unit, words, source, by=by, at=at)
    return add_obligation(
        by=by, dispatch=order, text=words, owner=unit, due_on=due_on, review_on=review_on, at=at
    )


def _dispatch(unit: Unit, text: str, source: str, *, by: Person, at: datetime) -> Dispatch:
    data = text.encode()
    # The same words on another day are another order.
    digest = hashlib.sha256(at.isoformat().encode() + b"\n" + data).hexdigest()
    order = Dispatch(
        unit=unit,
        is_oral=True,
        file_name=order_name(source)[:_LONGEST_NAME],
        sha256=digest,
        text=text,
        received_at=at,
        confirmed_at=at,
        added_by=actor_ref(by),
    )
    values: dict[str, object] = dict.fromkeys(LETTER_FIELDS, "") | {name: [] for name in LIST_FIELDS}
    values |= {
        "date": localdate(at).isoformat(),
        "issuer": source,
        "subject": text.splitlines()[0][:_LONGEST_SUBJECT],
        "citations": [],
        "obligations": [],
        "limits": [],
    }
    show_values(order, values)
    order.file.save(f"{digest[:24]}.txt", ContentFile(data), save=False)
    order.save()
    entry = register_incoming(order, by=actor_ref(by), at=at)
    Reading.objects.create(dispatch=order, version=1, by_person=True, values=values, by=actor_ref(by), at=at)
    after = {"subject": order.subject, "issuer": order.issuer, "number": entry.number}
    record(by=actor_ref(by), verb="write_order", kind="dispatch", ref=str(order.pk), after=after, at=at)
    return order
