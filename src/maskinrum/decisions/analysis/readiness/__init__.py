"""Is the organisation ready for a strategic partnership? Gates first, then points, and warning signs from the data.

``standing_of(file)`` is everything that is common about a file; ``grounds_from`` it is what a verdict takes.
"""

from maskinrum.decisions.analysis.readiness.frame import (
    ALL_WEIGHTS,
    MOST_POINTS,
    Gate,
    Rule,
    ScoredCriterion,
    WarningRule,
    answered_gates,
    criteria,
    gates,
    metric_names,
    questions,
    standard_weights,
    warning_rules,
)
from maskinrum.decisions.analysis.readiness.kept import KeptReadiness, readiness_to_keep
from maskinrum.decisions.analysis.readiness.metrics import TERM, Agreement, Metric, agreement_of, metrics_of
from maskinrum.decisions.analysis.readiness.scoring import (
    Common,
    Robustness,
    Score,
    common_view,
    level_of,
    robustness,
    score_of,
)
from maskinrum.decisions.analysis.readiness.signs import GateState, Sign, Signs, gate_states, signs_of
from maskinrum.decisions.analysis.readiness.standing import (
    UNANSWERED,
    ReadinessGrounds,
    Standing,
    grounds_from,
    stand,
    standing_of,
)

__all__ = [
    "ALL_WEIGHTS",
    "MOST_POINTS",
    "TERM",
    "UNANSWERED",
    "Agreement",
    "Common",
    "Gate",
    "GateState",
    "KeptReadiness",
    "Metric",
    "ReadinessGrounds",
    "Robustness",
    "Rule",
    "Score",
    "ScoredCriterion",
    "Sign",
    "Signs",
    "Standing",
    "WarningRule",
    "agreement_of",
    "answered_gates",
    "common_view",
    "criteria",
    "gate_states",
    "gates",
    "grounds_from",
    "level_of",
    "metric_names",
    "metrics_of",
    "questions",
    "readiness_to_keep",
    "robustness",
    "score_of",
    "signs_of",
    "stand",
    "standard_weights",
    "standing_of",
    "warning_rules",
]
