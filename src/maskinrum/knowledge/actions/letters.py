"""Letters about experiences and tools: to whoever is named, told, brought a file or used an older version."""

from datetime import datetime

from maskinrum.knowledge.models import Attachment, Experience, NamedPartner, ToolFile, ToolVersion
from maskinrum.knowledge.queries.tools import tools
from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import deciders_of, viewer_of

EXPERIENCE_NAMED = "experience_named"
EXPERIENCE_ANSWERED = "experience_answered"
TOOL_NEWER = "tool_newer"
FILE_SET_ASIDE = "file_set_aside"


def ask_partner(named: NamedPartner, *, now: datetime) -> None:
    """Write to those who decide for an organisation that an experience names."""
    for person in deciders_of(named.organisation_id):
        link = address_of_page("knowledge:approval", person.language, key=named.experience.key)
        write_to(person, EXPERIENCE_NAMED, now=now, organisation=named.organisation, link=link)


def tell_writer(row: Experience, outcome: str, *, now: datetime) -> None:
    """Write to whoever told an experience what came of it: ``published``, ``sent_back``, ``declined``, ``changed``."""
    person = Person.objects.filter(pk__in=[row.written_by]).first()
    if person is not None:
        link = address_of_page("knowledge:experience", person.language, key=row.key)
        write_to(person, EXPERIENCE_ANSWERED, now=now, experience=row, outcome=outcome, link=link)


def tell_of_set_aside(row: Attachment | ToolFile, person: Person, why: str, *, now: datetime) -> None:
    """Write that a stored file was put aside, why, and where another can take its place."""
    if isinstance(row, Attachment):
        link = address_of_page("knowledge:files", person.language, key=row.experience.key)
    else:
        link = address_of_page("tools:tool", person.language, key=row.version.tool.key)
    write_to(person, FILE_SET_ASIDE, now=now, file=row.name, why=why, link=link)


def tell_of_newer_version(version: ToolVersion, *, now: datetime) -> None:
    """Write to those who told that they used an older version, as long as they may see the tool."""
    tool = version.tool
    told = tool.uses.filter(version__number__lt=version.number).exclude(recorded_by=None)
    for person in Person.objects.filter(pk__in=told.values("recorded_by")).order_by("pk"):
        if tools(viewer_of(person), now=now).filter(pk=tool.pk).exists():
            link = address_of_page("tools:tool", person.language, key=tool.key)
            title = (tool.title_en if person.language == "en" else "") or tool.title
            write_to(person, TOOL_NEWER, now=now, title=title, version=version, link=link)
