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


class NotInLedger(DispatchesError):
    """Bước này không làm được ở tình trạng hiện nay của việc; hãy tải lại trang."""


class ChangedMeanwhile(DispatchesError):
    """Trong lúc bạn xem, việc này đã có bước mới; hãy tải lại trang trước khi quyết định."""


class LaterThanGiver(DispatchesError):
    """Hạn giao xuống không được muộn hơn hạn của đơn vị giao."""


class KeptOutside(DispatchesError):
    """Việc này được làm ngoài phần mềm nên không giao, không nhắc; muốn giao, hãy đưa lại vào phần mềm trước."""


class LinkDead(DispatchesError):
    """Đường dẫn này không còn dùng được; hãy xin đơn vị cấp trên đường dẫn mới."""


class BadLetter(DispatchesError):
    """Văn bản này chưa dùng được."""


class LetterChanged(DispatchesError):
    """Văn bản này vừa được người khác sửa hoặc xử lý; hãy xem bản mới rồi làm lại."""
