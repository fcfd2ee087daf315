"""Ways to certify a share, all behind one interface, so that they can be compared and exchanged.

`KellyAudit` is the method of the certificate. The others are references: exact hypergeometric, ALPHA and the
empirical-Bernstein bets use no scores, the control variate uses them in its bets only, and Wilson's interval
is right for one look at a sample size fixed beforehand and never for looking again and again.
"""

from haichieu.stats.methods.alpha import Alpha
from haichieu.stats.methods.contract import SequentialMethod
from haichieu.stats.methods.control_variate import ControlVariate
from haichieu.stats.methods.empirical_bernstein import EmpiricalBernstein
from haichieu.stats.methods.hypergeometric import Hypergeometric
from haichieu.stats.methods.kelly import KellyAudit
from haichieu.stats.methods.wilson import FixedWilson

METHODS: tuple[type[SequentialMethod], ...] = (
    KellyAudit,
    Hypergeometric,
    Alpha,
    EmpiricalBernstein,
    ControlVariate,
    FixedWilson,
)

__all__ = [
    "METHODS",
    "Alpha",
    "ControlVariate",
    "EmpiricalBernstein",
    "FixedWilson",
    "Hypergeometric",
    "KellyAudit",
    "SequentialMethod",
]
