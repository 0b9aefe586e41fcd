"""Rows of the running partnership to numbers and back.

``ceiling`` is not among these: it brings NumPy, which a process that shows no page leaves out until it is asked.
"""

from maskinrum.steering.analysis.continuity import tail_of, team_gaps, works_of
from maskinrum.steering.analysis.option import option_clock
from maskinrum.steering.analysis.warnings import Warned, warnings_of

__all__ = ["Warned", "option_clock", "tail_of", "team_gaps", "warnings_of", "works_of"]
