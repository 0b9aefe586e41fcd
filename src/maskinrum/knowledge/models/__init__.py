"""Experiences, who used them, what others say to them, and what is attached to them."""

from maskinrum.knowledge.models.attachments import Attachment
from maskinrum.knowledge.models.experiences import Experience, ExperienceVersion, NamedPartner
from maskinrum.knowledge.models.use import ExperienceComment, ExperienceUse

__all__ = [
    "Attachment",
    "Experience",
    "ExperienceComment",
    "ExperienceUse",
    "ExperienceVersion",
    "NamedPartner",
]
