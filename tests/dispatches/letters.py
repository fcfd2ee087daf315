# ruff: noqa: E501 – a paragraph of a letter stands on one line, as in the files that offices send
"""A letter that we wrote, for stories about confirming and following up."""

LETTER = """LIÊN ĐOÀN LAO ĐỘNG
TỈNH ĐÔNG TRIỀU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 512/LĐLĐ
V/v giữ cân đối nội dung trên các kênh của công đoàn
Đông Triều, ngày 05 tháng 11 năm 2026

Kính gửi: Các công đoàn cơ sở trực thuộc.

Ban Thường vụ Liên đoàn Lao động tỉnh yêu cầu các công đoàn cơ sở thực hiện một số nội dung sau:

1. Rà soát các trang, nhóm do đơn vị lập ra; gửi danh sách về Văn phòng Liên đoàn Lao động tỉnh trước ngày 30/11/2026.

2. Thường xuyên cân đối nội dung, bảo đảm thông tin tiêu cực không chiếm tỷ lệ lớn (dưới 15%) trong số tin, bài được đăng tải.

3. Phát hiện, lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng tải nội dung trái quan điểm cho cơ quan chức năng.

Đề nghị các công đoàn cơ sở nghiêm túc triển khai thực hiện./.

Nơi nhận:
- Như kính gửi;
- Lưu: VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Trịnh Ngọc Lan
"""
