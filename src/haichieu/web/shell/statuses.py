"""Every state that a page can show: its word, its icon and its colour, never colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """How one state looks."""

    word: str
    #: name in the icon sprite
    icon: str
    #: one of late, soon, done, info, advisory, estimate, certified, plain
    colour: str


STATUSES = {
    "late": Status("Quá hạn", "exclamation-octagon", "late"),
    "soon": Status("Sắp đến hạn", "clock-history", "soon"),
    "open": Status("Đang làm", "hourglass-split", "info"),
    "standing": Status("Thường xuyên", "arrow-repeat", "info"),
    "acknowledgement": Status("Xác nhận đã nhận", "envelope-paper", "info"),
    "done": Status("Hoàn thành", "check-circle", "done"),
    "lower_units": Status("Chờ cấp dưới", "diagram-3", "info"),
    "finished": Status("Đơn vị đã xong", "check-circle", "soon"),
    "units": Status("Chờ đơn vị", "diagram-3", "info"),
    "outside": Status("Làm ngoài phần mềm", "box-arrow-up-right", "plain"),
    "removed": Status("Đã bỏ", "slash-circle", "plain"),
    "waiting": Status("Chờ xác nhận", "hourglass-split", "soon"),
    "confirmed": Status("Đã xác nhận", "check-circle", "done"),
    "copy": Status("Bản chép", "archive", "plain"),
    "attached": Status("Đã ghi trạng thái", "check-circle", "done"),
    "set_aside": Status("Để riêng", "archive", "soon"),
    "boundary": Status("Ngoài giới hạn", "shield-check", "advisory"),
    "estimate": Status("Ước lượng của máy", "cpu", "estimate"),
    "certified": Status("Đã chứng nhận", "patch-check", "certified"),
    "below": Status("Giữ được giới hạn", "check-circle", "done"),
    "above": Status("Vượt giới hạn", "exclamation-octagon", "soon"),
    "unsure": Status("Chưa đủ bài để biết", "question-circle", "soon"),
    "within": Status("Dưới giới hạn", "dash-circle", "plain"),
    "undecided": Status("Chưa kết luận", "question-circle", "plain"),
    "running": Status("Đang đọc", "hourglass-split", "info"),
    "frozen": Status("Đã chốt danh sách", "lock", "info"),
    "positive": Status("Tích cực", "emoji-smile", "done"),
    "neutral": Status("Trung tính", "dash-circle", "plain"),
    "negative": Status("Tiêu cực", "emoji-frown", "soon"),
    "unread": Status("Không đọc được nữa", "eye-slash", "plain"),
    "advisory": Status("Cảnh báo, khuyến cáo", "megaphone", "advisory"),
    "proof": Status("Đã xác nhận là kênh của đơn vị", "shield-check", "done"),
    "sent": Status("Đã gửi, chưa xem", "send", "plain"),
    "seen": Status("Đã xem", "envelope-paper", "plain"),
    "accepted": Status("Đã nhận việc", "hand-thumbs-up", "info"),
    "returned": Status("Trả lại", "arrow-counterclockwise", "soon"),
    "in_progress": Status("Đang làm", "hourglass-split", "info"),
    "submitted": Status("Đã nộp, chờ duyệt", "inbox", "soon"),
    "sent_back": Status("Yêu cầu làm lại", "arrow-repeat", "late"),
    "withdrawn": Status("Đã rút", "slash-circle", "plain"),
    "closed": Status("Đã đóng", "lock", "plain"),
    "letter_draft": Status("Đang soạn", "pencil-square", "info"),
    "letter_checking": Status("Chờ kiểm tra", "clipboard-check", "soon"),
    "letter_signing": Status("Chờ ký", "hourglass-split", "soon"),
    "letter_issued": Status("Đã ban hành", "check-circle", "done"),
    "letter_dropped": Status("Đã bỏ", "slash-circle", "plain"),
    "letter_paper": Status("Văn bản giấy", "lock", "plain"),
}
