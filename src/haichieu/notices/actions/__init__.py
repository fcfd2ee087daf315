"""Every write to alerts: deciding them, sending them, and how people want them."""

from haichieu.notices.actions.browsers import subscribe_browser, unsubscribe_browser
from haichieu.notices.actions.choices import choose_ways, set_notice_rule
from haichieu.notices.actions.deciding import make_digests
from haichieu.notices.actions.delivering import send_again, send_waiting
from haichieu.notices.actions.feeds import make_feed, revoke_feed
from haichieu.notices.actions.leaving import close_account
from haichieu.notices.actions.pruning import prune_digests
from haichieu.notices.actions.zalo import link_written, make_zalo_code, unlink_zalo

__all__ = [
    "choose_ways",
    "close_account",
    "link_written",
    "make_digests",
    "make_feed",
    "make_zalo_code",
    "prune_digests",
    "revoke_feed",
    "send_again",
    "send_waiting",
    "set_notice_rule",
    "subscribe_browser",
    "unlink_zalo",
    "unsubscribe_browser",
]
