"""What can go wrong in the posts room; each message is a sentence for the person on the screen."""

from haichieu.posts.rules.errors import PostsError


class EmptyFrame(PostsError):
    """Không có bài nào trong khoảng đã chọn, nên chưa có gì để chứng nhận."""


class StaleVerdict(PostsError):
    """Bài này vừa được người khác đọc xong; hãy đọc bài tiếp theo."""


class ReadAlready(PostsError):
    """Bạn đã ghi nhãn cho bài này rồi; lần bấm sau không được ghi. Dưới đây là bài tiếp theo."""


class OtherPost(PostsError):
    """Lần bấm này là của một bài khác bài đang hiện với bạn, nên chưa ghi gì. Hãy đọc bài dưới đây rồi chọn."""


class EditedPost(PostsError):
    """Bài này đã được sửa sau khi chốt danh sách; chỉ ghi được là không đọc được nữa."""


class BadCalibration(PostsError):
    """Nhãn của đơn vị chưa làm mô hình đúng hơn trên những bài để riêng, nên giữ nguyên mô hình."""


class SecondReader(PostsError):
    """Bạn đã đọc bài này; cần một người khác đọc lần hai."""


class PastPlan(PostsError):
    """Ngày dự kiến đã qua; hãy chọn từ hôm nay trở đi."""
