"""The leader opens the picture of the day, and from every number the list of exactly what it counts."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from haichieu.cli.office.province import build
from haichieu.dispatches.actions import accept_assignment, extend_assignment, return_assignment
from haichieu.dispatches.models import Assignment, TallyStamp
from haichieu.dispatches.queries import Scope, counts, roll_up, roll_up_below, standing_of, unopened
from haichieu.dispatches.rules import tally_of
from haichieu.units.models import Person
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

NUMBER = re.compile(
    r'href="(/tong-hop/viec/\?[^"]+)"[^>]*>'
    r'(?:<span class="stat-label">[^<]*</span><span class="stat-value">)?([\d.]+)'
)


@pytest.fixture
def province(db: None) -> Scope:
    build(units=60, letters=6, facts=2500, seed=7, at=NOW)
    day_tree = tree(on=TODAY)
    return Scope(day_tree, day_tree.children[None][0], TODAY)


@pytest.fixture
def leader(client: Client, province: Scope) -> Client:
    client.force_login(Person.objects.get(username="lanh-dao"))
    return client


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def listed(browser: Client, address: str) -> int:
    """How many rows a list has, walked page by page."""
    rows = 0
    while address:
        found = page(browser, address)
        rows += found.count('<tr>\n      <th scope="row">')
        further = re.search(r'rel="next" href="([^"]+)"', found)
        address = unescape(further.group(1)) if further else ""
    return rows


@pytest.mark.parametrize("by", ["unit", "letter", "obligation"])
def test_every_number_of_the_page_is_the_length_of_its_list(leader: Client, province: Scope, by: str) -> None:
    found = set(NUMBER.findall(page(leader, f"{reverse('roll-up')}?by={by}")))
    assert len(found) > 30
    for address, number in sorted(found):
        address, said = unescape(address), int(number.replace(".", ""))
        assert listed(leader, address) == said, address
        heading = re.search(r"<h1>[^<]*: ([\d.]+)</h1>", page(leader, address))
        assert heading and int(heading.group(1).replace(".", "")) == said


def test_lower_units_open_their_own_page(leader: Client, province: Scope) -> None:
    below = province.children[0]
    found = page(leader, f"{reverse('roll-up')}?unit={below}")
    assert province.tree.nodes[below].name in found
    assert f"?unit={province.unit}" in found  # the way back up


def test_the_sentence_says_what_the_numbers_say(leader: Client, province: Scope) -> None:
    found = counts(province)
    shown = page(leader, reverse("roll-up"))
    assert f"{found.overdue} đang quá hạn" in shown and f"{found.silent} chưa đơn vị nào mở xem" in shown
    asleep = unopened(province)
    assert asleep.nobody_count == 0 or f"{asleep.nobody_count} đơn vị chưa có người nhận" in shown
    assert ("Đơn vị im lặng lâu nhất" in shown) == bool(asleep.silent) and "Văn bản đang vướng" in shown


def test_units_without_receivers_are_counted_once_and_all_of_them_listed(client: Client, cast: Cast) -> None:
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    for number in range(8):
        make_assignment(obligation=duty, unit=make_unit(name=f"Tổ {number}", parent=cast.federation))
    told = Assignment.objects.latest("pk")
    accept_assignment(by=cast.minh, assignment=told, note="Gọi điện", via="telephone", at=NOW)
    client.force_login(cast.minh)
    shown = page(client, reverse("roll-up"))
    link = f"{reverse('unit-list')}?nguoi=chua&amp;duoi={cast.federation.pk}"
    assert "8 đơn vị chưa có người nhận" in shown and f'href="{link}">Xem cả 8 đơn vị' in shown
    assert "8 đơn vị</p>" in page(client, unescape(link))
    narrowed = page(client, f"{reverse('roll-up')}?obligation={duty.pk}")
    assert "7 đơn vị chưa có người nhận" in narrowed


def test_who_works_below_sees_the_work_below_and_nothing_else(client: Client, province: Scope) -> None:
    person = Person.objects.get(username="xa-1")
    client.force_login(person)
    own = person.roles.get().unit_id
    assert f"unit={own}" in page(client, reverse("roll-up"))
    stranger = next(pk for pk in province.tree.nodes if pk not in province.tree.below(own))
    for name in ("roll-up", "roll-up-rows", "heat-map", "roll-up-xlsx"):
        assert client.get(reverse(name), {"unit": province.unit}).status_code == 404
        assert client.get(reverse(name), {"unit": stranger}).status_code == 404
    words = Assignment.objects.exclude(unit__in=province.tree.below(own)).values_list("obligation", flat=True)
    inside = set(
        Assignment.objects.filter(unit__in=province.tree.below(own)).values_list("obligation", flat=True)
    )
    foreign = next((pk for pk in words if pk not in inside), None)
    if foreign:
        shown = page(client, f"{reverse('roll-up')}?obligation={foreign}")
        assert "việc này" in shown and "Chưa giao việc nào" in shown


@pytest.mark.parametrize(
    "asked", ["unit=x", "unit=" + "9" * 40, "letter=-1", "obligation=1e3", "figure=khong-co", "before=z"]
)
def test_an_address_that_makes_no_sense_is_not_found(leader: Client, asked: str) -> None:
    assert leader.get(f"{reverse('roll-up-rows')}?{asked}").status_code == 404


def test_the_heat_map_has_a_row_for_each_unit_below_and_says_it_in_words(
    leader: Client, province: Scope
) -> None:
    found = page(leader, reverse("heat-map"))
    assert found.count("data-cell=") == len(province.children)
    assert re.search(r'aria-label="[^"]*\d+ quá hạn', found)
    area = province.children[0]
    lower = page(leader, f"{reverse('heat-map')}?unit={area}")
    assert lower.count("data-cell=") >= len(province.tree.children[area])


def test_a_flat_tree_is_shown_stretch_by_stretch(
    leader: Client, province: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = province.children[0]
    asked = f"{reverse('heat-map')}?unit={lower}"
    whole = re.findall(r'data-cell="[^"]+"', page(leader, asked))
    monkeypatch.setattr("haichieu.web.roll_up.blocks.heat.ROWS", 3)
    shown = [
        re.findall(r'data-cell="[^"]+"', page(leader, f"{asked}&units={number}"))
        for number in range(1, -(-(len(province.tree.children[lower]) + 1) // 3) + 1)
    ]
    assert len(shown) > 1
    assert [row for stretch in shown for row in stretch] == whole


def test_the_workbook_holds_real_numbers_under_a_heading_that_stays(leader: Client, province: Scope) -> None:
    answer = leader.get(reverse("roll-up-xlsx"))
    assert "attachment" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    units, duties = book["Theo đơn vị"], book["Theo việc"]
    assert units.freeze_panes == "C3" and units.auto_filter.ref.startswith("A2:")
    assert sum(row[2] for row in units.iter_rows(min_row=3, values_only=True)) == counts(province).sent
    assert all(isinstance(row[3], int) for row in duties.iter_rows(min_row=3, values_only=True))
    assert duties.max_row - 2 == len(roll_up(province))
    assert units.max_row - 2 == len(roll_up_below(province))


def test_pages_and_workbook_say_the_day_they_are_of(leader: Client, province: Scope) -> None:
    for name in ("roll-up", "roll-up-rows", "heat-map"):
        assert re.search(r'class="lede">[^<]*ngày 20/11/2026', page(leader, reverse(name))), name
    book = load_workbook(BytesIO(leader.get(reverse("roll-up-xlsx")).content))
    for sheet in (book["Theo đơn vị"], book["Theo việc"]):
        assert sheet["A1"].value.endswith("số liệu ngày 20/11/2026")
        assert "20/11/2026" in sheet.oddHeader.left.text and sheet.print_title_rows == "$2:$2"


def test_no_column_contradicts_the_one_before_it(leader: Client, province: Scope) -> None:
    told = Assignment.objects.exclude(state="sent").exclude(state="withdrawn").values_list("pk", flat=True)
    Assignment.objects.filter(pk__in=list(told)[::2]).update(seen_at=None)
    TallyStamp.objects.all().delete()
    found = counts(province)
    assert found.sent > found.reached >= found.accepted > found.seen > 0
    assert found.reached == found.sent - found.silent
    shown = page(leader, reverse("roll-up"))
    assert shown.index(">Tự mở xem<") < shown.index(">Đã xem hoặc báo nhận<") < shown.index(">Đã nhận việc<")
    assert "đăng nhập và mở việc" in shown


def test_who_told_by_telephone_is_not_silent_when_given_more_time(cast: Cast) -> None:
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    told = {"by": cast.minh, "assignment": row, "via": "telephone", "at": NOW}
    accept_assignment(**told)
    return_assignment(reason="Thiếu người", **told)
    more = TODAY + timedelta(days=9)
    extend_assignment(by=cast.minh, assignment=row, due_on=more, reason="Thêm thời gian", at=NOW)
    row.refresh_from_db()
    found = counts(Scope(tree(on=TODAY), cast.federation.pk, TODAY))
    assert (row.state, found.sent, found.reached, found.accepted, found.silent) == ("sent", 1, 1, 1, 0)
    assert tally_of(standing_of(row), is_copy=False).silent == 0


def test_words_of_a_letter_are_never_a_formula(leader: Client, province: Scope) -> None:
    row = Assignment.objects.filter(obligation__isnull=False).first()
    assert row is not None
    row.obligation.text = "=1+1"
    row.obligation.save()
    book = load_workbook(BytesIO(leader.get(reverse("roll-up-xlsx")).content))
    cells = [cell for line in book["Theo việc"].iter_rows(min_row=2) for cell in line if cell.value == "=1+1"]
    assert cells and all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("name", ["roll-up", "roll-up-rows", "heat-map", "roll-up-xlsx"])
def test_the_number_of_questions_does_not_grow_with_the_records(client: Client, db: None, name: str) -> None:
    asked = []
    for units, letters, facts in ((20, 2, 300), (90, 9, 4000)):
        with transaction.atomic():
            build(units=units, letters=letters, facts=facts, seed=3, at=NOW)
            client.force_login(Person.objects.get(username="lanh-dao"))
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as questions:
                assert client.get(reverse(name)).status_code == 200
            asked.append(len(questions))
            transaction.set_rollback(True)
    assert asked[1] <= asked[0] <= 40


def test_an_office_that_handed_nothing_down_says_so(client: Client, cast) -> None:
    client.force_login(cast.lan)
    assert "Chưa giao việc nào" in page(client, reverse("roll-up"))
    assert "Chưa có việc nào được giao" in page(client, reverse("heat-map"))
