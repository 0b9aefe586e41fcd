"""The parameters of a delivery model and what is common to all, in the order that gives each its random stream.

Append at the end only: a parameter's place is the key of its stream (``streams.py``), so moving one changes its draws.
"""

BASELINE = "separate"
STRATEGIC = "strategic_partnership"

PARAMETERS: tuple[str, ...] = (
    "setup_cost",
    "setup_time",
    "running_cost",
    "term",
    "extension",
    "early_stop",
    "procurement_time",
    "client_tender_cost",
    "client_tender_cost_elasticity",
    "bidder_cost",
    "bidder_count",
    "pass_through",
    "agreement_bid_cost",
    "outside_activity",
    "price_level",
    "price_drift",
    "cost_deviation_mean",
    "cost_deviation_sd",
    "cost_tail_probability",
    "cost_tail_size",
    "time_deviation",
    "time_multiplier",
    "progress_ratio",
    "learning_cost_share",
    "forgetting",
    "team_turnover",
    "dispute_cost",
    "rework_cost",
    "delay_cost",
    "ceiling_factor",
    "realisation",
)

COMMON: tuple[str, ...] = (
    "max_wait_months",
    "planned_lead_months",
    "forgetting_gap_months",
    "real_discount_rate",
    "market_index_quarterly_sd",
    "market_index_autocorrelation",
    "pipeline_correlation",
    "effect_correlation",
    "tail_running_share",
    "problem_tail_multiplier",
    "option_noise_ratio",
    "market_index_drift",
)

# Higher is worse for the client in every effect; continuity scales the favourable part (section 3.2, step 5).
EFFECTS: tuple[str, ...] = (
    "price_level",
    "price_drift",
    "cost_deviation_mean",
    "cost_deviation_sd",
    "time_multiplier",
    "progress_ratio",
    "dispute_cost",
    "rework_cost",
)
CORRELATED: frozenset[str] = frozenset((*EFFECTS, "early_stop"))

WINDOW: frozenset[str] = frozenset(("term", "extension", "ceiling_factor"))  # needs an agreement
PER_PROJECT: frozenset[str] = frozenset(("cost_tail_size", "time_deviation"))  # drawn per project, from the baseline

SHARES: frozenset[str] = frozenset(
    (
        "cost_tail_probability",
        "early_stop",
        "pass_through",
        "forgetting",
        "team_turnover",
        "outside_activity",
        "learning_cost_share",
        "realisation",
    )
)
NOT_NEGATIVE: frozenset[str] = frozenset(
    ("cost_deviation_sd", "setup_time", "term", "extension", "procurement_time", "progress_ratio", "ceiling_factor")
)
