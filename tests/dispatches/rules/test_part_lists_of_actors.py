"""Lists of those who are asked: where one ends and the next begins."""

import pytest

from haichieu.dispatches.rules.actor_list import split_actors


@pytest.mark.parametrize(
    ("phrase", "actors"),
    [
        (
            "Trưởng Phòng Nội vụ, Kế toán trưởng và ông Lê Văn Tám",
            ["Trưởng Phòng Nội vụ", "Kế toán trưởng", "ông Lê Văn Tám"],
        ),
        (
            "Hội đồng nhân dân, Ủy ban nhân dân xã Phú Hòa và bà Trần Thị Cúc",
            ["Hội đồng nhân dân, Ủy ban nhân dân xã Phú Hòa", "bà Trần Thị Cúc"],
        ),
        ("các phòng, ban và các hộ kinh doanh", ["các phòng, ban", "các hộ kinh doanh"]),
        ("Phòng Giáo dục và tất cả các trường học", ["Phòng Giáo dục", "tất cả các trường học"]),
        (
            "các Phòng Văn hóa, các trạm y tế và các thư viện xã",
            ["các Phòng Văn hóa", "các trạm y tế", "các thư viện xã"],
        ),
        (
            "Viện trưởng Viện Quy hoạch, Chủ nhiệm Văn phòng Hội đồng, các tập thể có tên",
            ["Viện trưởng Viện Quy hoạch", "Chủ nhiệm Văn phòng Hội đồng", "các tập thể có tên"],
        ),
        (
            "Giám đốc các sở, Thủ trưởng các ban, ngành, Chủ tịch UBND các huyện",
            ["Giám đốc các sở", "Thủ trưởng các ban, ngành", "Chủ tịch UBND các huyện"],
        ),
    ],
)
def test_persons_offices_and_further_groups_are_parted(phrase: str, actors: list[str]) -> None:
    assert split_actors(phrase) == actors


@pytest.mark.parametrize(
    "phrase",
    [
        "các ông, bà có tên tại Điều 1",
        "các đơn vị, các thôn",
        "Giám đốc, Thủ trưởng các sở, ban, ngành",
        "Các đồng chí Trưởng, Phó các phòng",
        "đồng chí Nguyễn Văn An, Chủ tịch UBND xã",
        "Mặt trận Tổ quốc và các đoàn thể xã",
        "các sở, ban, ngành",
    ],
)
def test_what_is_called_in_one_breath_stays_together(phrase: str) -> None:
    assert split_actors(phrase) == [phrase]
