"""A letter that names a person without an office, in its subject, a task and the recipients."""

LETTER = """LIÊN ĐOÀN LAO ĐỘNG
TỈNH ĐÔNG TRIỀU
Số: 134/LĐLĐ
V/v hỗ trợ đoàn viên Trần Thị Hồng Mơ
Đông Triều, ngày 05 tháng 11 năm 2026

Kính gửi: Các công đoàn cơ sở.

Ban Thường vụ yêu cầu các công đoàn cơ sở:
1. Thăm hỏi chị Trần Thị Hồng Mơ, số CCCD 027188001234, điện thoại 0987654321 trước ngày 25/11/2026.
2. Giao đồng chí Lê Văn Tám, Phó Chủ tịch, gửi báo cáo trước ngày 30/11/2026./.

Nơi nhận:
- Như trên;
- Chị Trần Thị Hồng Mơ;
- Lưu: VT.

TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH
Lê Văn Tám
"""
