"""Forms and lists that name another unit's record in their values: nothing comes of it."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from haichieu.channels.models import Import
from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.posts.models import FrozenFrame
from haichieu.reports.models import Report
from tests.conftest import Cast
from tests.web.records import Records, every_kind_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(cast: Cast) -> dict[str, Records]:
    return every_kind_of_record(cast)


@pytest.fixture
def hoa(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.hoa)
    return browser


def test_nobody_adds_a_letter_for_a_unit_that_is_not_theirs(
    hoa: Client, cast: Cast, records: dict[str, Records]
) -> None:
    before = Dispatch.objects.count()
    for unit in (cast.federation, cast.son_union):
        answer = hoa.post(
            reverse("dispatch-add"), {"unit": str(unit.pk), "files": ContentFile(b"Kinh gui", "a.txt")}
        )
        assert answer.status_code == 422
    assert Dispatch.objects.count() == before


def test_nobody_puts_posts_into_a_channel_that_is_not_theirs(
    hoa: Client, records: dict[str, Records]
) -> None:
    before = Import.objects.count()
    file = ContentFile(b"id,title,published\n1,Tin,20/11/2026\n", "a.csv")
    answer = hoa.post(reverse("post-add"), {"channel": records["federation"].channel.pk, "file": file})
    assert answer.status_code == 422
    assert Import.objects.count() == before


def test_nobody_freezes_posts_of_a_channel_that_is_not_theirs(
    hoa: Client, cast: Cast, records: dict[str, Records]
) -> None:
    before = FrozenFrame.objects.count()
    window = {"first": "01/11/2026", "last": "30/11/2026", "limit": "15"}
    for unit in (cast.federation, cast.hoa_union):
        channel = records["federation"].channel.pk
        answer = hoa.post(reverse("frame-new"), {**window, "unit": unit.pk, "channel": channel})
        assert answer.status_code == 422
    assert FrozenFrame.objects.count() == before


def test_nobody_gives_work_to_a_unit_that_is_not_below(
    hoa: Client, cast: Cast, records: dict[str, Records]
) -> None:
    before = Obligation.objects.count()
    for letter in (records["union"].letter, records["shared"].letter):
        for unit in (cast.federation, cast.son_union):
            values = {"text": "Việc thêm", "due": "30/11/2026", "owner": str(unit.pk)}
            answer = hoa.post(reverse("obligation-add", args=(letter.pk,)), values)
            assert answer.status_code in (403, 422)
    assert Obligation.objects.count() == before


def test_nobody_compiles_a_report_of_a_unit_that_is_not_theirs(hoa: Client, cast: Cast) -> None:
    for unit in (cast.federation, cast.son_union):
        answer = hoa.post(reverse("report-compile"), {"unit": str(unit.pk), "period": "2026-H2"})
        assert answer.status_code == 422
    assert not Report.objects.exists()


def test_nobody_labels_a_post_of_another_run(hoa: Client, records: dict[str, Records]) -> None:
    union, federation = records["union"], records["federation"]
    answer = hoa.post(
        reverse("label", args=(union.open_audit.pk,)), {"item": federation.post, "tone": "neutral"}
    )
    assert answer.status_code in (404, 422)
    assert not union.open_audit.verdicts.exists()


def test_an_import_is_found_under_its_own_channel_only(hoa: Client, records: dict[str, Records]) -> None:
    union, federation = records["union"], records["federation"]
    assert hoa.get(reverse("channel-import", args=(union.channel.pk, federation.run.pk))).status_code == 404


def test_lists_show_nothing_of_other_units(cast: Cast, records: dict[str, Records]) -> None:
    browser = Client()
    browser.force_login(cast.son)
    hidden = {
        "dispatch-list": [r.letter.subject for r in records.values()],
        "obligation-list": [r.owed.text for r in records.values()],
        "channel-list": [r.channel.name for r in records.values()],
        "post-list": ["Hội nghị số"],
        "today": [r.letter.subject for r in records.values()],
        "own-letter-list": [r.own.subject for r in records.values()],
        "register-incoming": [r.letter.subject for r in records.values()],
        "frame-list": [r.frame.frame_hash[:12] for r in records.values()],
    }
    for address, words in hidden.items():
        shown = browser.get(reverse(address)).content.decode()
        assert not [word for word in words if word in shown], address
