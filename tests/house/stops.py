"""The addresses of Maskinrum and what each kind of viewer gets there."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant
from maskinrum.partnerships.models import Project
from maskinrum.shared.actions import send_later
from tests.conftest import NOW
from tests.decisions.making import TAGET, opened, posted
from tests.house import account_stops
from tests.house.analysis_stops import analysis_stops
from tests.house.booklet_stops import booklet_stops
from tests.house.entry_stops import entry_stops
from tests.house.evaluation_stops import evaluation_stops
from tests.house.evidence_stops import evidence_stops
from tests.house.experience_stops import experience_stops
from tests.house.figures_stops import figures_stops
from tests.house.joint_stops import joint_stops
from tests.house.ladder_stops import ladder_stops
from tests.house.meeting_stops import meeting_stops
from tests.house.news_stops import news_stops
from tests.house.organisation_stops import ORGANISATIONS
from tests.house.plan_stops import plan_stops
from tests.house.question_stops import question_stops
from tests.house.readiness_stops import readiness_stops
from tests.house.reading_stops import reading_stops
from tests.house.register_stops import register_stops
from tests.house.salon_stops import salon_stops
from tests.house.search_stops import SEARCH
from tests.house.sparring_stops import sparring_stops
from tests.house.stand_stops import stand_stops
from tests.house.steering_stops import steering_stops
from tests.house.subscription_stops import subscription_stops
from tests.house.tool_stops import tool_stops
from tests.house.walk import OPEN, OWN, SHARED, SIGNED_IN, SIGNED_OUT, Answer, Gets, Stop, World, alike

PAGES = [
    *(
        Stop(name, OPEN)
        for name in ("front", "menu", "about", "method", "glossary", "accessibility", "privacy", "style")
    ),
    Stop("colour_scheme", alike(Answer.NOT_ALLOWED)),
    Stop("colour_scheme", alike(Answer.MOVED), method="post"),
]

# Without a code that waits to be written, the pages for writing it lead back to where one asks for it.
ACCOUNT = [
    Stop("account_login", SIGNED_OUT),
    Stop("account_request_login_code", SIGNED_OUT),
    Stop("account_confirm_login_code", alike(Answer.MOVED)),
    Stop("account_signup", SIGNED_OUT),
    Stop("account_email_verification_sent", replace(alike(Answer.MOVED), visitor=Answer.LOGIN)),
    Stop("account_reset_password", OPEN),
    Stop("account_confirm_password_reset_code", alike(Answer.LOGIN)),
    Stop("account_complete_password_reset", alike(Answer.MOVED)),
    Stop("account_password_reset_completed", OPEN),
    Stop("account_inactive", OPEN),
    Stop("account_reauthenticate", SIGNED_IN),
    Stop("account_email", SIGNED_IN),
    Stop("account_change_password", SIGNED_IN),
    Stop("account_set_password", replace(alike(Answer.MOVED), visitor=Answer.LOGIN)),
    Stop("account_logout", replace(OPEN, visitor=Answer.MOVED)),
    Stop("account_logout", alike(Answer.MOVED), method="post"),
    Stop("organisations:me", SIGNED_IN),
    Stop("organisations:me", replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN), method="post"),
]


def shared_file(world: World) -> dict[str, Any]:
    """A file that the guest's organisation may read, every text of it a secret to the others."""
    project, group = world.secret("Projekt", is_shared=True), world.secret("Gruppe", is_shared=True)
    facts = replace(TAGET, name=project, group=group)
    title, note = world.secret("Titel", is_shared=True), world.secret("Note", is_shared=True)
    manager = world.viewer("manager")
    file = opened(world.organisation, manager, NOW, facts, title=title, note=note)
    grant_access(file, organisation=world.guest_organisation, expires_at=None, viewer=manager, now=NOW)
    listed_project(world)
    return {"file_id": file.pk}


def own_file(world: World) -> dict[str, Any]:
    """A file that nobody outside may read."""
    facts = replace(TAGET, name=world.secret("Egetprojekt"))
    opened(world.organisation, world.viewer("manager"), NOW, facts, title=world.secret("Egentitel"))
    return {}


def listed_project(world: World) -> dict[str, Any]:
    """A project on the list that no file rests on."""
    Project.objects.create(
        organisation=world.organisation,
        name=world.secret("Paalisten"),
        budget="7613.417",
        planned_start="2029-03-01",
        duration=9,
    )
    return {}


def given(**arguments: str) -> Any:
    """Arguments that need nothing of the world."""
    return lambda world: arguments


def result_as(kind: str) -> Any:
    """The arguments of the answer as a file of one kind."""
    return lambda world: shared_file(world) | {"kind": kind}


def as_file(kind: str) -> Any:
    """The arguments of the list as a file of one kind."""
    return lambda world: listed_project(world) | {"kind": kind}


def grant(world: World) -> dict[str, Any]:
    """The grant on a shared file."""
    arguments = shared_file(world)
    return arguments | {"grant_id": Grant.objects.get(object_id=arguments["file_id"]).pk}


def named(world: World) -> dict[str, str]:
    """What the form for a file takes."""
    return {"title": "Nyt navn", "case_date": "2027-01-01", "revision": revision()}


def revision() -> str:
    """What a page of the file just opened carries."""
    return str(DecisionFile.objects.latest("created_at", "id").revision)


def saved(world: World) -> dict[str, str]:
    """What the button that saves the panel sends."""
    return {"keep": "1", "what_if": "shift=18", "revision": revision()}


def shared_with(world: World) -> dict[str, str]:
    """Let the outsider's organisation in."""
    return {"organisation": str(world.viewer("outsider").organisation)}


def rows(world: World) -> dict[str, str]:
    """A table with one project."""
    return posted([TAGET])


MANAGERS = replace(OWN, member=Answer.MISSING)
OWN_WRITE = replace(OWN, member=Answer.MOVED, manager=Answer.MOVED)
MANAGERS_WRITE = replace(MANAGERS, manager=Answer.MOVED)
NO_SUCH = replace(alike(Answer.MISSING), visitor=Answer.LOGIN)
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
MEMBERS_ONLY = replace(SIGNED_IN, newcomer=Answer.MISSING)


def without_organisation_ok(answer: Answer) -> Gets:
    """Visitors and newcomers get the page again, members get something else."""
    return replace(alike(answer), visitor=Answer.OK, newcomer=Answer.OK)


def decision_stops() -> Iterator[Stop]:
    """Decision files: shared ones are read by guests, and changed by their owners only."""
    for name in ("file", "break_even", "findings", "drivers_csv", "twins"):
        yield Stop(f"decisions:{name}", SHARED, shared_file)
        yield Stop(f"decisions:{name}", NOT_SO, shared_file, "post")
    for kind in ("xlsx", "csv", "json"):
        yield Stop("decisions:export", SHARED, result_as(kind))
    yield Stop("decisions:export", NO_SUCH, result_as("pdf"))
    for name in ("edit", "projects", "remove", "assumptions"):
        yield Stop(f"decisions:{name}", OWN, shared_file)
    yield Stop("decisions:edit", OWN_WRITE, shared_file, "post", named)
    yield Stop("decisions:edit", OWN_WRITE, shared_file, "post", saved)
    yield Stop("decisions:projects", OWN_WRITE, shared_file, "post", own_choice)
    yield Stop("decisions:assumptions", OWN_WRITE, shared_file, "post", put_back)
    yield Stop("decisions:remove", replace(OWN_WRITE, member=Answer.BROKEN_RULE), shared_file, "post")
    yield Stop("decisions:sharing", MANAGERS, shared_file)
    yield Stop("decisions:sharing", MANAGERS_WRITE, shared_file, "post", shared_with)
    yield Stop("decisions:stop_sharing", NOT_SO, grant)
    yield Stop("decisions:stop_sharing", MANAGERS_WRITE, grant, "post")
    yield Stop("decisions:index", OPEN, own_file)
    yield Stop("decisions:index", alike(Answer.NOT_ALLOWED), own_file, "post")
    yield Stop("decisions:new", MEMBERS_ONLY, own_file)


def own_choice(world: World) -> dict[str, str]:
    """A project of the organisation that owns the file."""
    project = Project.objects.filter(organisation=world.organisation)[0]
    return {"projects": str(project.pk), "revision": revision()}


def put_back(world: World) -> dict[str, str]:
    """All assumptions as shipped."""
    return {"reset": "1", "revision": revision()}


def first_answer_stops() -> Iterator[Stop]:
    """The first answer: open to everybody, kept by those who act for an organisation."""
    yield Stop("decisions:trial", OPEN, own_file)
    for name in ("trial", "trial_break_even", "trial_findings", "trial_assumptions", "trial_portfolio"):
        yield Stop(f"decisions:{name}", OPEN, own_file, "post", rows)
    for name in ("trial_break_even", "trial_findings", "trial_assumptions", "trial_portfolio", "keep"):
        yield Stop(f"decisions:{name}", alike(Answer.NOT_ALLOWED))
    yield Stop("decisions:keep", without_organisation_ok(Answer.MOVED), own_file, "post", rows)
    for name in ("demo", "real"):
        yield Stop("decisions:example", OPEN, given(name=name))
    yield Stop("decisions:example", alike(Answer.MISSING), given(name="ukendt"))
    yield Stop("decisions:standard", OPEN)


def project_stops() -> Iterator[Stop]:
    """The list of projects is each organisation's own: everybody else sees the own list, or none."""
    yield Stop("partnerships:departments", MEMBERS_ONLY, listed_project)
    yield Stop(
        "partnerships:departments",
        replace(alike(Answer.MOVED), visitor=Answer.LOGIN, newcomer=Answer.MISSING),
        listed_project,
        "post",
        tied,
    )
    yield Stop("partnerships:projects", SIGNED_IN, listed_project)
    yield Stop("partnerships:projects", SIGNED_IN, listed_project, "post", rows)
    for kind in ("xlsx", "csv"):
        yield Stop("partnerships:export", SIGNED_IN, as_file(kind))
        yield Stop("partnerships:template", OPEN, given(kind=kind))
    yield Stop("partnerships:export", NO_SUCH, as_file("json"))
    yield Stop("partnerships:template", alike(Answer.MISSING), given(kind="json"))


def tied(world: World) -> dict[str, str]:
    """The listed project, without a department."""
    return {str(Project.objects.filter(organisation=world.organisation)[0].pk): ""}


def mail_in_outbox(world: World) -> dict[str, Any]:
    """A mail that nobody but the secretariat may know of."""
    mail = send_later("modtager@nord.example", subject="Emne", text="Tekst", kind="account", now=NOW)
    return {"mail_id": mail.pk}


def mails_in_outbox(world: World) -> dict[str, Any]:
    """The list with a mail on it."""
    mail_in_outbox(world)
    return {}


def outbox_stops() -> Iterator[Stop]:
    """The outbox is the secretariat's: to all others it is not there."""
    yield Stop("outbox:mails", replace(NO_SUCH, secretariat=Answer.OK), mails_in_outbox)
    yield Stop("outbox:mail", replace(NO_SUCH, secretariat=Answer.OK), mail_in_outbox)
    for name in ("again", "give_up"):
        yield Stop(f"outbox:{name}", replace(NO_SUCH, secretariat=Answer.NOT_ALLOWED), mail_in_outbox)
        yield Stop(f"outbox:{name}", replace(NO_SUCH, secretariat=Answer.MOVED), mail_in_outbox, "post")


STOPS: list[Stop] = [
    *ORGANISATIONS,
    *PAGES,
    *ACCOUNT,
    *account_stops.ACCOUNT,
    *decision_stops(),
    *readiness_stops(),
    *joint_stops(),
    *first_answer_stops(),
    *project_stops(),
    *register_stops(),
    *entry_stops(),
    *experience_stops(),
    *tool_stops(),
    *question_stops(),
    *news_stops(),
    *stand_stops(),
    *sparring_stops(),
    *subscription_stops(),
    *evidence_stops(),
    *analysis_stops(shared_file),
    *booklet_stops(),
    *salon_stops(),
    *meeting_stops(),
    *ladder_stops(),
    *plan_stops(),
    *evaluation_stops(),
    *reading_stops(),
    *figures_stops(),
    *steering_stops(),
    *outbox_stops(),
    *SEARCH,
]
