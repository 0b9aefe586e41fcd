"""The words of start plans and legal dates: reasons, warnings, and what cannot be planned or counted."""

from maskinrum.planning.phrases.dates import EVENTS, PROBLEMS, SHORTENINGS, STAGES, WATCHES, problem_words

__all__ = ["EVENTS", "PROBLEMS", "SHORTENINGS", "STAGES", "WATCHES", "problem_words"]
