"""What can go wrong in the channels room; each message is a sentence for the person on the screen."""


class ChannelsError(Exception):
    """Việc này về kênh không thực hiện được."""


class NotOurs(ChannelsError):
    """Kênh này chưa được xác nhận là của đơn vị."""
