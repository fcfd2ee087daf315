"""The same list, seed and verdicts give the same audit in every version that carries the same method name.

Certificates are recomputed years later. If a figure here has to change, so must the method's name, and records
of the old name must keep their old arithmetic.
"""

import pytest

from haichieu.stats import Decision, Limit, ShareAudit

DRAWN = """151 186 105 169 50 111 88 125 21 71 153 168 224 15 94 189 150 33 26 248 63 24 108 47 101 34 122 198 80
176 182 204 226 154 35 136 214 75 97 69 171 244 13 132 185 181 173 49 140 16 195 197 25 109 191 193 196 107 83 37"""


def verdict(item: int, also: int) -> bool | None:
    """Unreadable now and then, positive where the score is high or by rule."""
    return None if item % 50 == 49 else item * 37 % 100 > 88 or item % 40 == 0 or item % also == 0


def test_an_audit_of_the_first_version_comes_out_as_it_did() -> None:
    scores = [(i * 37 % 100) / 100 for i in range(250)]
    audit = ShareAudit(scores, Limit(15, 100), seed="22/11/2026", method="kelly-audit/1")
    for _ in range(60):
        item = audit.next_item()
        audit.record(item, verdict(item, also=250))
    drawn = [item for item, _ in audit.labels]
    assert drawn == [int(word) for word in DRAWN.split()]
    assert audit.log_wealth() == pytest.approx((-1.9211019056009893, -1.246545233349667), rel=1e-12)
    assert (audit.interval().low, audit.interval().high) == (0.064, 0.228)
    assert audit.estimate == pytest.approx(0.13495844240204252, rel=1e-12)
    assert (audit.decision, audit.expected_more()) == (Decision.UNDECIDED, 190)
    other = audit.companion([verdict(item, also=9) for item in drawn])
    assert other.estimate == pytest.approx(0.195061778302728, rel=1e-12)
    assert (other.interval.low, other.interval.high) == (0.112, 0.356)


DRAWN_BY_THE_SECOND = """5 59
213 196 69 138 107 152 40 20 83 160 43 61 121 235 245 28 161 140 4 124 181 177 12 150 125 128 10 225
247 50 215 27 89 201 98 148 116 207 220 136 94 16 88 54 192 60 51 243 52 189 233 204 21 223 115 37 137 91"""


def test_an_audit_of_the_second_version_comes_out_as_it_did() -> None:
    scores = [(i * 37 % 100) / 100 for i in range(250)]
    audit = ShareAudit(scores, Limit(15, 100), seed="22/11/2026", method="kelly-audit/2")
    for _ in range(60):
        item = audit.next_item()
        audit.record(item, verdict(item, also=250))
    drawn = [item for item, _ in audit.labels]
    assert drawn == [int(word) for word in DRAWN_BY_THE_SECOND.split()]
    assert audit.log_wealth() == pytest.approx((-2.321572473562975, -0.7957281995466206), rel=1e-9)
    assert (audit.interval().low, audit.interval().high) == (0.088, 0.304)
    assert audit.estimate == pytest.approx(0.15592266242011527, rel=1e-9)
    other = audit.companion([verdict(item, also=9) for item in drawn])
    assert other.estimate == pytest.approx(0.1831907795046078, rel=1e-9)
    assert (other.interval.low, other.interval.high) == (0.108, 0.364)
