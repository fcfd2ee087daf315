"""Putting jobs into the queue."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from haichieu.base.clock import now
from haichieu.base.errors import BadJob
from haichieu.base.jobs import enqueue, enqueue_at, job, run_waiting
from haichieu.base.jobs.running import Outcome
from haichieu.base.models import JobRun
from haichieu.base.queries import linked
from tests.base.rehearsal import effects


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path))


@pytest.mark.django_db(transaction=True)
def test_a_job_of_an_action_that_fails_is_never_seen() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("rehearsal.mark", ref="7")
        raise RuntimeError("the action fails")
    assert not JobRun.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_waiting_job_is_run_with_its_ids() -> None:
    task_id = enqueue("rehearsal.mark", ref="7")
    assert run_waiting(clock=now) == [("rehearsal.mark", Outcome.DONE)]
    assert [link.ref for link in linked("job", "7")] == ["1"]
    assert DBTaskResult.objects.get(pk=task_id).status == "SUCCESSFUL"
    assert run_waiting(clock=now) == []


@pytest.mark.django_db
def test_a_job_for_later_waits_until_then() -> None:
    enqueue_at("rehearsal.mark", now() + timedelta(hours=1), ref="7")
    assert run_waiting(clock=now) == []
    assert len(run_waiting(clock=lambda: now() + timedelta(hours=2))) == 1


@pytest.mark.django_db
def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(BadJob, match=r"tên posts[.]dance"):
        enqueue("posts.dance")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ids", [{}, {"ref": "7", "other": 1}, {"ref": ["7"]}, {"ref": {"a": 1}}, {"ref": 1.5}]
)
def test_ids_that_do_not_fit_are_refused_at_once(ids: dict[str, object]) -> None:
    with pytest.raises(BadJob, match=r"rehearsal\.mark"):
        enqueue("rehearsal.mark", **ids)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("Posts.tone", {}),
        ("tone", {}),
        ("posts.tone", {"daily": "25:00"}),
        ("posts.tone", {"every": timedelta(0)}),
        ("posts.tone", {"every": timedelta(hours=1), "daily": "06:00"}),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(name: str, options: dict[str, object]) -> None:
    with pytest.raises(BadJob):
        job(name, **options)(effects.started)  # type: ignore[arg-type]
