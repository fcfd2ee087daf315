"""To whom a result goes: verbs of sending, ways of sending, where the name ends, and whose deadline it belongs to."""

from datetime import date

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.clauses import report_at
from haichieu.dispatches.rules.deadlines import find_deadlines
from haichieu.dispatches.rules.report_to import find_report_to

ISSUED = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("sentence", "receiver"),
    [
        ("Tổ kiểm phiếu đếm phiếu, trình Trưởng Ban Bầu cử biên bản xong trước ngày 20/4/2025.", "Trưởng Ban Bầu cử"),
        ("Kế toán khóa sổ quý I, trình Ủy ban Kiểm tra thẩm tra trong tháng 4.", "Ủy ban Kiểm tra"),
        ("Thủ quỹ nộp Kho bạc huyện số dư còn lại chậm nhất ngày 10/4/2025.", "Kho bạc huyện"),
        ("Lớp trưởng nộp đơn cho Phó Hiệu trưởng phụ trách học vụ trong 02 ngày.", "Phó Hiệu trưởng phụ trách học vụ"),
        ("Em nào có lý do nộp giấy phép cho Giáo viên chủ nhiệm trước giờ học.", "Giáo viên chủ nhiệm"),
        ("Các tổ lập danh sách, nộp cho chị Mận (kế toán) chậm nhất chiều thứ Năm.", "chị Mận (kế toán)"),
        ("Khi thấy nước dâng, báo ngay về đường dây nóng của Ban Chỉ huy xã.", "đường dây nóng của Ban Chỉ huy xã"),
        ("Đếm số hộ còn lại, báo về Trực ban Ủy ban nhân dân xã, số máy 0999.000.111 cứ 02 giờ một lần.",
         "Trực ban Ủy ban nhân dân xã, số máy 0999.000.111"),
        ("Nếu có gì vướng, đề nghị các trường trao đổi với Phòng Giáo dục để được giúp.", "Phòng Giáo dục"),
        ("Hộ nào muốn tham gia đăng ký trực tiếp với Trưởng thôn trong tuần này.", "Trưởng thôn"),
        ("Người dân phản ánh qua tổng đài 1999 hoặc Zalo OA “Xã Đồi Chè”.", "tổng đài 1999 hoặc Zalo OA “Xã Đồi Chè”"),
        ("Cập nhật tiến độ lên phần mềm Quản lý đoàn viên lúc 16h30 thứ Hai.", "phần mềm Quản lý đoàn viên"),
        ("Mỗi lớp đăng ít nhất 02 ảnh lên nhóm Zalo “Khối Ba” ngay trong buổi.", "nhóm Zalo “Khối Ba”"),
        ("Hộ mới đến nộp tờ khai tại Bộ phận Một cửa xã.", "Bộ phận Một cửa xã"),
        ("Mỗi tổ nộp tiền quỹ cho thủ quỹ Hội trước cuộc họp.", "thủ quỹ Hội"),
        ("Kiểm tra dữ liệu, gửi BQLDA trong ngày.", "BQLDA"),
        ("Các đội đăng ký theo mẫu gửi đ/c Lành, Ban Phong trào hạn cuối ngày 09/4/2025.", "đ/c Lành, Ban Phong trào"),
    ],
)  # fmt: skip
def test_each_verb_of_sending_leads_to_whoever_takes_it(sentence: str, receiver: str) -> None:
    assert find_report_to(sentence) == receiver


@pytest.mark.parametrize(
    ("sentence", "receiver"),
    [
        ("Chi hội nộp về Hội Nông dân xã 40% số tiền thu được trước 05/5/2025.", "Hội Nông dân xã"),
        ("Đầu mối theo dõi, báo cáo Ban Giám đốc 3 tháng một lần.", "Ban Giám đốc"),
        ("Gửi biên bản cho đồng chí Bí thư hạn chót 11h ngày 07/4/2025.", "đồng chí Bí thư"),
        ("Báo cáo Đảng ủy và Công đoàn xã ít nhất 07 ngày trước Đại hội.", "Đảng ủy và Công đoàn xã"),
        ("Hồ sơ gửi về Hội Người cao tuổi xã (bà Tư, thủ quỹ) và tệp mềm qua Zalo.", "Hội Người cao tuổi xã"),
    ],
)
def test_the_name_ends_before_amounts_hours_and_copies(sentence: str, receiver: str) -> None:
    found = find_report_to(sentence)
    assert found is not None and found.split(" (")[0] == receiver and "%" not in found and "tệp" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Phòng Nội vụ tham mưu sửa đổi quy chế, trình UBND xã trong quý II/2025.",
        "Văn phòng soạn kế hoạch, trình Thường trực Huyện ủy phê duyệt trước ngày 12/4/2025.",
        "Đăng tải bản tin dự báo thời tiết trên Cổng thông tin điện tử của xã.",
        "Thông báo lịch cắt điện trên hệ thống loa của thôn mỗi sáng.",
        "Để tổng hợp trình Giám đốc, các khoa rà soát lại tủ thuốc.",
    ],
)
def test_drafting_approving_and_publishing_are_no_reports(sentence: str) -> None:
    assert find_report_to(sentence) is None


def test_a_column_of_a_table_says_where_each_report_goes() -> None:
    letter = (
        "Kính gửi: Các thôn.\nỦy ban nhân dân xã đề nghị các thôn báo cáo như sau:\n"
        "| Loại báo cáo | Hình thức gửi | Thời hạn |\n|---|---|---|\n"
        "| Số hộ có giếng | Email: gieng@xadoiche.example | 05/9/2025 |\n| Số hộ góp công | Phòng Kinh tế | 08/9/2025 |"
    )
    duties = read_dispatch(letter).to_dict()["obligations"]
    assert [each["report_to"] for each in duties] == ["Email: gieng@xadoiche.example", "Phòng Kinh tế"]


@pytest.mark.parametrize(
    ("sentence", "receivers"),
    [
        ("Chi đội sinh hoạt trong tháng 4/2025, gửi ảnh về Liên đội trước ngày 05/5/2025.", [None, "Liên đội"]),
        ("Khoa công khai giá thuốc trước ngày 05/4/2025 và báo cáo Giám đốc trước ngày 20/4/2025.", [None, "Giám đốc"]),
        ("Thăm các gia đình trong tháng 4/2025, ký nhận đủ, sau 05 ngày nộp chứng từ về Ban Tài chính.",
         [None, "Ban Tài chính"]),
        ("Báo cáo kết quả về Sở Y tế trước ngày 10/6/2025 và trước ngày 10/12/2025.", ["Sở Y tế", "Sở Y tế"]),
        ("Sự cố nhỏ báo cáo về Phòng Kỹ thuật trong 24 giờ; sự cố lớn báo Giám đốc trong 01 giờ.",
         ["Phòng Kỹ thuật", "Giám đốc"]),
    ],
)  # fmt: skip
def test_each_deadline_takes_the_receiver_of_its_own_act(sentence: str, receivers: list[str | None]) -> None:
    due = find_deadlines(sentence, ISSUED)
    whole = find_report_to(sentence)
    assert [report_at(sentence, each, whole, due) for each in due] == receivers


@pytest.mark.parametrize(
    ("sentence", "receiver"),
    [
        ("Nộp phiếu về Văn phòng (đ/c Hạnh, ĐT: 0999.345.678) để tổng hợp.", "Văn phòng (đ/c Hạnh, ĐT: 0999.345.678)"),
        ("Gửi góp ý về Bộ (Vụ Pháp chế) trước ngày 05/5.", "Bộ (Vụ Pháp chế)"),
        ("Báo cáo về Thường trực Đảng ủy (thông qua Văn phòng Đảng ủy).",
         "Thường trực Đảng ủy (thông qua Văn phòng Đảng ủy)"),
        ("Báo cáo kết quả với Thường trực Huyện ủy.", "Thường trực Huyện ủy"),
        ("Thu hội phí, nộp về Hội cấp trên trước ngày 05/5.", "Hội cấp trên"),
        ("Nộp đoàn phí, trích nộp một phần lên Đoàn xã.", "Đoàn xã"),
        ("Báo cáo về Sở theo mẫu gửi kèm.", "Sở"),
        ("Báo ngay về Ban Chỉ huy phòng, chống thiên tai xã khi nước dâng.", "Ban Chỉ huy phòng, chống thiên tai xã"),
        ("Báo tên cho đồng chí Mận, cán bộ Văn phòng (Zalo 0999 111 222) trong ngày 05/5.",
         "đồng chí Mận, cán bộ Văn phòng (Zalo 0999 111 222)"),
        ("Nộp bản giấy về Văn phòng Hội (số 9 phố Chợ) trước ngày 05/5.", "Văn phòng Hội (số 9 phố Chợ)"),
        ("Chuyển hồ sơ sang Công an xã khi có dấu hiệu vi phạm.", "Công an xã"),
        ("Báo cáo cấp ủy, lập danh sách và gửi về Hội cấp trên trước ngày 05/5.", "Hội cấp trên"),
        ("Giải trình bằng văn bản với Ban Chấp hành Hội.", "Ban Chấp hành Hội"),
        ("Đăng ký qua đường link: forms.example/a1 trước 05/5.", "đường link: forms.example/a1"),
    ],
)  # fmt: skip
def test_a_desk_a_telephone_or_a_short_name_is_taken_whole(sentence: str, receiver: str) -> None:
    assert find_report_to(sentence) == receiver


@pytest.mark.parametrize(
    "sentence",
    [
        "Thu, nộp đảng phí, hội phí đúng quy định.",
        "Báo cáo kết quả phối hợp với Công an xã.",
        "Xem bảng gửi kèm qua hệ thống văn phòng điện tử.",
    ],
)
def test_dues_and_partners_receive_nothing(sentence: str) -> None:
    assert find_report_to(sentence) is None
