"""Stops of experiences, with drafts, unread ones and ones for few, every text of them a secret."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.knowledge.actions import (
    add_comment,
    change_experience,
    pass_review,
    record_use,
    send_to_review,
    start_draft,
)
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Attachment, Experience, ExperienceComment
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Partnership
from tests.conftest import NOW
from tests.house.register_stops import hidden as hidden_partnerships
from tests.house.walk import OPEN, OWN, SIGNED_IN, Answer, Gets, Stop, World, alike
from tests.knowledge.telling import told_facts

MISSING, OK, LOGIN, MOVED = Answer.MISSING, Answer.OK, Answer.LOGIN, Answer.MOVED
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
READ_BY_PARTIES = Gets(MISSING, MISSING, MISSING, OK, OK, OK)
READ_BEFORE = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK, secretariat=OK)
SECRETARIAT = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, MISSING, secretariat=OK)
OTHERS = Gets(LOGIN, MISSING, OK, OK, MISSING, MISSING)
MANAGER = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, OK)


def secret_facts(world: World, what: str, *, is_shared: bool = False, to: tuple[str, ...] = ()) -> ExperienceFacts:
    """An experience of which every text is a secret."""

    def secret(field: str) -> str:
        return world.secret(f"{what}{field}", is_shared=is_shared, known_to=to)

    return told_facts(
        title=secret("titel"),
        context=secret("sammenhaeng"),
        happened=secret("haendt"),
        effect_text=secret("virkning"),
        advice=secret("raad"),
    )


def once(key: str, make: Any) -> dict[str, Any]:
    """Make one with this key, unless another stop has."""
    if not Experience.objects.filter(key=key).exists():
        row = make()
        Experience.objects.filter(pk=row.pk).update(key=key)
    return {"key": key}


def a_draft(world: World) -> dict[str, Any]:
    """The member's own draft."""
    facts = secret_facts(world, "Kladde")
    return once("kladden", lambda: start_draft(facts, viewer=world.viewer("member"), now=NOW))


def unread(world: World) -> dict[str, Any]:
    """One that the secretariat reads before others do."""
    facts, member = secret_facts(world, "Ulaest", to=("secretariat",)), world.viewer("member")
    return once("ulaest", lambda: send_to_review(start_draft(facts, viewer=member, now=NOW), viewer=member, now=NOW))


def for_parties(world: World) -> dict[str, Any]:
    """One that is published for the parties of a partnership, among them the guest."""
    hidden_partnerships(world)
    facts = secret_facts(world, "Parterne", is_shared=True)
    there = Partnership.objects.get(slug="liste-partnership")
    facts = replace(facts, visibility="partnership", partnership=str(there.pk))
    return once("parterne", lambda: let_through(world, facts))


def let_through(world: World, facts: ExperienceFacts) -> Experience:
    """One of the member's that the operator has let through."""
    member = world.viewer("member")
    row = send_to_review(start_draft(facts, viewer=member, now=NOW), viewer=member, now=NOW)
    return pass_review(row, named=[], viewer=OPERATOR, now=NOW)


def within(world: World) -> dict[str, Any]:
    """One that is published inside the organisation, and opened to the guest's by name."""
    facts = replace(secret_facts(world, "Indenfor", is_shared=True), visibility="organisation")

    def make() -> Experience:
        row = let_through(world, facts)
        grant_access(row, organisation=world.guest_organisation, viewer=world.viewer("manager"), now=NOW)
        return row

    return once("indenfor", make)


def reworded(world: World) -> dict[str, Any]:
    """The first version of one that stays in the organisation and was changed since."""
    facts = replace(secret_facts(world, "Omskrevet"), visibility="organisation")

    def make() -> Experience:
        row, mended = let_through(world, facts), replace(facts, phase="F3")
        return change_experience(row, facts=mended, expected_revision=1, viewer=OPERATOR, now=NOW)

    return once("omskrevet", make) | {"revision": 1}


def its_page(world: World) -> dict[str, Any]:
    """The same as it stands now."""
    return {name: value for name, value in reworded(world).items() if name != "revision"}


def granted(world: World) -> dict[str, Any]:
    """The grant that opens it."""
    arguments = within(world)
    row = Experience.objects.get(key="indenfor")
    return arguments | {"grant_id": Grant.objects.filter(object_id=row.pk).latest("granted_at", "id").pk}


def naming(world: World) -> dict[str, Any]:
    """One that names the secretariat's own organisation, and waits for its yes."""
    facts, member = secret_facts(world, "Naevner", to=("secretariat",)), world.viewer("member")
    (person,) = [one for kind, one in world.people.items() if kind == "secretariat" and one]
    named = [person.memberships.get().organisation]

    def make() -> Experience:
        row = send_to_review(start_draft(facts, viewer=member, now=NOW), viewer=member, now=NOW)
        return pass_review(row, named=named, viewer=OPERATOR, now=NOW)

    return once("naevner", make)


def an_open_one(world: World) -> dict[str, Any]:
    """One that everybody reads, used on a project that only the guest knows."""
    everything(world)

    def make() -> Experience:
        row = let_through(world, told_facts(title="Den aabne", visibility="open"))
        use = {"outcome": UseOutcome.WORKED, "text": "Det hjalp.", "place": "112 boliger"}
        record_use(row, **use, viewer=world.viewer("guest"), now=NOW)  # type: ignore[arg-type]
        add_comment(row, text="Det gjaldt kun tagene.", viewer=world.viewer("guest"), now=NOW)
        return row

    return once("aaben", make)


def everything(world: World) -> dict[str, Any]:
    """All that not everybody may see."""
    for make in (a_draft, unread, for_parties, within, naming):
        make(world)
    return {}


def commented(world: World) -> dict[str, Any]:
    """The guest's comment."""
    arguments = an_open_one(world)
    return arguments | {"comment_id": ExperienceComment.objects.latest("written_at", "id").pk}


def with_file(world: World) -> dict[str, Any]:
    """A file beside the draft, its name a secret."""
    arguments = a_draft(world)
    name = f"{world.secret('Bilag')}.pdf"
    row = Experience.objects.get(key="kladden")
    kept = {"name": name, "kind": "pdf", "file": "ingen", "size": 4, "digest": "aftryk", "uploaded_at": NOW}
    Attachment.objects.filter(file="ingen").delete()
    return arguments | {"file_id": Attachment.objects.create(experience=row, **kept).pk}


def named_file(world: World) -> dict[str, Any]:
    """The page of the draft's files."""
    arguments = with_file(world)
    return {"key": arguments["key"]}


def context(world: World) -> dict[str, str]:
    """The first text of an experience."""
    return {"context": "Vi flyttede ind.", "visibility": "network", "language": "da"}


def experience_stops() -> Iterator[Stop]:
    """The pages of experiences."""
    yield Stop("knowledge:index", OPEN, everything)
    yield Stop("knowledge:index", alike(Answer.NOT_ALLOWED), method="post")
    yield Stop("knowledge:tell", SIGNED_IN, everything)
    yield Stop("knowledge:tell", replace(alike(MOVED), visitor=LOGIN, newcomer=OK), everything, "post", context)
    yield Stop("knowledge:mine", SIGNED_IN, everything)
    yield from import_stops()
    queue = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, OK, secretariat=OK)
    yield Stop("knowledge:queue", queue, everything)
    yield from page_stops()
    yield from write_stops()


def import_stops() -> Iterator[Stop]:
    """Many at once: only for whoever acts for an organisation, and into that one."""
    yield Stop("knowledge:import", SIGNED_IN, everything)
    brought = replace(alike(MOVED), visitor=LOGIN, newcomer=OK)
    yield Stop("knowledge:import", brought, everything, "post", two_rows)
    template = replace(alike(OK), visitor=LOGIN, newcomer=MISSING)
    yield Stop("knowledge:import_template", template, in_danish)
    yield Stop("knowledge:import_template", replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN), in_danish, "post")


def in_danish(world: World) -> dict[str, Any]:
    """The Danish template, while there are partnerships that not everybody may see."""
    hidden_partnerships(world)
    return {"language": "da"}


def two_rows(world: World) -> dict[str, str]:
    """What was read, as it comes back."""
    return {"rows": '[[2, {"title": "Tage"}], [3, {"title": "Vinduer"}]]'}


def page_stops() -> Iterator[Stop]:
    """One experience, seen by those who may."""
    members = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK)
    yield Stop("knowledge:experience", members, a_draft)
    yield Stop("knowledge:experience", READ_BEFORE, unread)
    yield Stop("knowledge:experience", READ_BEFORE, naming)
    yield Stop("knowledge:experience", READ_BY_PARTIES, for_parties)
    yield Stop("knowledge:experience", READ_BY_PARTIES, within)
    yield Stop("knowledge:experience", OPEN, an_open_one)
    yield Stop("knowledge:versions", READ_BY_PARTIES, for_parties)
    yield Stop("knowledge:versions", READ_BEFORE, unread)
    yield Stop("knowledge:experience", members, its_page)
    yield Stop("knowledge:versions", members, its_page)
    yield Stop("knowledge:close_version", MANAGER, reworded)
    yield Stop("knowledge:edit", OWN, a_draft)
    yield Stop("knowledge:edit", replace(READ_BEFORE, visitor=LOGIN), unread)
    yield Stop("knowledge:review", SECRETARIAT, unread)
    yield Stop("knowledge:approval", SECRETARIAT, naming)
    yield Stop("knowledge:keep", MANAGER, within)
    yield Stop("knowledge:used", OTHERS, an_open_one)
    yield Stop("knowledge:used", replace(OTHERS, outsider=MISSING), for_parties)
    yield Stop("knowledge:comment", replace(OTHERS, member=OK, manager=OK), an_open_one)
    yield Stop("knowledge:duplicates", SECRETARIAT, two_alike)
    yield Stop("knowledge:merge", SECRETARIAT, two_alike_keys)
    yield Stop("knowledge:sharing", MANAGER, within)
    yield Stop("knowledge:files", OWN, named_file)
    # The row has no file on the disk: fetching is held by tests/knowledge/test_attachments.py.
    yield Stop("knowledge:file", alike(MISSING), with_file)
    yield Stop("knowledge:remove_file", NOT_SO, with_file)


def write_stops() -> Iterator[Stop]:
    """What changes something."""
    yield Stop("knowledge:edit", replace(OWN, member=MOVED, manager=MOVED), a_draft, "post", context)
    for name in ("discard", "take_back"):
        yield Stop(f"knowledge:{name}", NOT_SO, a_draft)
    yield Stop("knowledge:discard", replace(OWN, member=MOVED, manager=MOVED), a_draft, "post")
    own = replace(OWN, member=MOVED, manager=MOVED, secretariat=Answer.BROKEN_RULE)
    yield Stop("knowledge:take_back", own, unread, "post")
    yield Stop("knowledge:remove_file", replace(OWN, member=MOVED, manager=MOVED), with_file, "post")
    yield Stop("knowledge:files", OWN, named_file, "post")
    yield Stop("knowledge:review", SECRETARIAT, unread, "post")
    yield Stop("knowledge:approval", SECRETARIAT, naming, "post")
    yield Stop("knowledge:merge", replace(SECRETARIAT, secretariat=MOVED), two_alike_keys, "post", first_stays)
    for name in ("tell_apart", "suggest_again"):
        yield Stop(f"knowledge:{name}", NOT_SO, two_alike_keys)
        yield Stop(f"knowledge:{name}", replace(SECRETARIAT, secretariat=MOVED), two_alike_keys, "post")
    yield Stop("knowledge:used", replace(OTHERS, outsider=MOVED, guest=MOVED), an_open_one, "post", worked)
    yield Stop("knowledge:uncomment", NOT_SO, commented)
    wrong = Answer.BROKEN_RULE
    taken = Gets(LOGIN, wrong, wrong, MOVED, wrong, wrong, secretariat=MOVED)
    yield Stop("knowledge:uncomment", taken, commented, "post")
    yield Stop("knowledge:close_version", replace(MANAGER, manager=MOVED), reworded, "post", why)
    yield Stop("knowledge:stop_sharing", NOT_SO, granted)
    yield Stop("knowledge:stop_sharing", replace(MANAGER, manager=MOVED), granted, "post")


def two_alike(world: World) -> dict[str, Any]:
    """Two that tell the same, and all that not everybody may see."""
    everything(world)
    for key in ("ens", "ogsaa"):
        once(key, lambda: let_through(world, told_facts(title="Ens")))
    return {}


def two_alike_keys(world: World) -> dict[str, Any]:
    """The keys of both."""
    two_alike(world)
    return {"key": "ens", "other": "ogsaa"}


def first_stays(world: World) -> dict[str, str]:
    """The first of the two stays."""
    return {"stays": "ens"}


def why(world: World) -> dict[str, str]:
    """A name stood there."""
    return {"reason": "Et navn stod der."}


def worked(world: World) -> dict[str, str]:
    """It worked."""
    return {"outcome": "worked"}
