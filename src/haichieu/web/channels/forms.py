"""The form that declares a channel as our own."""

from dataclasses import dataclass

from haichieu.channels.models import Channel
from haichieu.web.channels.words import PLATFORMS
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a leader declares about a channel."""

    unit_id: int
    name: str
    platform: str
    url: str
    proof: str
    proof_note: str


def read_declaration(form: Posted, units: UnitChoice) -> Declaration | None:
    """The declaration, or None with a sentence beside each field that is wrong."""
    unit_id = units.find(form.values.get("unit", ""))
    if unit_id is None:
        form.errors["unit"] = "Hãy chọn đơn vị chủ quản của kênh trong danh sách."
    declared = Declaration(
        unit_id or 0,
        form.text("name", missing="Hãy ghi tên kênh, đúng như người xem nhìn thấy.", longest=120),
        form.choice("platform", PLATFORMS, missing="Hãy chọn nền tảng của kênh."),
        form.text("url", longest=500),
        form.choice("proof", Channel.Proof.values, missing="Hãy chọn một trong ba căn cứ."),
        form.text(
            "proof_note", missing="Hãy ghi rõ căn cứ: mã nào đăng ở đâu, hoặc văn bản nào.", longest=500
        ),
    )
    if declared.url and not declared.url.startswith(("https://", "http://")):
        form.errors["url"] = "Địa chỉ phải bắt đầu bằng https:// hoặc http://."
    return declared if form.is_fine else None
