"""Check a certificate of a share of negative posts without trusting the program that issued it.

    python3 verify_certificate.py CERTIFICATE.json

Needs Python 3.11 and nothing else. Prints every check with “đạt” (holds) or “không đạt” (does not); exit status 0 when
all hold, else 1. README.md beside this file says what each check means and what none of them can show.

Each label settles a bet: with q the probability that its post was drawn with, α and c the stakes, v the verdict, the
wealth held against a claim is multiplied by (α + c·v) / q. If Σ α + c·T ≤ 1, T being the most that the unread verdicts
add up to if the claim is true, a true claim lets the wealth reach 20 at most once in twenty certificates.
"""

import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction
from hashlib import sha256
from math import ceil, exp, floor, isclose, log, log1p
from pathlib import Path

FORMATS = ("haichieu-certificate/2", "haichieu-frame/1", "haichieu-frame/2", "kelly-audit/1", "kelly-audit/2")
#: Stakes are scaled to add up to this, which leaves more room than rounding can use.
FULL = 1 - 1e-12
#: Beacons of drand: chain → (Unix time of round 1, seconds between rounds).
BEACONS = {
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (1692803367, 3),
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": (1595431050, 30),
}
GIVERS = {"drawn": ["drawn"], "text": ["given", "drawn"]}  # older records call the program's own seed a text
READERS = ((1, None), (2, "mean"), (2, "third"))
TONES = {"positive": False, "neutral": False, "negative": True}
WORDS = {"below": "Nhiều nhất |Dưới ", "above": "Ít nhất |Trên ", "undecided": "Chưa kết luận được "}
COLUMNS = ["id", "score", "channel", "unit", "published", "repost", "digest"]


class Failed(Exception):
    """A check that does not hold, with the reason."""


def need(holds, reason):
    if not holds:
        raise Failed(reason)


def near(a, b):
    return isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def canonical_hash(value):
    """SHA-256 of compact JSON with sorted keys, in UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def posts(record):
    """The list as dictionaries, in the order that the draws count in."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in record["frame"]["items"]]


def limit_of(record):
    """The limit as a count of posts, and whether the count must stay below it or may reach it."""
    limit, total = record["frame"]["limit"], len(record["frame"]["items"])
    return Fraction(limit["numerator"], limit["denominator"]) * total, limit["strict"]


def tested_counts(record):
    """The counts of “at most M₁ positives” (limit kept) and “at least M₂ positives” (limit broken)."""
    bound, strict = limit_of(record)
    if record["settling"] == "mean":  # verdicts may be halves, so the count may lie anywhere
        return bound, bound
    most = ceil(bound) - 1 if strict else floor(bound)
    return Fraction(most), Fraction(most + 1)


def reading_verdicts(reading):
    """(negative, counted) of one person's reading: negative, and negative but no advisory; None if unreadable."""
    negative = reading.get("negative") if reading["tone"] is None else TONES[reading["tone"]]
    if negative is None:
        return None, None
    need(type(negative) is bool and type(reading["advisory"]) is bool, "một nhãn không phải là có hoặc không")
    return Fraction(negative), Fraction(negative and not reading["advisory"])


def label_verdicts(record, label):
    """(negative, counted) of a label: of one person, the mean of two, or the third person's."""
    if record["readers_each"] == 1:
        need("given" not in label, f"bài {label['id']} có nhãn của nhiều người")
        return reading_verdicts(label)
    given = [reading_verdicts(reading) for reading in label["given"]]
    asked = 3 if record["settling"] == "third" and given[0] != given[1] else 2
    need(len(given) == asked, f"bài {label['id']} cần nhãn của {asked} người")
    if record["settling"] == "third":
        return given[-1]
    return tuple(None if None in pair else Fraction(sum(pair), 2) for pair in zip(*given, strict=True))


def verdicts(record, name):
    return [label_verdicts(record, label)[name == "counted"] for label in record["labels"]]


def cells(record):
    """The group of each post: ⌊log odds of its score / width⌋."""
    trace = record["trace"]
    width, closest = trace["width"], trace["closest"]
    need(width > 0 and 0 < closest < 0.5, "độ rộng nhóm hoặc điểm gần 0 nhất không hợp lệ")
    scores = (min(max(post["score"] / 10**6, closest), 1 - closest) for post in posts(record))
    return [floor((log(score) - log1p(-score)) / width) for score in scores]


def plan_in_force(trace, step):
    """The last plan that was made by this step."""
    return [plan for plan in trace["plans"] if plan["since"] <= step][-1]


def draws(record):
    """For each label: the post that the seed draws, its group's place, 1/q, and unread posts by group before it."""
    groups = {cell: [] for cell in record["trace"]["bins"]}
    for number, cell in enumerate(cells(record)):
        groups[cell].append(number)
    members = list(groups.values())
    for step in range(len(record["labels"])):
        weights = plan_in_force(record["trace"], step)["weights"]
        sizes = [len(group) for group in members]
        whole = sum(size * weight for size, weight in zip(sizes, weights, strict=True))
        word = f"haichieu-draw/1\n{record['seed']}\n{step}".encode()
        rest = int(sha256(word).hexdigest(), 16) * whole // 2**256
        place = 0
        while rest >= sizes[place] * weights[place]:
            rest -= sizes[place] * weights[place]
            place += 1
        at = rest // weights[place]
        yield members[place][at], place, Fraction(whole, weights[place]), sizes
        members[place][at] = members[place][-1]
        del members[place][-1]


def check_format(record):
    found = (record["format"], record["frame"]["format"], record["method"])
    need(all(name in FORMATS for name in found), "không biết định dạng này")
    need(record["frame"]["columns"] == COLUMNS, "các cột của danh sách khác thường")
    need((record["readers_each"], record["settling"]) in READERS, "số người đọc lạ")


def check_digest(record):
    rest = {key: value for key, value in record.items() if key != "digest"}
    need(canonical_hash(rest) == record["digest"], "tệp đã bị sửa sau khi cấp")


def check_frame(record):
    frame, items = record["frame"], posts(record)
    need(canonical_hash(frame) == record["frame_hash"], "danh sách không phải danh sách đã được băm")
    ids = [post["id"] for post in items]
    need(ids == sorted(set(ids)), "mã bài trùng nhau hoặc không theo thứ tự")
    need(all(type(p["score"]) is int and 0 <= p["score"] <= 10**6 for p in items), "có điểm ngoài 0–1")
    need(record["alpha"] == frame["alpha"] and 0 < frame["alpha"] <= 0.5, "mức sai không phải của danh sách")
    need(near(record["confidence_each_bound"], 1 - frame["alpha"]), "sai độ tin cậy")


def check_filters(record):
    asked = record["frame"].get("filters")
    need(record["filters"] == asked, "phạm vi ghi ngoài khác phạm vi trong danh sách")
    for post in posts(record) if asked else ():
        day = post["published"]
        inside = not asked["channels"] or post["channel"] in asked["channels"]
        inside = inside and (not asked["first"] or day >= asked["first"])
        inside = inside and (not asked["last"] or "" < day <= asked["last"])
        need(inside and (asked["reposts"] or not post["repost"]), f"bài {post['id']} ngoài phạm vi đã chọn")


def check_summary(record):
    items = posts(record)
    days = sorted(post["published"] for post in items if post["published"])
    reposts = sum(post["repost"] for post in items)
    need((record["posts"], record["reposts"]) == (len(items) - reposts, reposts), "sai số bài")
    need(record["window"] == ([days[0], days[-1]] if days else ["", ""]), "sai khoảng ngày")
    for many, one in (("channels", "channel"), ("units", "unit")):
        need(record[many] == sorted({post[one] for post in items} - {""}), f"sai danh sách {many}")
    need(record["labels_read"] == len(record["labels"]), "sai số bài đã đọc")
    need(record["unreadable"] == verdicts(record, "counted").count(None), "sai số bài không đọc được")
    need(record["model"] == record["frame"]["model"], "sai tên mô hình")


def check_seed(record):
    kind, evidence, source = (record.get(f"seed_{name}") for name in ("kind", "evidence", "source"))
    named, known = record["frame"].get("beacon"), None
    need(kind and evidence and source, "thiếu loại, căn cứ, hoặc người đưa ra số gieo")
    need(source in GIVERS.get(kind, ["given"]), "người đưa ra số gieo trái với loại")
    if kind == "dice":
        rolls = evidence["rolls"]
        need(len(rolls) >= 10 and set(rolls) <= set(range(1, 7)), "cần ít nhất 10 lần gieo từ 1 đến 6")
        value = "dice " + "".join(map(str, rolls))
    elif kind == "lottery":  # no state lottery is drawn before 16:15
        need(re.fullmatch("[0-9]{8,}", evidence["figures"]), "cần ít nhất 8 chữ số xổ số")
        value = f"lottery {evidence['day']} {evidence['lottery'].strip()} {evidence['figures']}"
        known = evidence["day"] + "T16:00+07:00"
    elif kind == "beacon":
        value, signature = evidence["value"], evidence["signature"]
        first, period = BEACONS[evidence["chain"]]
        need(re.fullmatch("[0-9a-f]{64}", value), "giá trị không có 64 chữ số thập lục phân")
        hashed = value if signature is None else sha256(bytes.fromhex(signature)).hexdigest()
        need(hashed == value, "giá trị không khớp chữ ký")
        known = datetime.fromtimestamp(first + (evidence["round"] - 1) * period, UTC).isoformat()
    else:
        need(kind in ("text", "drawn"), "loại số gieo lạ")
        value = evidence["text"]
    need(value == str(record["seed"]), "số gieo không suy ra từ căn cứ")
    found = {name: evidence.get(name) for name in ("chain", "round")} if kind == "beacon" else {}
    need(named in (None, found), "không phải vòng ngẫu nhiên đã hẹn trước")
    need(record.get("frozen_at") or kind in ("text", "drawn"), "thiếu lúc chốt danh sách")
    times = [
        datetime.fromisoformat(at) for at in (record.get("frozen_at"), known, record.get("issued_at")) if at
    ]
    need(times == sorted(times), "lúc chốt danh sách, lúc có số gieo và lúc cấp không theo thứ tự ấy")


def check_labels(record):
    ids = [label["id"] for label in record["labels"]]
    need(len(set(ids)) == len(ids), "một bài được đọc hai lần")
    for label in record["labels"]:
        for name, value in zip(("negative", "counted"), label_verdicts(record, label), strict=True):
            said = label[name]
            need((None if said is None else Fraction(said)) == value, f"sai kết luận của bài {label['id']}")


def check_agreement(record):
    agreement = record["agreement"]
    if record["readers_each"] == 1:
        need(agreement is None, "một người đọc thì không có độ thống nhất")
        return
    pairs = [tuple(map(reading_verdicts, label["given"][:2])) for label in record["labels"]]
    pairs = [pair for pair in pairs if (None, None) not in pair]
    n, equal = len(pairs), sum(one == other for one, other in pairs)
    need((agreement["posts"], agreement["equal"]) == (n, equal), "sai số bài hai người cùng đọc")
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[word] * second[word] for word in first)
    kappa = None if by_chance == n * n else Fraction(n * equal - by_chance, n * n - by_chance)
    unequal = (2 * n) ** 2 - sum(count * count for count in (first + second).values())
    alpha = 1 - Fraction(2 * (n - equal) * (2 * n - 1), unequal) if unequal else None
    for name, value in (("kappa", kappa), ("krippendorff", alpha)):
        said = agreement[name]
        same = said is None if value is None else said is not None and near(said, float(value))
        need(same, f"sai hệ số {name}")


def check_plans(record):
    """Weights are whole and positive, stakes are not negative, and plans are made at the agreed moments."""
    for trace in (record["trace"], record["negative_trace"]):
        k, due = len(trace["bins"]), 0
        capital = sum(map(Fraction, trace["bettors"]))
        need(min(trace["bettors"]) >= 0 and capital * Fraction(FULL) <= 1, "phần vốn âm hoặc quá 1")
        for plan in trace["plans"]:
            need(plan["since"] == due < len(record["labels"]), "kế hoạch không đúng lúc")
            due += ceil(max(3, 0.09 * due))
            need(len(plan["weights"]) == k, "số trọng số không bằng số nhóm")
            need(all(type(w) is int and w >= 1 for w in plan["weights"]), "trọng số phải là số nguyên từ 1")
            stakes = [s for side in plan["alpha"] for bettor in side for s in (len(bettor) == k, *bettor)]
            need(all(s > 0 for s in stakes) and min(map(min, plan["c"])) >= 0, "mức cược âm")
        need(due >= len(record["labels"]), "thiếu kế hoạch")
    same = [[p["weights"] for p in record[name]["plans"]] for name in ("trace", "negative_trace")]
    need(same[0] == same[1], "hai sổ cược có trọng số rút khác nhau")


def check_draws(record):
    items = posts(record)
    for step, (drawn, label) in enumerate(zip(draws(record), record["labels"], strict=True), start=1):
        expected = items[drawn[0]]["id"]
        need(label["id"] == expected, f"lượt {step} phải rút bài {expected}, không phải {label['id']}")


def follow(record, name, trace):
    """Bet every label of a share; yields (log wealth above, below, decision so far) after each."""
    total, decision, counts = len(record["frame"]["items"]), "undecided", tested_counts(record)
    found = [Fraction(0), Fraction(0)]  # positives, negatives
    logs = [[0.0] * len(trace["bettors"]) for _ in range(2)]
    history = zip(draws(record), verdicts(record, name), strict=True)
    for step, ((_, place, inverse_q, unread), verdict) in enumerate(history):
        plan = plan_in_force(trace, step)
        sides = (0, 0) if verdict is None else (verdict, 1 - verdict)
        left = counts[0] - found[0], total - counts[1] - found[1]
        for side in range(2):
            for bettor, (alpha, c) in enumerate(zip(plan["alpha"][side], plan["c"][side], strict=True)):
                staked = scaled(alpha, c, unread, max(left[side], Fraction(0)), step)
                factor = (staked[place] + staked[-1] * sides[side]) * inverse_q
                logs[side][bettor] += log(factor)
        if verdict is not None:
            found = [found[0] + verdict, found[1] + 1 - verdict]
        wealth = [log_mean(trace["bettors"], side) for side in logs]
        decision = decide(record, wealth, found, total, decision)
        yield *wealth, decision


def scaled(alpha, c, unread, left, step):
    """Stakes brought to the full bound; their exact sum over all unread posts, c·T included, stays within 1."""
    amounts = [*map(Fraction, alpha), Fraction(c)]
    times = [*unread, left]
    used = sum(amount * count for amount, count in zip(amounts, times, strict=True))
    scale = Fraction(FULL / float(used))
    staked = [amount * scale for amount in amounts]
    total = sum(stake * count for stake, count in zip(staked, times, strict=True))
    need(total <= 1, f"Σα + c·T vượt 1 ở lượt {step + 1}")
    return staked


def log_mean(shares, logs):
    """Logarithm of Σ share · e^log."""
    pairs = zip(shares, logs, strict=True)
    return max(logs) + log(sum(share * exp(x - max(logs)) for share, x in pairs))


def decide(record, wealth, found, total, before):
    """Verdicts that settle the count outrank the wealth; a decision once made stands."""
    bound, strict = limit_of(record)
    most = total - found[1]
    if found[0] > bound or (strict and found[0] == bound):
        return "above"
    if most < bound or (most == bound and not strict):
        return "below"
    if before != "undecided" or max(wealth) < -log(record["frame"]["alpha"]):
        return before
    return "above" if wealth[0] > wealth[1] else "below"


def check_share(record, name, key):
    """Bets, wealth after each label, decision, and the arithmetic of the bounds of one share."""
    trace, share = record[key], record["shares"][name]
    counts = [float(count) for count in tested_counts(record)]
    need(all(map(near, trace["nulls"], counts)), "các số đếm được kiểm định không suy ra từ giới hạn")
    steps = list(follow(record, name, trace))
    for step, (said, found) in enumerate(zip(trace["wealth"], steps, strict=True), start=1):
        need(all(map(near, said, found[:2])), f"vốn sau nhãn thứ {step} ghi {said}, tính được {found[:2]}")
    *wealth, decision = steps[-1] if steps else (0.0, 0.0, "undecided")
    need(share["decision"] == decision, f"kết luận ghi {share['decision']}, tính được {decision}")
    given, total = [v for v in verdicts(record, name) if v is not None], len(record["frame"]["items"])
    (low, high), middle = share["interval"], share["estimate"]
    need(low + 1e-9 >= float(sum(given)) / total, "cận dưới thấp hơn số đã tìm thấy")
    need(high - 1e-9 <= 1 - float(len(given) - sum(given)) / total, "cận trên bỏ qua số đã loại trừ")
    need(0 <= low <= middle <= high <= 1, "ước tính nằm ngoài hai cận")
    if name == "counted":
        need(all(map(near, record["evidence"], wealth)), "bằng chứng không phải vốn cuối cùng")
        own = record["decision"], record["estimate"], record["interval"]
        need(own == (decision, middle, share["interval"]), "con số ở đầu khác tỷ lệ được kiểm định")


def check_sentences(record):
    """The sentence that people read must not say more than the figures."""
    for text, name in ((record["sentence"], "counted"), (record["negative_sentence"], "negative")):
        share = record["shares"][name]
        counts = f"đọc {record['labels_read']:,} trên {len(record['frame']['items']):,} bài"
        need(counts.replace(",", ".") in text, "câu chứng nhận nói sai số bài")
        need(re.match(WORDS[share["decision"]], text), "câu chứng nhận trái kết luận")
        number = re.search(r"([0-9]+)(?:,([0-9]+))? %|([0-9]+)/([0-9]+)", text)
        whole, decimals, top, bottom = number.groups()
        said = float(f"{whole}.{decimals or 0}") / 100 if whole else int(top) / int(bottom)
        low, high = share["interval"]
        fits = {"below": said + 1e-8 >= high, "above": said - 1e-8 <= low, "undecided": True}
        need(fits[share["decision"]], "câu chứng nhận nói chặt hơn khoảng tin cậy")


CHECKS = (
    ("định dạng", check_format),
    ("mã kiểm của tệp", check_digest),
    ("mã băm của danh sách", check_frame),
    ("phạm vi của danh sách", check_filters),
    ("các con số tóm tắt", check_summary),
    ("số gieo và căn cứ", check_seed),
    ("nhãn và kết luận từng bài", check_labels),
    ("độ thống nhất của hai người đọc", check_agreement),
    ("các nhóm điểm", lambda r: need(sorted(set(cells(r))) == r["trace"]["bins"], "không suy ra từ điểm")),
    ("trọng số, mức cược, lúc lập kế hoạch", check_plans),
    ("các lượt rút", check_draws),
    ("cược, vốn, kết luận: tiêu cực không kể cảnh báo", lambda r: check_share(r, "counted", "trace")),
    ("cược, vốn, kết luận: tiêu cực kể cả cảnh báo", lambda r: check_share(r, "negative", "negative_trace")),
    ("câu chứng nhận", check_sentences),
)


def main(arguments):
    try:
        record = json.loads(Path(*arguments).read_text(encoding="utf-8"))
    except OSError:
        return print("không đạt: không mở được tệp; cách dùng: verify_certificate.py TỆP.json") or 1
    except (RecursionError, ValueError):
        return print("không đạt: tệp không phải một bản ghi JSON trọn vẹn, hãy xin lại tệp") or 1
    broken = 0
    for name, check in CHECKS:
        try:
            check(record)
            print(f"đạt: {name}")
        except (Failed, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            broken = error if isinstance(error, Failed) else "bản ghi thiếu hoặc sai ở phần này"
            print(f"không đạt: {name} ({broken})")
    print("Có phép kiểm không đạt: đừng tin chứng nhận này." if broken else "Mọi phép kiểm đều đạt.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
