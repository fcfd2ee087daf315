"""What a change of the tree does to work under way, told before it is confirmed."""

from dataclasses import dataclass

from haichieu.dispatches.queries import given_from_outside, open_work
from haichieu.units.actions import Ending, Rehearsal
from haichieu.units.models import UnitChange
from haichieu.units.rules import Tree
from haichieu.web.shell.templatetags.viet import vn_number


@dataclass(frozen=True, slots=True)
class Stake:
    """Units that end and go on in the same one, with what is open in them."""

    #: “Xã An”, “Xã Bình”
    names: str
    #: sentences: how much of what, and what becomes of it
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stakes:
    """Everything that a preview says of work."""

    stakes: tuple[Stake, ...]
    #: one sentence where the units go on and keep what they have
    keeps: str
    #: people whose role is on a unit that ends
    people: int

    @classmethod
    def of(cls, told: Rehearsal, unit: int, tree: Tree) -> "Stakes":
        """A few counts for each unit that receives, not for each that ends."""
        groups: dict[tuple[str, str], list[Ending]] = {}
        for one in told.endings:
            groups.setdefault((one.heir, one.keeper), []).append(one)
        stakes = tuple(_stake(heir, keeper, units) for (heir, keeper), units in groups.items())
        return cls(stakes, "" if stakes else _keeps(told.kind, unit, tree), told.people)


def _keeps(kind: str, unit: int, tree: Tree) -> str:
    if kind == UnitChange.Kind.MOVED:
        given = given_from_outside(tree.reach(unit))
        if given:
            return (
                f"{vn_number(given)} việc đang mở do cấp trên giao vẫn ở đơn vị này và các đơn vị dưới; "
                "đơn vị đã giao tiếp tục theo dõi và duyệt."
            )
    if kind == UnitChange.Kind.FOUNDED:
        return ""
    return "Đơn vị tiếp tục giữ mọi việc đang làm, sổ văn bản và người của mình."


def _stake(heir: str, keeper: str, units: list[Ending]) -> Stake:
    names = ", ".join(f"“{one.name}”" for one in units)
    work = open_work([one.unit for one in units])
    watcher = f"“{keeper}”" if keeper else "không còn đơn vị nào"
    fate = (
        f"chuyển sang “{heir}”, giữ nguyên tình trạng, hạn và minh chứng; sổ theo dõi ghi rõ"
        if heir
        else "trở lại đơn vị đã giao để giao cho đơn vị khác hoặc rút lại"
    )
    draft = f"; hãy ban hành hoặc bỏ trước ngày này, sau đó {watcher} làm tiếp" if keeper else ""
    said = (
        (work.assigned, f"việc được giao còn mở: {fate}"),
        (work.given, f"việc đã giao đơn vị khác còn mở: {watcher} theo dõi và duyệt"),
        (work.owned, f"nhiệm vụ chưa xong: {watcher} theo dõi"),
        (work.drafts, f"văn bản đang soạn{draft}"),
        (work.lines, f"dòng trong sổ văn bản: giữ nguyên, {watcher} đọc được"),
    )
    lines = tuple(f"{vn_number(count)} {words}." for count, words in said if count)
    return Stake(names, lines or ("Không có việc nào đang mở.",))
