"""What can go wrong in the dispatches room; each message is a sentence for the person on the screen."""


class DispatchesError(Exception):
    """Việc này về văn bản hoặc nhiệm vụ không thực hiện được."""


class ReadingChanged(DispatchesError):
    """Văn bản này vừa được người khác xác nhận; hãy mở lại để xem bản mới trước khi sửa."""


class BadReading(DispatchesError):
    """Các trường vừa nhập chưa dùng được."""


class BoundaryTouched(DispatchesError):
    """Đoạn này thuộc phần hệ thống không làm; không giao việc, không nhắc, không báo cáo."""


class CopyOfAnother(DispatchesError):
    """Văn bản này đã được gộp làm một với bản khác; hãy làm việc ở bản chính, hoặc tách hai bản ra trước."""


class CopyUndecided(DispatchesError):
    """Có thể đây là bản chép của một văn bản đã xác nhận; hãy chọn “Gộp làm một” hoặc “Là hai văn bản” trước."""


class TwoWorkingCopies(DispatchesError):
    """Cả hai bản đều đã có việc hoặc giới hạn đang theo dõi; hãy bỏ phần trùng ở một bản rồi mới gộp."""


class WorkAtAnotherCopy(DispatchesError):
    """Việc hoặc giới hạn đang theo dõi nằm ở bản chính hiện nay, nên chưa đổi được; hãy bỏ phần đó ở bản ấy trước."""


class CannotExchange(DispatchesError):
    """Văn bản này chưa đủ điều kiện để trao đổi điện tử."""


class LetterNotNamed(DispatchesError):
    """Tin trạng thái này không nêu rõ văn bản nào trong sổ của đơn vị."""
