"""What keeps a letter of our own from being handed on."""

from datetime import date

from haichieu.dispatches.rules.read import read_dispatch
from haichieu.dispatches.rules.relay.content import Content
from haichieu.dispatches.rules.relay.deadlines import passed_by


def faults(subject: str, content: Content, *, on: date) -> list[str]:
    """What is still missing or wrong on a day, one sentence each; empty when the letter can go on.

    >>> faults("", Content((), "", (), ""), on=date(2026, 11, 20))[0]
    'Trích yếu đang trống; hãy ghi văn bản nói về việc gì.'
    """
    wrong = []
    if not subject.strip():
        wrong.append("Trích yếu đang trống; hãy ghi văn bản nói về việc gì.")
    if not content.points:
        wrong.append("Chưa có việc nào; hãy chọn hoặc viết ít nhất một việc.")
    if not content.addressees:
        wrong.append("Chưa ghi nơi gửi; hãy chọn đơn vị nhận văn bản.")
    if not content.signer_name.strip() or not content.signer_title.strip():
        wrong.append("Chưa có chức vụ và họ tên người ký; hãy ghi ở phần Người ký.")
    late = (passed_by(point.due_on, on) for point in content.points)
    wrong += dict.fromkeys(sentence for sentence in late if sentence)
    return wrong


def boundary_of(content: Content) -> str:
    """The first sentence of a letter that asks for what this program never does; empty where none does."""
    return next((each for each in content.sentences() if read_dispatch(each).boundaries), "")
