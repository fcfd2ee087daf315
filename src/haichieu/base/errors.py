"""What can go wrong in the base room.

BaseRoomError
├── BadEntry       an entry of the action log that cannot be kept
├── BadHead        a chain head that cannot be read
├── BadJob         a job declared or enqueued wrongly
└── LeaseLost      a worker finished a job that was no longer its own
"""


class BaseRoomError(Exception):
    """Không làm được việc nền; hãy báo người quản trị."""


class BadEntry(BaseRoomError):
    """Mục nhật ký không ghi được."""


class BadHead(BaseRoomError):
    """Đầu chuỗi nhật ký không đọc được."""


class BadJob(BaseRoomError):
    """Việc nền khai báo hoặc xếp hàng sai."""


class LeaseLost(BaseRoomError):
    """Việc nền đã được giao lại cho tiến trình khác."""
