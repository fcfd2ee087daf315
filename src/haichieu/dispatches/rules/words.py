"""Words of office Vietnamese that several readers share: kinds of documents, bodies, titles, verbs.

The lists keep their marks, since “phòng” and “phong” differ; match them against `even_tones` of the text.
"""

import re
from collections.abc import Iterable

from haichieu.text.patterns import late

#: Kinds of documents (Nghị định 30/2020/NĐ-CP, Điều 7; Quy định 66-QĐ/TW; Luật Ban hành văn bản QPPL).
KINDS: tuple[str, ...] = (
    "bộ luật", "luật", "pháp lệnh", "hiến pháp", "nghị quyết liên tịch", "nghị quyết", "nghị định", "lệnh",
    "thông tư liên tịch", "thông tư", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo",
    "thông tri", "hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án", "dự án", "báo cáo", "biên bản",
    "tờ trình", "hợp đồng", "công điện", "công thư", "công văn", "bản ghi nhớ", "giấy mời", "giấy giới thiệu",
    "giấy ủy quyền", "giấy triệu tập", "kết luận", "văn bản", "phiếu chuyển", "phiếu báo", "phiếu gửi",
    "phiếu trình", "điều lệ", "thư mời", "lời kêu gọi", "thể lệ", "phúc đáp", "giấy phép", "giấy chứng nhận",
    "đơn đề nghị", "đơn",
)  # fmt: skip

#: First words of the names of bodies, in small letters with marks (see `haichieu.text.folding.even_tones`).
_BODY_HEADS = (
    "ủy ban", "ubnd", "ub mttq", "ubmttq", "ub", "hđnd", "hội đồng", "bộ", "sở", "tổng cục", "chi cục",
    "cục", "vụ",
    "viện", "văn phòng", "phòng", "ban", "bộ phận", "hội", "chi hội", "hiệp hội", "liên hiệp", "liên minh",
    "liên đoàn", "lđlđ", "công đoàn", "cđcs", "cđ", "liên sở", "liên bộ", "đoàn", "chi đoàn", "tỉnh đoàn",
    "thành đoàn", "huyện đoàn", "xã đoàn", "tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng ủy",
    "đảng bộ", "chi bộ", "chi ủy", "cấp ủy", "các cấp ủy", "đảng đoàn", "thường trực", "tt", "mặt trận",
    "trung tâm",
    "trường", "học viện", "đại học", "bệnh viện", "trạm", "công ty", "tổng công ty", "tập đoàn", "công an",
    "quân sự", "bộ chỉ huy", "kho bạc", "bảo hiểm", "tòa án", "viện kiểm sát", "thanh tra", "ngân hàng",
    "đài", "báo",
    "cơ quan", "đơn vị", "doanh nghiệp", "tổ", "nhà trường", "quý bộ", "quý sở", "quý cơ quan", "quý đơn vị",
    "quý công ty", "quý cục", "chính phủ", "thủ tướng", "quốc hội", "địa phương", "bưu điện", "hợp tác xã",
    "htx",
    "khối", "ngành", "mttq", "ccb", "đtn", "lhtn", "nghiệp đoàn", "cụm", "liên đội", "thôn", "tiểu ban",
    "phân xưởng", "liên chi đoàn", "liên chi hội", "phân đoàn", "cơ sở",
    "thư viện", "nhà văn hóa", "vnpt", "viettel", "các cấp", "các huyện", "ban quản lý", "bql", "bqh",
    "bch", "btv", "bgh", "đội", "nhóm", "lớp", "khoa",
    "xí nghiệp", "nhà máy", "các tổ chức", "các thôn", "các xã", "các phường", "các ấp", "các xóm", "các khu",
    "các chi đoàn", "câu lạc bộ", "xã", "phường", "thị trấn", "huyện", "ấp", "khu phố", "khu dân cư", "buôn", "xóm",
    "đặc khu", "đồn biên phòng", "tiểu đoàn", "trung đoàn", "hải quan", "kiểm lâm", "thuế tỉnh", "thuế thành phố",
    "thuế cơ sở", "ubkt", "tổ chức đảng", "tổ chức công đoàn", "vpub", "vpcp", "hạt", "ngành",
    "bhxh", "kbnn", "nhnn", "tand", "vksnd",
)  # fmt: skip

#: First words of the titles of office holders and of groups of people.
_TITLE_HEADS = (
    "chủ tịch", "phó chủ tịch", "giám đốc", "phó giám đốc", "tổng giám đốc", "cục trưởng", "chi cục trưởng",
    "tổng cục trưởng", "vụ trưởng", "viện trưởng", "bộ trưởng", "thứ trưởng", "chánh văn phòng",
    "chánh thanh tra",
    "chánh", "phó chánh", "trưởng", "phó trưởng", "thủ trưởng", "hiệu trưởng", "phó hiệu trưởng", "bí thư",
    "phó bí thư", "chủ nhiệm", "phó chủ nhiệm", "tổng biên tập", "người đứng đầu", "đồng chí", "đ/c", "ông",
    "bà",
    "thư ký", "ủy viên", "thành viên", "cán bộ", "giáo viên", "gvcn", "tổ trưởng", "đội trưởng", "kế toán",
    "lãnh đạo", "thầy", "cô", "công chức", "viên chức", "người phát ngôn", "chuyên viên", "cá nhân",
    "mỗi đơn vị",
    "các", "những người", "toàn thể", "từng", "đảng viên", "đoàn viên", "người lao động", "người dân", "người sử dụng",
    "phụ huynh", "đại biểu", "hộ kinh doanh", "hộ gia đình", "hộ dân", "nhân dân", "hội viên", "học sinh",
    "sinh viên", "quý", "từng đơn vị", "tất cả", "đại diện", "chi hội trưởng", "nhân viên", "bác sĩ",
    "ban chỉ đạo",
    "tổng phụ trách", "mỗi", "cộng tác viên", "báo cáo viên", "tuyên truyền viên", "quản trị viên",
    "người quản trị", "cán sự", "phụ trách", "tập thể", "chị em", "anh chị em", "quản đốc", "hộ",
    "chủ đầu tư", "nhà thầu", "chủ hộ", "chủ cơ sở", "chủ phương tiện", "chủ rừng", "chủ doanh nghiệp", "lực lượng",
    "những hộ", "những đơn vị", "những cơ sở", "những trường", "hiệu phó", "điều dưỡng trưởng", "lái xe",
    "phóng viên", "tình nguyện viên", "giảng viên", "thủ quỹ", "văn thư", "thủ kho",
    "thí sinh", "vận động viên", "tổ chức, cá nhân", "người",
)  # fmt: skip


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, in which words share their beginnings.

    One long list of words is tried word by word at every place of a text; a tree of letters is left after a letter or
    two.
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        tails.setdefault(word[:1], []).append(word[1:])
    # A word that ends here comes last: it is only taken where no longer one goes on.
    return "|".join(re.escape(first) + _branch(rest) for first, rest in sorted(tails.items(), reverse=True))


def _branch(tails: list[str]) -> str:
    if len(tails) == 1:
        return re.escape(tails[0])
    return f"(?:{alternation(tails)})"


#: Words that begin like a body and are none.
_NO_BODY = (
    r"(?!từng (?!đảng|cán|đoàn|hội viên|công|viên|cá|đồng|người|chi|tổ|cơ|đơn|phòng|ban|khoa|lớp|trường|xã|thôn"
    r"|bản|khu|hộ|giáo|học|thành)"
    r"|(?:công đoàn|đoàn|hội) phí(?!\w)"
    r"|xã (?:hội|viên)(?!\w)"
    r"|hội (?:nghị|thi|thảo|trường|diễn|họp)|trường hợp|đoàn kết|bộ (?:hồ sơ|ảnh|tài liệu|luật|quy tắc"
    r"|câu hỏi|máy)|mỗi (?:tháng|quý|tuần|năm|ngày|lần|bài|tin|buổi|đợt|kỳ|ca)(?!\w)|"
    r"báo (?:cáo|chí|ngay|tin|cho|về|với|kịp|động|trước|số|kết|tình|lại|cụ|rõ|vắng)|"
    r"cơ sở (?:vật chất|hạ tầng|dữ liệu|pháp lý|khoa học|thực tiễn|lý luận|để|đó|này|trên|theo|kết quả|các|những"
    r"|nội dung)"
    r"|ban (?:hành|đầu)|vụ (?:việc|đông|xuân|hè|mùa|án|cháy|tai)(?!\w)|khối lượng|đội ngũ|ngành nghề"
    r"|nhóm (?:nội dung|vấn đề))"
)
#: A pattern for the beginning of the name of a body.
BODY = rf"{_NO_BODY}(?:{alternation(_BODY_HEADS)})(?!\w)"
#: A pattern for the beginning of whoever can be asked to do something.
ACTOR = rf"{_NO_BODY}(?:{alternation(_BODY_HEADS + _TITLE_HEADS)})(?!\w)"

#: Verbs with which office tasks begin.
TASK_VERBS: tuple[str, ...] = (
    "triển khai", "tổ chức", "thực hiện", "chủ trì", "phối hợp", "xây dựng", "báo cáo", "tổng hợp", "rà soát",
    "tham mưu", "hướng dẫn", "kiểm tra", "giám sát", "theo dõi", "đôn đốc", "tuyên truyền", "phổ biến",
    "quán triệt",
    "đăng tải", "chia sẻ", "cung cấp", "bố trí", "cử", "gửi", "lập", "nộp", "hoàn thành", "đẩy mạnh",
    "tăng cường",
    "nâng cao", "đảm bảo", "bảo đảm", "chỉ đạo", "lãnh đạo", "căn cứ", "tiếp tục", "chủ động", "thường xuyên",
    "kịp thời", "phát huy", "vận động", "thông báo", "thông tin", "công khai", "công bố", "niêm yết",
    "ban hành",
    "xem xét", "giải quyết", "xử lý", "tiếp nhận", "phân công", "phân loại", "đánh giá", "sơ kết", "tổng kết",
    "chuẩn bị", "quản lý", "sử dụng", "khai thác", "cập nhật", "đăng ký", "đề xuất", "bổ sung", "sửa đổi",
    "hoàn thiện", "duy trì", "mở", "đăng", "viết", "phát", "treo", "ký", "duyệt", "thẩm định", "phê duyệt",
    "trình",
    "thành lập", "kiện toàn", "củng cố", "khắc phục", "ngăn chặn", "xác minh", "làm rõ", "trả lời", "phản hồi",
    "chuyển", "giao", "thu thập", "lưu trữ", "sao lưu", "bảo quản", "thanh toán", "quyết toán", "cấp",
    "mua sắm",
    "khen thưởng", "biểu dương", "đề nghị", "yêu cầu", "nghiêm túc", "tập trung", "khẩn trương", "hỗ trợ",
    "tạo điều kiện", "tham gia", "tham dự", "dự", "động viên", "khuyến khích", "kiểm điểm", "bám sát",
    "định hướng",
    "nắm bắt", "phát hiện", "huy động", "điều tra", "khảo sát", "thống kê", "tính toán", "đối chiếu",
    "xác nhận",
    "chứng nhận", "áp dụng", "tuân thủ", "chấp hành", "phản ánh", "góp ý", "cho ý kiến", "đảm nhiệm",
    "đảm nhận",
    "chịu trách nhiệm", "có trách nhiệm", "có nhiệm vụ", "là đầu mối", "là cơ quan", "làm đầu mối", "đưa",
    "đẩy nhanh", "hạn chế", "không", "quy định", "giải đáp", "tiếp cận", "mời", "họp", "kê khai", "nhập", "in",
    "cài đặt", "vận hành", "trực", "bảo vệ", "sắp xếp", "khởi tạo", "chăm sóc", "thăm", "trao", "trồng", "giảm",
    "tăng", "phấn đấu", "đạt", "ra mắt", "phát động", "hưởng ứng", "nghiên cứu", "trao đổi", "làm việc",
    "kết nối",
    "liên hệ", "lựa chọn", "giới thiệu", "công nhận", "xét", "chỉnh sửa", "khôi phục", "thay thế", "bãi bỏ",
    "giải trình", "bổ nhiệm", "nêu cao", "đề cao", "xác định", "kiên quyết", "thống nhất", "cân đối",
    "chốt", "nhắc",
    "nhắc nhở", "sơ tán", "gia cố", "biên tập", "khai báo", "thiết kế", "phân bổ", "chi trả", "quy hoạch",
    "tiến hành", "thực thi", "điều chỉnh", "tích cực", "kiểm soát", "thí điểm", "tự kiểm tra", "đánh số",
    "sàng lọc", "tiêm", "khám", "phun", "hợp tác", "hợp đồng", "truyền tải", "ghi nhận", "lồng ghép",
    "quan tâm",
    "thuê", "thu", "chi", "nhân rộng", "giáo dục", "đào tạo", "bồi dưỡng", "tập huấn", "truyền thông",
    "đổi mới",
    "phối kết hợp", "học tập", "đấu tranh", "xử phạt", "cắt giảm", "sản xuất", "đo", "lắp đặt", "kết thúc",
    "bàn giao", "khởi công", "giám định", "ứng phó", "trưng bày", "phát hành", "quyên góp", "ủng hộ", "đón",
    "dọn",
    "vệ sinh", "trang trí", "chấm", "thẩm tra", "cân nhắc", "lắng nghe", "cảnh báo", "khuyến cáo", "tư vấn",
    "nghiệm thu", "chụp", "quay", "ghi", "nêu", "kiến nghị", "tìm", "chằng chống", "chọn", "đề ra", "đổi",
    "dừng", "tạm dừng", "ngừng", "gỡ", "đính chính", "cải chính", "kiểm đếm", "khóa", "khoá", "mang",
    "nhận", "đọc",
    "xin ý kiến", "bầu", "đặt", "tự", "chủ trương", "phục vụ", "chào", "sẵn sàng", "rút kinh nghiệm", "ẩn",
    "xóa", "tắt", "chặn", "giữ", "giữ gìn", "hoàn tất", "đề cử", "bảo trì", "nâng cấp", "cải tiến", "ngăn",
    "thu gom", "trang bị", "đầu tư", "mua", "cấp phát", "kiểm kê", "soát", "liên kết", "quảng bá", "tặng",
    "chuyển đổi", "số hóa", "tích hợp", "đồng bộ", "cam kết", "quét", "dán", "hủy", "phân luồng", "bảo dưỡng",
    "khơi thông", "chuyển tải", "lan tỏa", "giải ngân", "thanh tra", "đối thoại", "đối soát", "chấn chỉnh",
    "ra quyết định", "ra quân", "ra văn bản", "quyết định", "quan trắc", "cụ thể hóa", "cụ thể hoá", "sửa chữa",
    "cải tạo", "kết nạp",
    "biên soạn", "biên tập", "chỉnh trang", "tháo gỡ", "thu hồi", "thu hút", "tạo lập", "thương lượng",
    "ký kết",
    "nắm", "bảo lãnh", "chấm dứt", "đình chỉ",
    "cưỡng chế", "giải tỏa", "di dời", "thẩm duyệt", "xác lập", "phân cấp", "phân bố", "phân định", "quy tập",
    "tra cứu", "mô tả", "chuẩn hóa", "tối ưu", "hiện đại hóa", "đơn giản hóa", "xã hội hóa", "nâng", "dựng",
    "soạn", "soạn thảo", "đóng góp", "đóng", "gắn", "gây quỹ", "kêu gọi", "truy thu", "hoàn trả",
    "tiếp đón", "đưa đón", "sưu tầm", "trích", "trích nộp", "nộp lại", "tổ chức lại", "lưu ý", "trang cấp",
    "dạy", "thuyết trình", "biểu diễn", "tập luyện", "luyện tập", "tôn vinh", "tri ân", "viếng", "chúc",
    "đảm đương", "tự rà soát", "nhân bản", "chụp ảnh", "quay phim", "ghi hình", "tuần tra",
    "thả", "rắc", "phát quang", "vá", "khoanh vùng", "cách ly", "cắm", "phun", "nạo vét",
    "hiệu chỉnh", "tập hợp", "trích chuyển", "chuyển nộp", "thu nộp", "tiếp thu", "nhịn", "phân phối", "cắt cử",
    "hiệp thương", "bảo quản", "vinh danh", "giải thích", "trả kết quả", "hạch toán", "lấy ý kiến", "kiện toàn",
    "tôn tạo", "tu sửa", "trùng tu", "bình chọn", "bình xét", "xếp loại", "sinh hoạt", "đeo",
    "tập trung", "tham quan", "gặp mặt", "tọa đàm", "giao lưu", "hiến", "khóa sổ", "phê bình",
    "giúp đỡ", "kèm cặp", "thúc đẩy", "cải cách", "tinh gọn", "mở rộng", "xét duyệt",
    "tra soát", "đồng hành", "truy cập", "cung ứng", "vận chuyển", "đấu nối", "kết hợp", "chủ trì",
    "gắn kết", "triệu tập", "lưu", "điểm danh", "báo ngay", "báo số", "báo danh", "báo kết quả",
    "báo tên", "báo phương án", "hợp đồng với", "đặt mua", "tháo dỡ", "xây", "sửa", "lắp",
    "phân tích", "tổng vệ sinh", "thanh lý", "thay",
    "hoàn lại", "dạy bù", "đối chiếu", "thông qua", "thương thảo", "tạm ứng", "giải phóng mặt bằng", "hòa giải",
    "đắp", "gom", "có mặt", "treo cờ", "điện báo", "nhắn", "livestream", "tổng rà soát",
)  # fmt: skip
#: A pattern for the beginning of a task.
TASK_VERB = rf"(?:{alternation(TASK_VERBS)})(?!\w)"

#: The same, ready to be matched at the beginning of a form.
BEGINS_BODY, BEGINS_ACTOR, BEGINS_TASK = (late(pattern) for pattern in (BODY, ACTOR, TASK_VERB))
