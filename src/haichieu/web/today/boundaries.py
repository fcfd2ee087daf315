"""What the system never does, as the office's people read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Boundary:
    """One thing that the system never does."""

    title: str
    text: str


BOUNDARIES = (
    Boundary(
        "Chỉ làm việc với kênh của chính tổ chức",
        "Hệ thống chỉ dùng kênh của đơn vị, tin báo chí viết về đơn vị và những gì người dân tự gửi đến. "
        "Không thu thập gì từ tài khoản cá nhân. Một kênh chỉ được nhận khi có quyền truy cập của nền tảng, "
        "mã xác nhận đăng trên kênh, hoặc lãnh đạo ký xác nhận. Tệp nạp vào chỉ được lấy các cột về bài đăng;"
        " cột khác bị bỏ và được nêu tên.",
    ),
    Boundary(
        "Không lập hồ sơ về cá nhân",
        "Tên, mã số và lời của người bình luận, theo dõi, bày tỏ cảm xúc bị bỏ ngay từ cửa, trước khi lưu; "
        "chỉ còn con số đếm. Không có tìm kiếm, bảng kê hay báo cáo nào xếp theo một người dân.",
    ),
    Boundary(
        "Không xét quan điểm chính trị, lòng trung thành hay tín ngưỡng",
        "Cũng không có danh sách báo, đài bị cấm. Sắc thái nói về điều một bài viết đặt lên trước, chỉ với "
        "bài của chính tổ chức; đổi tên người, tên báo, tên tổ chức thì sắc thái không đổi.",
    ),
    Boundary(
        "Không báo cáo người hay tài khoản cho ai",
        "Không kỷ luật ai vì điều họ đọc, thích hay nói. Văn bản nào yêu cầu việc đó thì đoạn ấy vẫn được đọc"
        " và hiện ra kèm dấu ranh giới, nhưng không giao cho ai, không nhắc, không nhận minh chứng và không "
        "vào báo cáo.",
    ),
    Boundary(
        "Không ẩn, xóa hay bác một bình luận vì nó phê bình",
        "Lời phê bình trở thành một ý kiến có thời hạn trả lời; nếu đúng thì phải khắc phục.",
    ),
    Boundary(
        "Không nhờ tài khoản cá nhân đẩy tin, không tài khoản tự động",
        "Không có gì giả làm tiếng nói của người khác.",
    ),
    Boundary(
        "Không giữ lại cảnh báo vì sợ vượt giới hạn sắc thái",
        "Bài cảnh báo, khuyến cáo bảo vệ người đọc không bị tính là tiêu cực khi so với giới hạn.",
    ),
    Boundary(
        "Không đòi cải chính khi báo viết đúng",
        "Yêu cầu cải chính phải có bằng chứng ghi lại rằng bài báo sai ở một sự việc. Báo viết đúng thì chỉ "
        "đóng vụ việc bằng cách khắc phục.",
    ),
)
