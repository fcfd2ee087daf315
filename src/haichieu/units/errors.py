"""What can go wrong in the units room; each message is a sentence for the person on the screen."""

from datetime import timedelta


class UnitsError(Exception):
    """Việc này về đơn vị hoặc cán bộ không thực hiện được."""


class NotAllowed(UnitsError):
    """Bạn không có quyền làm việc này ở đơn vị đó."""


class BadUnitsFile(UnitsError):
    """Tệp danh sách đơn vị không đọc được."""


class DeadLink(UnitsError):
    """Liên kết này đã dùng, đã thu hồi hoặc quá hạn; hãy xin người quản trị một liên kết mới."""


class TooManyFailures(UnitsError):
    """Đã gõ sai quá nhiều lần."""

    def __init__(self, wait: timedelta) -> None:
        minutes = -(-wait // timedelta(minutes=1))
        super().__init__(f"Đã gõ sai quá nhiều lần; hãy thử lại sau {minutes} phút.")
        self.wait = wait
