"""A file of posts that a person uploads into a channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from haichieu.channels.models import Channel
from haichieu.web.shell.posted import Posted


@dataclass(frozen=True, slots=True)
class Upload:
    """A file and the channel it belongs to."""

    channel: Channel
    file: UploadedFile


def read_upload(
    form: Posted, file: UploadedFile | None, *, channels: Sequence[Channel], most_bytes: int
) -> Upload | None:
    """The upload, or None with a sentence beside the field that is wrong."""
    wanted = form.values.get("channel", "")
    channel = next((c for c in channels if str(c.pk) == wanted), None)
    if channel is None:
        form.errors["channel"] = "Hãy chọn kênh mà các bài này đã đăng."
    if file is None:
        form.errors["file"] = "Hãy chọn một tệp .csv, .jsonl hoặc .xml (RSS)."
    elif not file.size:
        form.errors["file"] = f"Tệp “{file.name}” rỗng, không có gì để nạp."
    elif file.size > most_bytes:
        form.errors["file"] = (
            f"Tệp lớn quá {most_bytes // 1024 // 1024} MB; hãy chia nhỏ theo tháng rồi nạp từng tệp."
        )
    return Upload(channel, file) if channel and file and form.is_fine else None
