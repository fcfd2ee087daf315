"""Whether the outlook's bounds hold on real channels: `python -m benchmarks.stats.outlook`.

Every channel of `data/posts/news.jsonl.gz` (found through HAICHIEU_DATA), whole and thinned at random to the size of an
organisation's channel: 60 days are the history, the next 14 or 30 are forecast, and so on through the archive. Whether
a post counts is drawn from the tone model's probability. Prints how often posts, counted posts and share lie within
their bounds (90 % promised). Fails when channels of up to 15 posts a day fall below 85 %; exit status 2 without data.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.archive import ABSENT, POSTS
from haichieu.posts.rules import load_model
from haichieu.posts.rules.planning import Coming, Day, Outlook, expected_mix

PARTS, AHEAD, HISTORY = (0.03, 0.1, 1.0), (14, 30), 60
#: One small channel is four of the same, drawn anew.
REPEATS = 4
LEAST, SMALL = 0.85, 15.0
Counts = dict[date, tuple[int, int]]


def read_posts() -> tuple[np.ndarray, list[date], np.ndarray]:
    """Channel, day and drawn verdict of every post."""
    with gzip.open(POSTS, "rt", encoding="utf-8") as lines:
        posts = [json.loads(line) for line in lines]
    read = load_model().read([post["title"] for post in posts], [post["lead"] or "" for post in posts])
    counts = np.random.default_rng(0).random(len(posts)) < read.negative * ~read.advisory
    days = [date.fromisoformat(post["published"][:10]) for post in posts]
    return np.array([post["channel"] for post in posts]), days, counts


def daily(days: list[date], counts: np.ndarray, kept: np.ndarray) -> Counts:
    """Posts and counted posts of each day of the archive but its first and last."""
    first, last = min(days) + timedelta(1), max(days) - timedelta(1)
    found = {first + timedelta(n): (0, 0) for n in range((last - first).days + 1)}
    for index in np.flatnonzero(kept):
        if days[index] in found:
            posts, counted = found[days[index]]
            found[days[index]] = posts + 1, counted + int(counts[index])
    return found


def windows(found: Counts, ahead: int) -> Iterator[tuple[bool, bool, bool]]:
    """For each window of the archive: whether posts, counted posts and share lie within their bounds."""
    days = sorted(found)
    for start in range(HISTORY, len(days) - ahead + 1, ahead):
        past, future = days[start - HISTORY : start], days[start : start + ahead]
        history = [Day(day, day.weekday() < 5, *found[day]) for day in past]
        coming = [Coming(day, day.weekday() < 5) for day in future]
        outlook = expected_mix(history, [], coming, seed=start)
        yield _within(outlook, *np.sum([found[day] for day in future], axis=0).tolist())


def _within(outlook: Outlook, posts: int, counted: int) -> tuple[bool, bool, bool]:
    share = counted / posts if posts else 0.0
    figures = (outlook.posts, posts), (outlook.counted, counted), (outlook.share, share)
    first, second, third = (bound.low <= figure <= bound.high for bound, figure in figures)
    return first, second, third


def main() -> int:
    """Print one line for each size of channel and horizon, and the verdict."""
    if not POSTS.is_file():
        print(f"no posts: {POSTS.name} is absent")
        return ABSENT
    channels, days, counts = read_posts()
    rng = np.random.default_rng(1)
    small: list[tuple[bool, bool, bool]] = []
    print(f"{'part':>5} {'days':>5} {'windows':>8} {'posts':>7} {'counted':>8} {'share':>7}")
    for part in PARTS:
        found = [
            daily(days, counts, (channels == name) & (rng.random(len(days)) < part))
            for name in np.unique(channels)
            for _ in range(1 if part == 1 else REPEATS)
        ]
        for ahead in AHEAD:
            by_channel = [(list(windows(each, ahead)), _a_day(each)) for each in found]
            small += [window for seen, posts in by_channel if posts <= SMALL for window in seen]
            within = np.array([window for seen, _ in by_channel for window in seen])
            posts, counted, share = within.mean(axis=0)
            print(
                f"{part:5.0%} {ahead:5} {len(within):8} {posts:7.1%} {counted:8.1%} {share:7.1%}", flush=True
            )
    held = np.mean(small, axis=0)
    print(
        f"channels of up to 15 posts a day: {held[0]:.1%} posts, {held[1]:.1%} counted, {held[2]:.1%} share"
    )
    print("FAILED: below 85 %" if held.min() < LEAST else "the bounds hold")
    return int(held.min() < LEAST)


def _a_day(found: Counts) -> float:
    return float(np.mean([posts for posts, _ in found.values()]))


if __name__ == "__main__":
    sys.exit(main())
