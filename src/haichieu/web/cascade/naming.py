"""How an assignment is told in words: by when, what to show, and as a text for a Zalo group."""

from datetime import date

from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import AtUnits, standing_of
from haichieu.dispatches.rules import is_late, lateness_words
from haichieu.units.rules import Tree
from haichieu.web.dispatches.blocks.units_standing import units_parts
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.shell.templatetags.viet import vn_date

#: The text of an obligation in a message is cut here; the link has the rest.
_LONGEST = 400


def unit_name(tree: Tree, pk: int, *, code: str = "") -> str:
    """The unit's name today; its code when it is no more."""
    node = tree.nodes.get(pk)
    return node.name if node else code


def letter_words(assignment: Assignment) -> str:
    """The letter, or who gave the order that came without one."""
    return letter_name(assignment.obligation.dispatch)


def deadline_sentence(assignment: Assignment) -> str:
    """By when, in a sentence."""
    if assignment.part == Assignment.Part.COPY:
        return "Gửi để biết, không có hạn."
    if assignment.due_on is None:
        return "Việc thường xuyên, không có hạn chót."
    return f"Nộp kết quả trước hết ngày {vn_date(assignment.due_on)}."


def deadline_why(assignment: Assignment) -> str:
    """How the day was counted, where the day is still the letter's."""
    same = assignment.due_on is not None and assignment.due_on == assignment.obligation.due_on
    return assignment.obligation.deadline_reason if same else ""


def proof_sentence(assignment: Assignment, giver: str) -> str:
    """How the unit shows that it is done."""
    if assignment.part == Assignment.Part.COPY:
        return "Đơn vị chỉ cần đọc; bấm “Đã nhận” để nơi gửi biết."
    if assignment.obligation.kind == Obligation.Kind.ACKNOWLEDGEMENT:
        return "Việc này chỉ cần xác nhận đã nhận văn bản; bấm “Nhận việc” là xong."
    return (
        "Ghi một câu kết quả, kèm tin bài đã đăng, đường dẫn, tệp hoặc số liệu nếu có, rồi bấm “Nộp”. "
        f"{giver} duyệt thì việc hoàn thành."
    )


def badge(assignment: Assignment, *, on: date, below: AtUnits | None = None) -> str:
    """The state to show: what is asked of the unit goes before how late it is, and late is what it has to do itself."""
    if assignment.state in ("submitted", "done", "sent_back", "returned", "withdrawn"):
        return assignment.state
    if below is not None and below.waits:
        return "lower_units"
    return "late" if is_late(standing_of(assignment), on) else assignment.state


def below_words(below: AtUnits | None) -> str:
    """How far the units have come that the work was passed on to; empty where it was not."""
    return ", ".join(words for words, _ in units_parts(below.counts)) if below else ""


def day_words(assignment: Assignment, *, on: date) -> str:
    """How the day stands: “còn 3 ngày”, “trễ 2 ngày”."""
    return lateness_words(standing_of(assignment), on)


def cut(text: str, longest: int = _LONGEST) -> str:
    """The text, cut at a word where it is long.

    >>> cut("Báo cáo kết quả", 10)
    'Báo cáo…'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + "…"


def message_for_one(assignment: Assignment, tree: Tree, *, address: str, on: date) -> str:
    """The text to paste into a Zalo message to one unit."""
    lines = [
        f"{unit_name(tree, assignment.giver_id)} gửi {unit_name(tree, assignment.unit_id)}:",
        cut(assignment.obligation.text),
        f"Theo: {letter_words(assignment)}.",
        f"{deadline_sentence(assignment)} Tình trạng: {assignment.get_state_display().lower()}"
        + (f", {day_words(assignment, on=on)}." if assignment.due_on else "."),
        f"Xem và trả lời: {address}",
    ]
    return "\n".join(lines)


def message_for_group(
    duty: Obligation, tree: Tree, units: list[int], more: int, *, giver: int, ask: str, address: str
) -> str:
    """The text to paste into a Zalo group: what is asked, and the units that it asks it of."""
    lines = [
        f"{unit_name(tree, giver)} đề nghị các đơn vị dưới đây {ask}:",
        cut(duty.text),
        f"Theo: {letter_name(duty.dispatch)}."
        + (f" Hạn: hết ngày {vn_date(duty.due_on)}." if duty.due_on else ""),
        *(f"- {unit_name(tree, pk)}" for pk in units),
    ]
    if more:
        lines.append(f"- và {more} đơn vị khác")
    lines.append(f"Xem và trả lời: {address}")
    return "\n".join(lines)
