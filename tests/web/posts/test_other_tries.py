"""The page of a certificate tells the other tries on its posts, and says when its record was changed."""

import pytest
from django.urls import reverse

from haichieu.posts.actions import close_audit, start_audit
from haichieu.posts.models import Audit
from haichieu.stats.limits import Limit
from tests.factories import NOW, make_channel, make_item
from tests.posts.labelled_runs import freeze

pytestmark = pytest.mark.usefixtures("on_the_day")
CHANGED = "không còn khớp với dấu đã ghi trong nhật ký"


@pytest.fixture
def audit(cast):
    channel = make_channel(unit=cast.hoa_union)
    for _ in range(4):
        make_item(channel=channel)
    for percent in (2, 3):
        frozen = freeze(cast.minh, cast.federation, [channel], limit=Limit(percent, 100))
    start_audit(by=cast.minh, frame=frozen, seed="1", at=NOW)
    made = start_audit(by=cast.minh, frame=freeze(cast.minh, cast.federation, [channel]), seed="1", at=NOW)
    return close_audit(by=cast.minh, audit=made, at=NOW)


def pages(client, audit):
    return [client.get(reverse(name, args=(audit.pk,))).content.decode() for name in ("audit", "certificate")]


def test_page_and_print_tell_every_other_run_and_the_lists_never_read(minh, audit):
    for page in pages(minh, audit):
        assert "Đây là lượt thứ 2 trên các bài này." in page
        assert "lượt 1 của Liên đoàn Lao động tỉnh Đông Triều, dưới 3 %" in page.replace("\u00a0", " ")
        assert "đã đọc 0 bài, chưa đóng" in page
        assert "Có 1 danh sách khác của các bài này đã chốt mà không đọc lượt nào." in page
        assert CHANGED not in page


def test_a_record_that_was_changed_says_so(minh, audit):
    record = audit.certificate | {"earlier": []}
    Audit.objects.filter(pk=audit.pk).update(certificate=record)
    for page in pages(minh, audit):
        assert CHANGED in page


def test_the_head_of_the_print_and_its_body_count_the_run_alike(minh, audit):
    printed = pages(minh, audit)[-1]
    head = printed[printed.index("sheet-head") : printed.index("</header>")]
    assert "lượt thứ 2 trên các bài này" in head and "lượt thứ 1" not in head
