"""A period becomes a report: compile it, look at it, download it, open a figure."""

from datetime import timedelta

import pytest
from django.utils import timezone

from haichieu.base.clock import now
from tests.factories import make_dispatch, make_obligation

pytestmark = pytest.mark.browser


@pytest.fixture
def owed(cast):
    """Something to report about."""
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    task = make_obligation(
        dispatch=letter, text="Gửi báo cáo quý", due_on=timezone.localdate(now()) + timedelta(days=20)
    )
    task.created_at = now() - timedelta(minutes=1)
    task.save()
    return task


def test_the_report_is_compiled_downloaded_and_traced(page, sign_in, owed, tmp_path):
    sign_in("minh")
    page.goto("/bao-cao/")
    page.get_by_role("button", name="Lập báo cáo").click()
    page.get_by_role("heading", name="Số liệu và nguồn").wait_for()
    sheet = page.frame_locator("iframe.preview")
    assert sheet.get_by_role("heading", name="BÁO CÁO").is_visible()
    for kind, magic in ((".docx", b"PK"), (".pdf", b"%PDF")):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Tải {kind}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.suffix == kind
        assert path.read_bytes().startswith(magic)
    page.locator(".figures a", has_text="Nhiệm vụ có thời hạn").first.click()
    page.get_by_role("link", name="Gửi báo cáo quý").click()
    page.get_by_role("heading", name=f"Việc số {owed.pk}").wait_for()
