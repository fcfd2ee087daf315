"""Blocks of the label queue: one post and how far the run has come. No score, no estimate, no other reader's word."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from haichieu.posts.models import Audit, Settling, Tone
from haichieu.posts.queries import AuditState, OpenDraw, next_to_read, open_draws
from haichieu.units.models import Person
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
    #: the post to read; None when there is none now
    draw: OpenDraw | None
    #: posts on which the two readers differ and which this person may settle
    to_settle: int
    #: this person came to settle, not to read
    is_settling: bool
    #: a sentence about the last key, when it could not be taken
    note: str

    @property
    def keys(self) -> tuple[Key, ...]:
        """The three keys in their order."""
        return KEYS

    @property
    def address(self) -> str:
        """Name of the address that takes the keys."""
        return "settle" if self.is_settling else "label"

    @property
    def progress_words(self) -> str:
        """How far the run has come, in one calm sentence that gives no direction away."""
        return f"{self._own_words}{progress_words(self.audit, self.state)}"

    @property
    def _own_words(self) -> str:
        return f"Bạn đã đọc {vn_number(self.state.own)} bài. " if self.audit.readers == 2 else ""

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


def progress_words(audit: Audit, state: AuditState) -> str:
    """How far a run has come; with two readers a post counts once both have read it."""
    read = read_words(audit, state)
    if state.decided:
        return f"{read}, đã đủ để kết luận."
    if state.item is None and not state.waits:
        return f"{read}, hết danh sách."
    return f"{read}. {planned_words(state)}"


def planned_words(state: AuditState) -> str:
    """What the run was expected to take before its first label: it moves with no label, so readers may know it."""
    if state.planned is None:
        return "Thường cần vài chục bài là đủ kết luận."
    return f"Lúc bắt đầu, dự kiến đọc khoảng {vn_number(state.planned)} bài là đủ kết luận."


def read_words(audit: Audit, state: AuditState) -> str:
    """How many posts count already."""
    count = vn_number(state.read)
    return f"Đã đủ hai người đọc {count} bài" if audit.readers == 2 else f"Đã đọc {count} bài"


def label_card(audit: Audit, person: Person, *, is_settling: bool = False, note: str = "") -> LabelCard:
    """The card of a run as it stands now for one person."""
    state = next_to_read(audit, person)
    settling = _to_settle(audit, person)
    if is_settling:
        draw = settling[0] if settling else None
    else:
        draw = OpenDraw(state.step or 0, state.item, state.is_edited, state.settles) if state.item else None
    return LabelCard(audit, state, draw, len(settling), is_settling, note)


def _to_settle(audit: Audit, person: Person) -> list[OpenDraw]:
    if audit.settling != Settling.THIRD or audit.readers != 2:
        return []
    return [draw for draw in open_draws(audit, person) if draw.settles]


@dataclass(frozen=True, slots=True)
class RunPage:
    """An open run for somebody who looks at it."""

    card: LabelCard
    #: the person may read in it, or has: nothing is said that moves with the labels
    is_reader: bool

    @property
    def standing(self) -> str:
        """What can be said now and what it still takes, in one or two sentences."""
        state = self.card.state
        read = f"{read_words(self.card.audit, state)} trên {vn_number(state.total)}"
        if state.decided:
            return f"{read}, đủ để kết luận; khép lại để lập chứng nhận."
        if self.is_reader or not state.read or state.expected_more is None:
            return f"{read}. Chưa kết luận được. {planned_words(state)}"
        return (
            f"{read}. Chưa kết luận được; dự kiến cần đọc thêm khoảng {vn_number(state.expected_more)} bài."
        )


def run_page(audit: Audit, person: Person, *, may_label: bool) -> RunPage:
    """An open run. Nobody learns of the readers' agreement before it is closed."""
    card = label_card(audit, person)
    return RunPage(card, is_reader=may_label or card.state.own > 0)
