"""What can stop the reading of a whole folder; every message is one Vietnamese sentence."""


class DatasetError(Exception):
    """Không đọc được thư mục tin bài; những phần đã xong vẫn còn nguyên."""
