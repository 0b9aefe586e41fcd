"""Experiences, who used them, what is attached to them; tools; recommendations; booklets."""

from maskinrum.knowledge.models.attachments import CLEANER, Attachment
from maskinrum.knowledge.models.booklets import Booklet, BookletItem
from maskinrum.knowledge.models.duplicates import DistinctPair
from maskinrum.knowledge.models.evidence import EvidenceRow, EvidenceVersion
from maskinrum.knowledge.models.experiences import Experience, ExperienceVersion, NamedPartner
from maskinrum.knowledge.models.recommendations import Recommendation, RecommendationEvidence, RecommendationVersion
from maskinrum.knowledge.models.tools import Tool, ToolFile, ToolOrigin, ToolUse, ToolVersion
from maskinrum.knowledge.models.use import ExperienceComment, ExperienceUse

__all__ = [
    "CLEANER",
    "Attachment",
    "Booklet",
    "BookletItem",
    "DistinctPair",
    "EvidenceRow",
    "EvidenceVersion",
    "Experience",
    "ExperienceComment",
    "ExperienceUse",
    "ExperienceVersion",
    "NamedPartner",
    "Recommendation",
    "RecommendationEvidence",
    "RecommendationVersion",
    "Tool",
    "ToolFile",
    "ToolOrigin",
    "ToolUse",
    "ToolVersion",
]
