"""A channel is ours only with one of three grounds, written down, and said by the leader."""

import pytest

from haichieu.channels.actions import declare_channel
from haichieu.channels.errors import ChannelsError, NotOurs
from haichieu.channels.models import Channel
from haichieu.channels.queries import channel_named
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def declare(cast: Cast, by: Person | None, **values: str) -> Channel:
    given = {
        "name": "Trang tin",
        "platform": "site",
        "url": "https://congdoan.example/",
        "proof": "code_word",
        "proof_note": "Mã HC-2026 ở cuối trang Giới thiệu",
    }
    return declare_channel(by=by, unit=cast.federation, at=NOW, **(given | values))


def test_the_leader_declares_a_channel_with_its_ground(cast: Cast) -> None:
    channel = declare(cast, cast.lan)
    assert channel_named("Trang tin") == channel
    assert channel.declared_by == str(cast.lan.pk)


def test_an_officer_may_not_declare(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        declare(cast, cast.minh)


@pytest.mark.parametrize("values", [{"proof": "vì tôi nói thế"}, {"proof_note": "  "}])
def test_without_a_written_ground_it_is_not_ours(cast: Cast, values: dict[str, str]) -> None:
    with pytest.raises(NotOurs):
        declare(cast, cast.lan, **values)
    assert not Channel.objects.exists()


def test_a_channel_nobody_declared_takes_nothing_in() -> None:
    with pytest.raises(NotOurs, match="khai báo"):
        channel_named("Trang cá nhân của ai đó")


def test_two_channels_never_share_a_name(cast: Cast) -> None:
    declare(cast, cast.lan)
    with pytest.raises(ChannelsError, match="Đã có kênh"):
        declare(cast, cast.lan)


def test_spaces_around_a_name_do_not_make_it_another(cast: Cast) -> None:
    declare(cast, cast.lan)
    with pytest.raises(ChannelsError, match="Đã có kênh"):
        declare(cast, cast.lan, name="  Trang tin ")


def test_words_longer_than_their_column_are_one_sentence(cast: Cast) -> None:
    with pytest.raises(ChannelsError, match="tối đa 120 chữ"):
        declare(cast, cast.lan, name="k" * 121)
