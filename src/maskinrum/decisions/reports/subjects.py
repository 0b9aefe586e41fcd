"""What each uncertain number is about, by the themes of experiences, so that those that matter stand beside it."""

from collections.abc import Mapping
from typing import Final

from maskinrum.knowledge.facts.relevance import Context

SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "setup_cost": ("C4", "B1", "D3"),
    "setup_time": ("B1", "B2", "D1"),
    "running_cost": ("D3", "D1", "C4"),
    "term": ("B4", "A2"),
    "extension": ("B6", "B4"),
    "early_stop": ("E3", "A6", "A2"),
    "procurement_time": ("B2", "C4"),
    "client_tender_cost": ("C4", "B2"),
    "client_tender_cost_elasticity": ("A3", "C4"),
    "bidder_cost": ("C4", "B3"),
    "bidder_count": ("B1", "B3"),
    "pass_through": ("C4", "C6"),
    "agreement_bid_cost": ("B3", "C4"),
    "outside_activity": ("A2", "B5"),
    "price_level": ("C6", "C1", "C2"),
    "price_drift": ("C6", "C3"),
    "cost_deviation_mean": ("C5", "C3"),
    "cost_deviation_sd": ("C5", "C1"),
    "cost_tail_probability": ("C5", "F6"),
    "cost_tail_size": ("C5", "F6"),
    "time_deviation": ("F5", "F2"),
    "time_multiplier": ("F5", "F2"),
    "progress_ratio": ("F4", "F3"),
    "learning_cost_share": ("F4", "F3"),
    "forgetting": ("F4", "A2"),
    "team_turnover": ("D6", "D4"),
    "dispute_cost": ("E3", "E1"),
    "rework_cost": ("F6", "F2"),
    "delay_cost": ("F5", "G2"),
    "ceiling_factor": ("B5", "B6", "A3"),
    "realisation": ("A2", "A7", "C7"),
    "max_wait_months": ("A2", "F5"),
    "planned_lead_months": ("B2", "F1"),
    "forgetting_gap_months": ("F4", "A2"),
    "real_discount_rate": ("C7",),
    "market_index_quarterly_sd": ("C6", "C7"),
    "market_index_autocorrelation": ("C6", "C7"),
    "market_index_drift": ("C6", "C7"),
    "pipeline_correlation": ("A2", "C7"),
    "effect_correlation": ("E1", "E5"),
    "tail_running_share": ("B4", "D1"),
    "problem_tail_multiplier": ("C5", "F6"),
    "option_noise_ratio": ("B6", "H1"),
}


def subject_of(parameter: str) -> Context:
    """Where somebody stands who reads about a number: a client about to decide."""
    return Context(SUBJECTS[parameter], "F1", "client")
