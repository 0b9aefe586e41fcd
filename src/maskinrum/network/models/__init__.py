"""What the network asks and answers, and who stands where."""

from maskinrum.network.models.questions import ASKABLE, Contribution, Question, QuestionVersion, Routing
from maskinrum.network.models.sparring import SparringProposal, SparringRequest
from maskinrum.network.models.stands import SHOWABLE, ContactCard, Stand
from maskinrum.network.models.subscriptions import Subscription

__all__ = [
    "ASKABLE",
    "SHOWABLE",
    "ContactCard",
    "Contribution",
    "Question",
    "QuestionVersion",
    "Routing",
    "SparringProposal",
    "SparringRequest",
    "Stand",
    "Subscription",
]
