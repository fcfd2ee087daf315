"""Thêm văn bản: several files at once, each judged on its own, none lost."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haichieu.dispatches.models import Dispatch

PATH = reverse("dispatch-add")
LETTER = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU\nSố: 77/LĐLĐ\nV/v báo cáo hoạt động truyền thông\n"
    "Đông Triều, ngày 02 tháng 11 năm 2026\nKính gửi: Các công đoàn cơ sở\n"
    "Đề nghị các đơn vị báo cáo kết quả về Liên đoàn Lao động tỉnh trước ngày 10/12/2026.\n"
)


def file(name="cong-van.txt", data=None):
    return SimpleUploadedFile(name, LETTER.encode() if data is None else data)


def send(client, unit, *files):
    return client.post(PATH, {"unit": str(unit.pk), "files": list(files)}, follow=True)


def test_one_letter_opens_its_reading_page(minh, cast):
    answer = send(minh, cast.federation, file())
    letter = Dispatch.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("dispatch", args=[letter.pk])
    assert "đã đọc, chờ bạn xác nhận" in answer.content.decode()
    assert (letter.number, letter.unit) == ("77", cast.federation)


def test_a_bad_file_is_kept_and_set_aside_beside_the_good_one(minh, cast):
    answer = send(minh, cast.federation, file(), file("hong.pdf", b"%PDF-1.4 hong"))
    assert answer.redirect_chain[-1][0] == reverse("dispatch-list")
    assert "hong.pdf: đã giữ tệp và để riêng." in answer.content.decode()
    assert Dispatch.objects.exclude(set_aside="").get().file_name == "hong.pdf"


def test_the_same_letter_twice_is_one_letter(minh, cast):
    send(minh, cast.federation, file())
    assert "đã có từ trước" in send(minh, cast.federation, file("ten-khac.txt")).content.decode()
    assert Dispatch.objects.count() == 1


def test_too_large_a_file_is_refused_and_the_others_are_kept(minh, cast, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    answer = send(minh, cast.federation, file(), file("lon.txt", b"a" * (1024 * 1024 + 1)))
    assert answer.status_code == 422
    assert "lon.txt: tệp lớn hơn 1 MB" in answer.content.decode()
    assert Dispatch.objects.get().file_name == "cong-van.txt"


def test_sending_nothing_says_what_to_do(minh, cast):
    answer = minh.post(PATH, {"unit": str(cast.federation.pk)})
    assert answer.status_code == 422
    assert "Chưa chọn tệp nào" in answer.content.decode()


def test_a_unit_outside_cannot_be_chosen(client, cast):
    client.force_login(cast.hoa)
    answer = client.post(PATH, {"unit": str(cast.son_union.pk), "files": [file()]})
    assert answer.status_code == 422
    assert not Dispatch.objects.exists()


def test_the_stored_file_comes_back_as_it_was_sent(minh, cast):
    send(minh, cast.federation, file("công văn 77.txt"))
    answer = minh.get(reverse("dispatch-file", args=[Dispatch.objects.get().pk]))
    assert b"".join(answer.streaming_content) == LETTER.encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_lost_file_is_a_missing_page(minh, cast):
    send(minh, cast.federation, file())
    letter = Dispatch.objects.get()
    letter.file.delete(save=False)
    Dispatch.objects.filter(pk=letter.pk).update(file="dispatches/mat.txt")
    assert minh.get(reverse("dispatch-file", args=[letter.pk])).status_code == 404
