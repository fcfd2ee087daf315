"""Taking posted files in: quick ones are read before the page answers, the others by a job."""

import time
from collections.abc import Iterable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from haichieu.base.clock import now
from haichieu.dispatches.actions import Intake, receive_file
from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import Readers
from haichieu.units.models import Person, Unit
from haichieu.web.dispatches.forms.upload import Taken

#: Seconds that one upload may read before it answers; what is left then is read by a job.
_MOST_SECONDS = 12.0
_EACH = 8.0


def take_files(files: Iterable[UploadedFile], *, by: Person, unit: Unit) -> list[Taken]:
    """Store every file, reading as many as time allows; what became of each, parts of archives one by one."""
    end = time.monotonic() + _MOST_SECONDS
    taken: list[Taken] = []
    with Readers() as readers:
        for file in files:
            left = max(0.0, min(_EACH, end - time.monotonic()))
            taken += _take(file, readers, by=by, unit=unit, patience=left)
    return taken


def _take(file: UploadedFile, readers: Readers, *, by: Person, unit: Unit, patience: float) -> list[Taken]:
    name, most = str(file.name), settings.MAX_UPLOAD_BYTES
    if (file.size or 0) > most:
        refusal = f"tệp lớn hơn {most // 1024**2} MB nên chưa nhận; hãy giảm dung lượng rồi gửi lại."
        return [Taken(name, None, False, refusal)]
    try:
        receipts = receive_file(
            name, file.read(), Intake(by, unit, now(), readers, max_bytes=most, patience=patience)
        )
    except UnreadableFile as error:
        return [Taken(name, None, False, str(error))]
    return [Taken(receipt.name, receipt.dispatch, receipt.is_new, said=receipt.said) for receipt in receipts]
