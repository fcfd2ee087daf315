"""What can go wrong in the units room; each message is a sentence for the person on the screen."""


class UnitsError(Exception):
    """Việc này về đơn vị hoặc cán bộ không thực hiện được."""


class NotAllowed(UnitsError):
    """Bạn không có quyền làm việc này ở đơn vị đó."""


class BadUnitsFile(UnitsError):
    """Tệp danh sách đơn vị không đọc được."""
