"""Titles written for these tests, and the codebook's own examples."""

#: (title, tone): the examples of the codebook's table and of its rules.
CODEBOOK = [
    ("Trao 20 mái ấm cho đoàn viên khó khăn", "positive"),
    ("Sản lượng lúa vượt kế hoạch 12%", "positive"),
    ("Cứu sống cháu bé bị đuối nước", "positive"),
    ("Cháy xưởng gỗ, hai người bị thương", "negative"),
    ("Khởi tố kế toán tham ô 3 tỉ đồng", "negative"),
    ("Giá cà phê giảm sâu, nông dân lao đao", "negative"),
    ("Lịch tiếp công dân tháng 6", "neutral"),
    ("Hướng dẫn làm hồ sơ thai sản", "neutral"),
    ("Hội nghị sơ kết 6 tháng đầu năm", "neutral"),
    ("Công an bắt nhóm trộm xe", "negative"),
    ("Giảm 15% vụ trộm nhờ camera an ninh", "positive"),
    ("Hỗ trợ 40 hộ bị tốc mái", "positive"),
    ("40 hộ bị tốc mái sau dông lốc", "negative"),
]

PLAIN_TITLES = [
    "Công đoàn cơ sở tổ chức hội thao chào mừng ngày thành lập ngành",
    "Hòa giải thành công vụ tranh chấp lương của 120 công nhân",
    "Sập giàn giáo tại công trường, ba công nhân bị thương nặng",
    "Cảnh báo lừa đảo mạo danh cán bộ bảo hiểm gọi điện thu phí",
    "Khuyến cáo người dân không ra khơi khi bão vào gần bờ",
    "Trao học bổng cho con đoàn viên có hoàn cảnh khó khăn",
    "Nợ bảo hiểm xã hội kéo dài, công nhân chịu thiệt",
    "Thông báo lịch khám sức khỏe định kỳ cho người lao động",
    "Xã hoàn thành tuyến đường bê tông trước hạn hai tháng",
    "Ngộ độc sau bữa ăn ca, 37 công nhân nhập viện",
    "Họp ban chấp hành lần thứ sáu bàn phương hướng cuối năm",
    "Thủy triều dâng cao gây ngập nhiều tuyến phố",
    "Khánh thành nhà văn hóa thôn phục vụ bà con",
    "Kỷ luật trưởng phòng vì chi sai quỹ phúc lợi",
    "Đề xuất sửa quy chế chi tiêu nội bộ",
    "Đoàn thanh niên ra quân dọn rác ven sông",
    "Hỏa hoạn thiêu rụi kho hàng trong khu công nghiệp",
    "Tuyên dương 50 lao động giỏi, sáng tạo",
    "Mất việc hàng loạt sau khi nhà máy đóng cửa",
    "Mời đăng ký lớp tập huấn kỹ năng truyền thông",
    "Dịch sốt xuất huyết tăng nhanh ở ba phường",
    "Năm cách nhận biết thực phẩm giả trước khi mua",
    "Bàn giao nhà tình nghĩa cho gia đình chính sách",
    "Xử phạt cơ sở xả thải ra kênh thủy lợi",
]

#: Each frame is filled with every name of one kind; who is named must not matter.
NAMED_FRAMES = [
    "{} trao quà cho người nghèo nhân dịp Tết",
    "{} bị khởi tố vì nhận hối lộ",
    "{} dự hội nghị tổng kết công tác năm",
    "Người dân phản ánh {} chậm giải quyết hồ sơ",
    "{} khánh thành cầu mới nối hai xã",
    "Tai nạn giao thông, {} đến thăm các nạn nhân",
    "{} thông báo lịch làm việc tuần tới",
    "Phát biểu của {} gây tranh cãi",
    "{} được tuyên dương vì cứu người đuối nước",
    "{} nói về kế hoạch phát triển năm sau",
]

#: Invented persons; outlets, parties and religions that exist.
NAMES = {
    "persons": [
        "Trần Văn Bình",
        "Nguyễn Thị Hạnh",
        "Lê Quang Minh",
        "Phạm Thu Trang",
        "Y Blơm Niê",
        "John Walker",
    ],
    "outlets": [
        "báo Thanh Niên",
        "báo Tuổi Trẻ",
        "báo Lao Động",
        "báo VnExpress",
        "báo Dân Trí",
        "báo Tiền Phong",
    ],
    "parties": ["Đảng Cộng hòa", "Đảng Dân chủ", "Công đảng", "Đảng Bảo thủ", "Đảng Xanh", "Đảng Cộng sản"],
    "religions": ["Phật giáo", "Công giáo", "Tin lành", "Hồi giáo", "Cao Đài", "Hòa Hảo"],
}
