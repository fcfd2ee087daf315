"""Reading files in limited processes: a hostile file can end its reader, never the program that asked.

`Readers` keeps a few worker processes and uses each for many files. A worker has limits on memory, time, files and
their size; it knows none of our secrets, and what it sends back is plain data that is checked again. One that dies,
hangs or grows is replaced, and its file ends in one sentence (`haichieu.text.errors.UnreadableFile`).
"""

from haichieu.text.file_text import OnPage
from haichieu.text.limited.answers import Package
from haichieu.text.limited.limits import Limits
from haichieu.text.limited.readers import Readers

__all__ = ["Limits", "OnPage", "Package", "Readers"]
