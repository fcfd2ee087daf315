"""Blocks of the label queue: one post and how far the run has come. No score and no estimate is ever in them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from haichieu.posts.models import Audit, Tone
from haichieu.posts.queries import AuditState, audit_state
from haichieu.web.shell.charts import progress_bar
from haichieu.web.shell.templatetags.viet import vn_number


@dataclass(frozen=True, slots=True)
class Key:
    """One of the three big keys."""

    key: str
    tone: str
    word: str
    hint: str
    icon: str


KEYS = (
    Key("1", Tone.POSITIVE.value, "Tích cực", "được, tốt lên, giúp", "emoji-smile"),
    Key("2", Tone.NEUTRAL.value, "Trung tính", "thông báo, lịch, cách làm", "dash-circle"),
    Key("3", Tone.NEGATIVE.value, "Tiêu cực", "hại, sai phạm, sút giảm", "emoji-frown"),
)


@dataclass(frozen=True, slots=True)
class LabelCard:
    """What the labeller sees."""

    audit: Audit
    state: AuditState
    #: a sentence about the last key, when it could not be taken
    note: str

    @property
    def keys(self) -> tuple[Key, ...]:
        """The three keys in their order."""
        return KEYS

    @property
    def progress_words(self) -> str:
        """How far the run has come, in one calm sentence that gives no direction away."""
        read = f"Đã đọc {vn_number(self.state.read)} bài"
        if self.state.decided:
            return f"{read}, đã đủ để kết luận."
        if self.state.item is None:
            return f"{read}, hết danh sách."
        if not self.state.read or self.state.expected_more is None:
            return f"{read}. Thường cần vài chục bài là đủ kết luận."
        return f"{read}. Dự kiến còn khoảng {vn_number(self.state.expected_more)} bài nữa là đủ kết luận."

    @property
    def bar(self) -> SafeString:
        """The way to a decision as a bar."""
        return mark_safe(progress_bar(self.state.progress))

    @property
    def last_word(self) -> str:
        """The tone given last, in words."""
        if self.state.last is None:
            return ""
        word = next((key.word for key in KEYS if key.tone == self.state.last.tone), "Không đọc được nữa")
        return f"{word}, cảnh báo" if self.state.last.advisory else word


def label_card(audit: Audit, *, note: str = "") -> LabelCard:
    """The card of a run as it stands now."""
    return LabelCard(audit, audit_state(audit), note)
