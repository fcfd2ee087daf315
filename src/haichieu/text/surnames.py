"""Family names of the peoples of Việt Nam."""

#: The common ones and those of the peoples of the mountains, the highlands and the delta.
_FAMILY_NAMES = """
An Bao Biện Bàn Bành Bùi Bạch Bế Cam Cao Chu Chung Châu Chương Chảo Chẩu Chế Chử Cung Cà Cái Cù Cư Cấn Cầm
Cồ Cổ Cự Danh Diêm Diệp Doãn Dư Dương Giang Giàng Giáp H Hoa Hoàn Hoàng Huỳnh Hà Hàn Hàng Hòa Hùng Hướng Hạ Hạng
Hảng Hầu Hồ Hồng Hứa K Kha Khang Khuất Khà Khúc Khưu Khương Khổng Kim Kiên Kiều Kiểu Kpuih Kpă Ksor La Lai Lang
Linh Liêng Liêu Liễu Ly Lành Lâm Lâu Lã Lê Lò Lù Lý Lăng Lư Lưu Lương Lường Lạc Lại Lầu Lều Lỗ Lộ Lộc Lở Lục Lừu
Lữ Lỳ Ma Mai Mang Mao Minh Mã Mê Mông Mùa Mùi Mạc Mạch Mạnh Mầu Mẫn Mục Mỵ Nay Nghiêm Nghê Nguyễn Nguỵ Ngô
Ngũ Ngọc Ngụy Nhan Nhâm Nhữ Ninh Niê Nông Nùng Phan Phàn Phí Phù Phùng Phú Phương Phạm Puih Pờ Quang
Quàng Quách Quản Quảng Quế Rah Rcom Rmah Rơ Rơchâm Sa Siu Sung Sìn Sùng Sĩ Sơn Sầm Sằn Sử Thang Thi Thiều Thiệu
Thàm Thào Thái Thân Thò Thôi Thạch Thẩm Thập Thị Thống Tiêu Tiết Tiền Trang Triều Triệu Trà Tráng Trình Trưng
Trương Trưởng Trần Trịnh Ty Tào Tòng Tô Tôn Tăng Tướng Tường Tưởng Tạ Tấn Tẩn Tẩy Tề Tống Từ Ung Uông Vi Viêm
Viên Vàng Vân Võ Văn Vũ Vương Vạn Vằng Vừ Xa Xin Xuân Xồng Y Yên Âu Ôn Ông Đan Đinh Điêu Điền Điểu Đoàn Đoái Đàm
Đào Đái Đèo Đông Đường Đầu Đậu Đặng Đồ Đồng Đổng Đỗ Đới Ưng
"""
_COMMON_NAMES = "Nguyễn Trần Lê Phạm Huỳnh Hoàng Vũ Võ Đặng Bùi Đỗ Ngô Dương Trịnh Đinh Lò Giàng"
#: Family names as they are written, the first syllable of a name.
SURNAMES = frozenset(_FAMILY_NAMES.split())
#: Those that few places, bodies or other words begin with.
COMMON_SURNAMES = frozenset(_COMMON_NAMES.split())
