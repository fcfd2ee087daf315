"""Writing the action log."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from haichieu.base.actions import record
from haichieu.base.errors import BadEntry
from haichieu.base.models import LogEntry, LogValue

AT = datetime(2026, 11, 5, 7, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_an_entry_stands_or_falls_with_its_action() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record(by="p1", verb="confirm", kind="dispatch", ref="7", at=AT, after={"state": "confirmed"})
        raise RuntimeError("the action fails")
    assert not LogEntry.objects.exists()
    assert not LogValue.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(BadEntry, match="giao dịch"):
        record(by="p1", verb="confirm", kind="dispatch", ref="7", at=AT)


@pytest.mark.django_db
def test_values_are_kept_apart_from_the_chain() -> None:
    entry = record(
        by="p1", verb="edit", kind="dispatch", ref="7", at=AT, before={"subject": "a"}, after={"subject": "b"}
    )
    assert entry.value.text == '{"after":{"subject":"b"},"before":{"subject":"a"}}'
    assert "subject" not in " ".join(map(str, vars(entry).values()))


@pytest.mark.django_db
def test_an_entry_without_values_has_no_value_row() -> None:
    entry = record(by=None, verb="view", kind="dispatch", ref="7", at=AT)
    assert entry.value_digest == ""
    assert not LogValue.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["Lê Thị Hoa", "hoa nguyen", "", "a" * 65, "system:", "hoa@example.vn"])
def test_a_name_instead_of_an_id_is_refused(by: str) -> None:
    with pytest.raises(BadEntry, match="mã số"):
        record(by=by, verb="edit", kind="dispatch", ref="7", at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"verb": ""}, {"kind": "a\0"}, {"ref": "x" * 201}, {"at": AT.replace(tzinfo=None)}]
)
def test_an_entry_that_could_not_be_kept_is_refused(wrong: dict[str, object]) -> None:
    facts = {"by": "p1", "verb": "edit", "kind": "dispatch", "ref": "7", "at": AT, **wrong}
    with pytest.raises(BadEntry):
        record(**facts)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}])
def test_values_that_are_not_json_are_refused(value: object) -> None:
    with pytest.raises(BadEntry, match="không ghi được"):
        record(by="p1", verb="edit", kind="dispatch", ref="7", at=AT, after={"x": value})


@pytest.mark.django_db
def test_odd_characters_in_values_survive() -> None:
    entry = record(by="p1", verb="edit", kind="dispatch", ref="7", at=AT, after={"x": "\0 \ud800 ế 😀"})
    assert LogValue.objects.get(entry=entry).text == entry.value.text
