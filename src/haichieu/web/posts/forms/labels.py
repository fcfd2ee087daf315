"""What a labeller's key says about the post on the card."""

from dataclasses import dataclass

from haichieu.posts.models import Tone
from haichieu.web.shell.posted import Posted

#: The value of the key for a post that cannot be read any more.
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class LabelForm:
    """One reading: which post, its tone (empty when unreadable) and whether it is an advisory."""

    item: int
    tone: str
    advisory: bool
    #: the draw that a third person settles; 0 for the label queue
    step: int = 0


def read_label(form: Posted) -> LabelForm | None:
    """The reading, or None with a sentence when no key was pressed."""
    item = form.pk("item", missing="Không rõ bài nào; hãy tải lại trang.")
    tone = form.choice("tone", [*Tone.values, UNREAD], missing="Hãy chọn một trong ba sắc thái.")
    if item is None or not form.is_fine:
        return None
    tone = "" if tone == UNREAD else tone
    return LabelForm(item, tone, form.yes("advisory") and tone != "", form.pk("step") or 0)


def read_tone(form: Posted) -> tuple[str, bool] | None:
    """The tone and flag that a person gives a post, or None with a sentence for each that was not chosen."""
    tone = form.choice("tone", Tone.values, missing="Hãy chọn một trong ba sắc thái.")
    flag = form.choice(
        "advisory", ("yes", "no"), missing="Hãy chọn: có phải bài cảnh báo, khuyến cáo hay không."
    )
    return (tone, flag == "yes") if form.is_fine else None
