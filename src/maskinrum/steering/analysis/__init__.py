"""Rows of the running partnership to numbers and back."""

from maskinrum.steering.analysis.ceiling import ceiling_meter
from maskinrum.steering.analysis.continuity import tail_of, team_gaps, works_of
from maskinrum.steering.analysis.option import option_clock
from maskinrum.steering.analysis.warnings import Warned, warnings_of

__all__ = ["Warned", "ceiling_meter", "option_clock", "tail_of", "team_gaps", "warnings_of", "works_of"]
