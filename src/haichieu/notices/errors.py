"""What can go wrong in the notices room; each message is a sentence for the person on the screen."""


class NoticesError(Exception):
    """Không làm được việc này về nhắc việc."""


class BadSteps(NoticesError):
    """Cách nhắc của cơ quan chưa dùng được."""


class BadSubscription(NoticesError):
    """Trình duyệt này đưa một địa chỉ nhận thông báo không dùng được."""


class NotSetUp(NoticesError):
    """Cơ quan chưa bật cách nhận này; hãy báo người quản trị."""


class Refused(NoticesError):
    """Nơi nhận từ chối."""


class Gone(Refused):
    """Nơi nhận không còn."""


class Unreachable(NoticesError):
    """Không kết nối được máy chủ gửi."""
