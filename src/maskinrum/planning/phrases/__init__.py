"""The words of start plans and legal dates: reasons, warnings, and what cannot be planned or counted."""

from maskinrum.planning.phrases.dates import EVENTS, SHORTENINGS, STAGES, WATCHES, problem_words

__all__ = ["EVENTS", "SHORTENINGS", "STAGES", "WATCHES", "problem_words"]
