"""Every address, as everybody: who gets in, who is told no, and for whom a record does not exist."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from haichieu.units.models import Person
from tests.conftest import Cast
from tests.factories import (
    make_person,
)
from tests.web.records import Records, every_kind_of_record

pytestmark = pytest.mark.django_db

#: in: the page answers or the form takes or refuses the values; no: 403; -: 404, as if it did not exist;
#: get, post: the address takes the other method only (405).
#:
#: Lan leads the federation and Minh works there; Hoa works in a union below it and Sơn in another one;
#: Vy may only read in the federation; Tú has no role at all.
TABLE = """
address              method of          lan   minh  hoa   son   vy    tu
today                GET    -           in    in    in    in    in    in
boundaries           GET    -           in    in    in    in    in    in
dispatch-list        GET    -           in    in    in    in    in    in
dispatch-add         GET    -           in    in    in    in    in    no
dispatch-add         POST   -           in    in    in    in    in    in
dispatch             GET    federation  in    in    -     -     in    -
dispatch             GET    union       in    in    in    -     in    -
dispatch             GET    shared      in    in    in    -     in    -
dispatch-file        GET    federation  in    in    -     -     in    -
dispatch-file        GET    union       in    in    in    -     in    -
dispatch-file        GET    shared      in    in    in    -     in    -
dispatch-original    GET    federation  in    in    -     -     in    -
dispatch-original    GET    union       in    in    in    -     in    -
dispatch-original    GET    shared      in    in    in    -     in    -
dispatch-lessons     GET    -           in    in    in    in    in    no
dispatch-lesson-switch  POST  federation  in  in    -     -     no    -
dispatch-lesson-switch  POST  union     in    in    in    -     no    -
dispatch-progress    GET    federation  in    in    -     -     in    -
dispatch-progress    GET    union       in    in    in    -     in    -
dispatch-progress    GET    shared      in    in    in    -     in    -
dispatch-read-again  POST   federation  in    in    -     -     no    -
dispatch-read-again  POST   union       in    in    in    -     no    -
dispatch-read-again  POST   shared      in    in    no    -     no    -
dispatch-preview     POST   federation  in    in    -     -     in    -
dispatch-preview     POST   union       in    in    in    -     in    -
dispatch-confirm     POST   federation  in    in    -     -     no    -
dispatch-confirm     POST   union       in    in    in    -     no    -
dispatch-confirm     POST   shared      in    in    no    -     no    -
dispatch-missing     GET    -           in    in    in    in    in    in
dispatch-lineage     GET    federation  in    in    -     -     in    -
dispatch-lineage     GET    union       in    in    in    -     in    -
dispatch-lineage     GET    shared      in    in    in    -     in    -
dispatch-layout      GET    federation  in    in    -     -     in    -
dispatch-layout      GET    union       in    in    in    -     in    -
dispatch-layout      GET    shared      in    in    in    -     in    -
dispatch-exchange    GET    federation  in    in    -     -     in    -
dispatch-exchange    GET    union       in    in    in    -     in    -
dispatch-exchange    GET    shared      in    in    in    -     in    -
dispatch-edxml       GET    federation  in    in    -     -     in    -
dispatch-edxml       GET    union       in    in    in    -     in    -
dispatch-akoma-ntoso  GET   federation  in    in    -     -     in    -
dispatch-akoma-ntoso  GET   union       in    in    in    -     in    -
dispatch-calendar    GET    federation  in    in    -     -     in    -
dispatch-calendar    GET    union       in    in    in    -     in    -
dispatch-calendar    GET    shared      in    in    in    -     in    -
dispatch-message-file  GET  federation  in    in    -     -     in    -
dispatch-message-file  GET  union       in    in    in    -     in    -
dispatch-status      POST   federation  in    in    -     -     no    -
dispatch-status      POST   union       in    in    in    -     no    -
dispatch-status      POST   shared      in    in    no    -     no    -
dispatch-status-file  GET   federation  in    in    -     -     in    -
dispatch-status-file  GET   union       in    in    in    -     in    -
dispatch-lineage-picture  GET  shared   in    in    in    -     in    -
dispatch-copies      POST   federation  in    in    -     -     no    -
dispatch-copies      POST   union       in    in    in    -     no    -
dispatch-copies      POST   shared      in    in    no    -     no    -
obligation-add       POST   federation  in    in    -     -     no    -
obligation-add       POST   union       in    in    in    -     no    -
obligation-list      GET    -           in    in    in    in    in    in
obligation-calendar  GET    -           in    in    in    in    in    in
obligation           GET    federation  in    in    -     -     in    -
obligation           GET    union       in    in    in    -     in    -
obligation           GET    shared      in    in    in    -     in    -
obligation-split     POST   federation  in    in    -     -     no    -
obligation-split     POST   union       in    in    in    -     no    -
obligation-remove    POST   federation  in    in    -     -     no    -
obligation-remove    POST   union       in    in    in    -     no    -
obligation-evidence  POST   federation  in    in    -     -     no    -
obligation-evidence  POST   union       in    in    in    -     no    -
obligation-finish    POST   federation  in    in    -     -     no    -
obligation-finish    POST   union       in    in    in    -     no    -
obligation-finish    POST   shared      in    in    in    -     no    -
obligation-reopen    POST   federation  in    in    -     -     no    -
obligation-reopen    POST   union       in    in    in    -     no    -
own-letter-list      GET    -           in    in    in    in    in    in
own-letter-new       GET    -           in    in    in    in    no    no
own-letter-new       POST   -           in    in    in    in    no    no
own-letter           GET    federation  in    in    -     -     in    -
own-letter           GET    union       in    in    in    -     in    -
own-letter-edit      POST   federation  in    in    -     -     no    -
own-letter-edit      POST   union       in    in    in    -     no    -
own-letter-step      POST   federation  in    in    -     -     no    -
own-letter-step      POST   union       in    in    in    -     no    -
own-letter-preview   GET    federation  in    in    -     -     in    -
own-letter-preview   GET    union       in    in    in    -     in    -
own-letter-docx      GET    federation  in    in    -     -     in    -
own-letter-docx      GET    union       in    in    in    -     in    -
own-letter-pdf       GET    federation  in    in    -     -     in    -
own-letter-pdf       GET    union       in    in    in    -     in    -
register-incoming    GET    -           in    in    in    in    in    no
register-outgoing    GET    -           in    in    in    in    in    no
register-reserve     POST   -           in    in    in    in    no    no
register-numbering   POST   -           in    in    in    in    no    no
register-note        POST   federation  in    in    -     -     no    -
register-note        POST   union       in    in    in    -     no    -
channel-list         GET    -           in    in    in    in    in    in
channel              GET    federation  in    in    -     -     in    -
channel              GET    union       in    in    in    -     in    -
channel-import       GET    federation  in    in    -     -     in    -
channel-import       GET    union       in    in    in    -     in    -
channel-declare      GET    -           in    no    no    no    no    no
channel-declare      POST   -           in    no    no    no    no    no
post-list            GET    -           in    in    in    in    in    in
post                 GET    federation  in    in    -     -     in    -
post                 GET    union       in    in    in    -     in    -
post-correct         POST   federation  in    in    -     -     no    -
post-correct         POST   union       in    in    in    -     no    -
post-agree           POST   federation  in    in    -     -     no    -
post-agree           POST   union       in    in    in    -     no    -
post-withdraw        POST   federation  in    in    -     -     no    -
post-withdraw        POST   union       in    in    in    -     no    -
calibration-list     GET    -           in    in    in    in    in    in
calibration-make     POST   -           in    in    in    in    no    no
calibration-withdraw  POST  federation  in    in    -     -     no    -
calibration-withdraw  POST  union       in    in    in    -     no    -
post-add             GET    -           in    in    in    in    no    no
post-add             POST   -           in    in    in    in    no    no
frame-list           GET    -           in    in    in    in    in    in
frame-new            GET    -           in    in    in    in    no    no
frame-new            POST   -           in    in    in    in    no    no
frame                GET    federation  in    in    -     -     in    -
frame                GET    union       in    in    in    -     in    -
audit-start          POST   federation  in    in    -     -     no    -
audit-start          POST   union       in    in    in    -     no    -
audit                GET    federation  in    in    -     -     in    -
audit                GET    union       in    in    in    -     in    -
label                GET    federation  in    in    -     -     no    -
label                GET    union       in    in    in    -     no    -
label                POST   federation  in    in    -     -     no    -
label                POST   union       in    in    in    -     no    -
settle               GET    federation  in    in    -     -     no    -
settle               GET    union       in    in    in    -     no    -
settle               POST   federation  in    in    -     -     no    -
settle               POST   union       in    in    in    -     no    -
label-undo           POST   federation  in    in    -     -     no    -
label-undo           POST   union       in    in    in    -     no    -
audit-close          POST   federation  in    in    -     -     no    -
audit-close          POST   union       in    in    in    -     no    -
certificate          GET    federation  in    in    -     -     in    -
certificate          GET    union       in    in    in    -     in    -
certificate-json     GET    federation  in    in    -     -     in    -
certificate-json     GET    union       in    in    in    -     in    -
plan                 GET    -           in    in    in    in    in    in
plan-untold          GET    -           in    in    in    in    in    in
draft-list           GET    -           in    in    in    in    in    in
draft-add            GET    -           in    in    in    in    no    no
draft-add            POST   -           in    in    in    in    no    no
draft                GET    federation  in    in    -     -     in    -
draft                GET    union       in    in    in    -     in    -
draft                POST   federation  in    in    -     -     no    -
draft                POST   union       in    in    in    -     no    -
draft-drop           POST   federation  in    in    -     -     no    -
draft-drop           POST   union       in    in    in    -     no    -
draft-tie            POST   federation  in    in    -     -     no    -
draft-tie            POST   union       in    in    in    -     no    -
teach                GET    -           in    in    in    in    no    no
teach                POST   federation  in    in    -     -     no    no
teach                POST   union       in    in    in    -     no    no
teach-undo           POST   federation  in    in    -     -     no    no
teach-undo           POST   union       in    in    in    -     no    no
flag-checks          GET    -           in    in    in    in    no    no
flag-check           POST   federation  in    in    -     -     no    -
flag-check           POST   union       in    in    in    -     no    -
flag-check-undo      POST   federation  in    in    -     -     no    -
flag-check-undo      POST   union       in    in    in    -     no    -
report-list          GET    -           in    in    in    in    in    no
report-compile       POST   -           in    in    in    in    in    in
report               GET    federation  in    in    -     -     in    -
report               GET    union       in    in    in    -     in    -
report-html          GET    federation  in    in    -     -     in    -
report-html          GET    union       in    in    in    -     in    -
report-docx          GET    federation  in    in    -     -     in    -
report-docx          GET    union       in    in    in    -     in    -
report-pdf           GET    federation  in    in    -     -     in    -
report-pdf           GET    union       in    in    in    -     in    -
figure               GET    federation  in    in    -     -     in    -
figure               GET    union       in    in    in    -     in    -
"""
#: Addresses that need no sign-in: a door has to be open from outside.
DOORS = {"sign-in", "sign-out", "set-password"}
#: What the posted forms carry, where an empty one would be refused before any right is asked for.
VALUES = {
    "dispatch-confirm": {"version": "1"},
    "obligation-add": {"text": "Việc thêm bằng tay", "due": "30/11/2026", "owner": "own"},
    "obligation-split": {"parts": "Phần một\nPhần hai"},
    "obligation-remove": {"reason": "Trùng với việc khác"},
    "obligation-evidence": {"note": "Đã gửi hướng dẫn"},
    "obligation-finish": {"note": "Đã xong"},
    "obligation-reopen": {"reason": "Báo nhầm"},
    "audit-start": {"draw": "1"},
    "own-letter-step": {"step": "submit", "version": "1"},
    "own-letter-edit": {"section": "closing", "version": "1", "closing": "Đề nghị thực hiện."},
    "register-note": {"note": "Đã gửi"},
    "draft": {"title": "Lễ ra quân", "planned_for": "31/12/2099"},
    "flag-check": {"answer": "yes"},
    "post-correct": {"tone": "neutral", "advisory": "no"},
}
ANSWERS = {403: "no", 404: "-"}
PEOPLE = ("lan", "minh", "hoa", "son", "vy", "tu")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    address: str
    method: str
    of: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address} of {self.of}"


def rows() -> list[Row]:
    lines = [line.split() for line in TABLE.strip().splitlines()[1:] if line.strip()]
    return [Row(line[0], line[1], line[2], tuple(line[3:])) for line in lines]


@pytest.fixture
def people(cast: Cast) -> dict[str, Person]:
    vy = make_person(username="vy", full_name="Hồ Hạ Vy", unit=cast.federation, role="reader")
    tu = make_person(username="tu", full_name="Ngô Minh Tú")
    return {"lan": cast.lan, "minh": cast.minh, "hoa": cast.hoa, "son": cast.son, "vy": vy, "tu": tu}


@pytest.fixture
def records(cast: Cast) -> dict[str, Records]:
    return every_kind_of_record(cast)


def ask(browser: Client, row: Row, records: dict[str, Records]) -> int:
    """The status that this address answers with, its effects taken back."""
    arguments = records[row.of].arguments(row.address) if row.of != "-" else ()
    path = reverse(row.address, args=arguments)
    values = dict(VALUES.get(row.address, {}))
    if row.of != "-":
        values |= records[row.of].values(row.address)
    if values.get("owner"):
        values["owner"] = str(records[row.of].unit.pk)
    with transaction.atomic():
        answer = browser.get(path) if row.method == "GET" else browser.post(path, values)
        if answer.streaming:
            b"".join(answer.streaming_content)  # the file is closed at its end
        transaction.set_rollback(True)
    return answer.status_code


def test_the_table_names_every_address() -> None:
    assert {row.address for row in rows()} | DOORS == set(addresses(get_resolver()))


def addresses(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name
        else:
            yield from addresses(pattern)


def test_everybody_gets_where_the_table_says(people: dict[str, Person], records: dict[str, Records]) -> None:
    browsers = {name: Client() for name in PEOPLE}
    for name, browser in browsers.items():
        browser.force_login(people[name])
    wrong = []
    for row in rows():
        found = tuple(word_of(ask(browsers[name], row, records)) for name in PEOPLE)
        if found != row.expected:
            wrong.append(f"{row}: {' '.join(found)} instead of {' '.join(row.expected)}")
    assert not wrong, "\n".join(wrong)


def word_of(status: int) -> str:
    return ANSWERS.get(status, "in" if status < 400 or status == 422 else str(status))


def test_without_sign_in_every_address_leads_to_the_door(records: dict[str, Records]) -> None:
    wrong = []
    for row in rows():
        arguments = records[row.of].arguments(row.address) if row.of != "-" else ()
        path = reverse(row.address, args=arguments)
        for answer in (Client().get(path), Client().post(path)):
            if answer.status_code != 302 or not answer["Location"].startswith(reverse("sign-in")):
                wrong.append(f"{path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_record_that_is_not_there_and_one_that_is_closed_look_the_same(
    people: dict[str, Person], records: dict[str, Records]
) -> None:
    browser = Client()
    browser.force_login(people["son"])
    for address in ("dispatch", "obligation", "channel", "post", "frame", "audit", "report", "draft"):
        closed = browser.get(reverse(address, args=records["union"].arguments(address)))
        absent = browser.get(reverse(address, args=(987654321,)))
        assert closed.status_code == absent.status_code == 404, address
        assert len(closed.content) == len(absent.content), address


def test_a_number_too_large_for_any_record_is_not_found(people: dict[str, Person]) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(people["lan"])
    addresses = ("dispatch", "obligation", "channel", "post", "frame", "audit", "certificate", "report")
    answers = {name: browser.get(reverse(name, args=(10**30,))).status_code for name in addresses}
    assert answers == dict.fromkeys(addresses, 404)
