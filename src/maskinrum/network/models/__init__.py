"""What the network asks and answers."""

from maskinrum.network.models.questions import ASKABLE, Contribution, Question, Routing

__all__ = ["ASKABLE", "Contribution", "Question", "Routing"]
