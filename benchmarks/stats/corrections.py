"""What an organisation's labels are worth: `python -m benchmarks.stats.corrections [--draws N]`.

245 labelled posts of unions, communes and schools (`data/tone/institutions_dev.jsonl`, found through HAICHIEU_DATA), of
which the tone model learned none: a correction is fitted on some of them and tried on the rest. Exit status 2 without
data.
"""

import argparse
import json
import sys

import numpy as np

from benchmarks.archive import ABSENT, POSTS
from haichieu.posts.rules import TONES, Label, load_model
from haichieu.posts.rules.recalibration import fit_correction, try_correction

LABELS = POSTS.parent.parent / "tone" / "institutions_dev.jsonl"
FITTED_ON = (30, 60, 120, 180)
#: None of these posts carries the flag, so there is nothing to learn about it.
FLAG = 0.02


def one_draw(
    chances: np.ndarray, tones: np.ndarray, known: int, rng: np.random.Generator
) -> tuple[float, ...]:
    """Log loss, accuracy and mean chance of negative, each before and after, and whether it helped."""
    labels = [
        Label(str(n), negative=TONES[tone] == "negative", tone=TONES[tone]) for n, tone in enumerate(tones)
    ]
    flags, order = np.full(len(tones), FLAG), rng.permutation(len(tones))
    fit, rest = order[:known], order[known:]
    correction = fit_correction(chances[fit], flags[fit], [labels[post] for post in fit])
    trial = try_correction(correction, chances[rest], flags[rest], [labels[post] for post in rest])
    both = chances[rest], correction.apply(chances[rest], flags[rest])[0]
    right = [float((each.argmax(axis=1) == tones[rest]).mean()) for each in both]
    return trial.before, trial.after, *right, *(float(each[:, 2].mean()) for each in both), float(trial.helps)


def main() -> int:
    """Print one line for each number of labels."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--draws", type=int, default=40)
    options = ask.parse_args()
    if not LABELS.is_file():
        print(f"no labels: {LABELS.name} is absent")
        return ABSENT
    posts = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    read = load_model().read([post["title"] for post in posts], [post["lead"] for post in posts])
    chances = np.column_stack([read.positive, read.neutral, read.negative]).astype(np.float64)
    tones = np.array([TONES.index(post["tone"]) for post in posts])
    rng = np.random.default_rng(0)
    print(f"truly negative: {(tones == 2).mean():.1%}")
    for known in FITTED_ON:
        figures = np.mean([one_draw(chances, tones, known, rng) for _ in range(options.draws)], axis=0)
        loss, lower, right, better, share, closer, helped = figures
        print(
            f"{known:4} labels: log loss {loss:.3f} → {lower:.3f}, accuracy {right:.3f} → {better:.3f}, "
            f"mean chance of negative {share:.1%} → {closer:.1%}, helped in {helped:.0%}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
