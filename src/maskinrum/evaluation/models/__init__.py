"""The evaluation of a running partnership: its model, its rounds, what was answered, and what was found."""

from maskinrum.evaluation.models.answers import MaturityAnswer, Tally, VoluntaryTexts
from maskinrum.evaluation.models.consents import ComparisonConsent, SharedFigure
from maskinrum.evaluation.models.figures import ManualFigure
from maskinrum.evaluation.models.findings import Finding, FindingAction, NewBasis
from maskinrum.evaluation.models.questions import EvaluationModel, EvaluationQuestion, ModelItem, Wording
from maskinrum.evaluation.models.reading import Reading, ReportRelease
from maskinrum.evaluation.models.results import ResponseRate, Result
from maskinrum.evaluation.models.rounds import Cell, Invitation, Respondent, Round

__all__ = [
    "Cell",
    "ComparisonConsent",
    "EvaluationModel",
    "EvaluationQuestion",
    "Finding",
    "FindingAction",
    "Invitation",
    "ManualFigure",
    "MaturityAnswer",
    "ModelItem",
    "NewBasis",
    "Reading",
    "ReportRelease",
    "Respondent",
    "ResponseRate",
    "Result",
    "Round",
    "SharedFigure",
    "Tally",
    "VoluntaryTexts",
    "Wording",
]
