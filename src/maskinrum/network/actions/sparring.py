"""Ask for a conversation, propose somebody, answer, agree on a day, and say what came of it."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions import start_draft
from maskinrum.knowledge.facts import MOST_THEMES, ExperienceFacts, theme_named
from maskinrum.knowledge.models import Experience
from maskinrum.network.actions.letters import (
    ask_for_sparring,
    tell_of_left,
    tell_of_offered_day,
    tell_of_sparring,
    tell_of_withdrawn,
    tell_other_of_sparring,
)
from maskinrum.network.actions.recording import sent_before
from maskinrum.network.enums import ProposalState, SparringState
from maskinrum.network.facts.conversations import FURTHEST, Slot
from maskinrum.network.facts.sparring import Pair, assign
from maskinrum.network.models import SparringProposal, SparringRequest
from maskinrum.network.permissions import is_proposed, is_sparring, sparring_asker
from maskinrum.network.queries import (
    current_proposal,
    is_still_asking,
    lapsed_proposals,
    open_wishes,
    proposals_left_behind,
    sparring_candidates,
    wishes_left_behind,
)
from maskinrum.network.queries.sparring import LOOKING
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR, Viewer, can_manage_network
from maskinrum.shared.errors import DomainError


def _held(row: SparringRequest) -> SparringRequest:
    """The wish as it is stored now, held. Raises DomainError where it went with whoever asked at this moment."""
    found = SparringRequest.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise DomainError(_("Whoever asked is not here any more, and the wish is gone. Nothing was changed."))
    return found


def _move(row: SparringRequest, state: SparringState, verb: str, *, viewer: Viewer, now: datetime) -> None:
    before, row.state, row.changed_at = row.state, state, now
    if state == SparringState.AGREED:
        # What was agreed with somebody who is gone says nothing of when these two talk.
        row.meets_on = row.meets_at = None
    if state in (SparringState.AGREED, SparringState.WAITING):
        row.offered_on = row.offered_at = row.offered_by = None
    row.sequence += 1
    row.save()
    record(verb, row, viewer=viewer, now=now, changes={"state": [before, state.value]})


@transaction.atomic
def ask_for_conversation(
    themes: tuple[str, ...], *, text: str, viewer: Viewer, now: datetime, once: str = ""
) -> SparringRequest:
    """Ask for a conversation; with a key that the page chose (``once``), sent twice is asked once.

    Raises DomainError without an organisation, words, or one to three themes.
    """
    if not viewer.is_member:
        raise DomainError(_("You act for no organisation yet. Ask to take part first."))
    if not 0 < len(themes) <= MOST_THEMES or any(theme_named(code) is None for code in themes):
        raise DomainError(_("Choose one to three themes."), field="theme_1")
    if not text.strip():
        raise DomainError(_("Write what you want to talk about."), field="text")
    sent, key = sent_before(SparringRequest.objects.all(), once, viewer=viewer)
    if sent is not None:
        return sent
    row = SparringRequest(key=key, asked_by=viewer.person, text=text.strip(), asked_at=now, changed_at=now)
    row.organisation_id, row.theme_codes = viewer.organisation, " ".join(themes)  # type: ignore[assignment]
    row.save()
    record("ask_for_conversation", row, viewer=viewer, now=now)
    return row


@transaction.atomic
def propose_conversations(now: datetime) -> int:
    """Ask the best for every open wish at once, and return how many were asked. Safe to do twice, also at once.

    Whoever has left takes no part any more, and whoever has not answered for a week counts as having said no first.
    """
    looking = SparringRequest.objects.select_for_update().filter(state__in=LOOKING)
    held = {row.pk: row for row in looking.order_by("pk")}
    _leave(held, now)
    for proposal in lapsed_proposals(now):
        _answered(proposal, ProposalState.LAPSED, viewer=OPERATOR, now=now)
    rows = {str(key): row for key, row in held.items()}
    # A wish that came since then is not held; it is looked at the next time.
    pairs = assign(open_wishes(among=held), sparring_candidates())
    for pair in pairs:
        _propose(rows[pair.wish], pair, now)
    return len(pairs)


def _propose(row: SparringRequest, pair: Pair, now: datetime) -> None:
    row.refresh_from_db()
    shared = {name: list(values) for name, values in pair.shared.items()}
    proposal = SparringProposal(request=row, person=uuid.UUID(pair.person), shared=shared, asked_at=now)
    proposal.organisation_id = uuid.UUID(pair.organisation)
    proposal.save()
    _move(row, SparringState.PROPOSED, "propose_conversation", viewer=OPERATOR, now=now)
    ask_for_sparring(proposal, now=now)


@transaction.atomic
def leave_conversations(now: datetime) -> int:
    """Take whoever has left the organisation they talk for out of its conversations, and return how many there were.

    Wishes of theirs are taken back; wishes that they were asked for, or had said yes to, look anew. Safe to do twice.
    """
    wishes = wishes_left_behind().values_list("pk", flat=True)
    left = {*wishes, *proposals_left_behind().values_list("request", flat=True)}
    held = SparringRequest.objects.select_for_update().filter(pk__in=left).order_by("pk")
    return _leave([row.pk for row in held], now)


def _leave(held: Collection[uuid.UUID], now: datetime) -> int:
    wishes = list(wishes_left_behind().filter(pk__in=held))
    for row in wishes:
        _withdraw(row, viewer=OPERATOR, now=now)
    proposals = list(proposals_left_behind().filter(request__in=held))
    for proposal in proposals:
        was_agreed = proposal.state == ProposalState.ACCEPTED
        _answered(proposal, ProposalState.DECLINED, viewer=OPERATOR, now=now)
        tell_of_left(proposal.request, was_agreed=was_agreed, now=now)
    return len(wishes) + len(proposals)


@transaction.atomic
def propose_now(*, viewer: Viewer, now: datetime) -> int:
    """Let the secretariat have them proposed at once. Raises DomainError for everybody else."""
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can do this."))
    return propose_conversations(now)


@transaction.atomic
def answer_proposal(row: SparringRequest, *, accepts: bool, viewer: Viewer, now: datetime) -> SparringRequest:
    """Say yes or no to a conversation; at a yes both learn how to reach each other.

    Saying yes twice is saying it once. Raises DomainError for whoever is not asked, when it is answered already, and
    when nobody asks any more.
    """
    current = _held(row)
    proposal = current_proposal(current)
    if accepts and _has_said_yes(viewer, current, proposal):
        return current
    is_asked = proposal is not None and is_proposed(viewer, proposal) and proposal.state == ProposalState.ASKED
    if proposal is None or not is_asked or current.state != SparringState.PROPOSED or not is_still_asking(current):
        raise DomainError(_("You are not asked for this conversation any more. Nothing was changed."))
    _answered(proposal, ProposalState.ACCEPTED if accepts else ProposalState.DECLINED, viewer=viewer, now=now)
    current.refresh_from_db()
    if accepts:
        tell_of_sparring(proposal, now=now)
    return current


def _has_said_yes(viewer: Viewer, row: SparringRequest, proposal: SparringProposal | None) -> bool:
    is_accepted = proposal is not None and proposal.state == ProposalState.ACCEPTED and is_proposed(viewer, proposal)
    return is_accepted and row.state == SparringState.AGREED


@transaction.atomic
def step_back(row: SparringRequest, *, words: str, viewer: Viewer, now: datetime) -> SparringRequest:
    """Take a yes back: the other one gets a letter with ``words``, if there are any, and somebody else is asked.

    Whoever stepped back is not asked for the same wish again. The words stand in the letter alone. Raises DomainError
    for others than whoever said yes, and when the conversation is over or was taken back meanwhile.
    """
    current = _held(row)
    proposal = current_proposal(current)
    if proposal is None or not is_proposed(viewer, proposal):
        raise DomainError(_("Only whoever said yes can take it back."))
    _refuse_unless_agreed(current)
    was_to_be = current.agreed
    _answered(proposal, ProposalState.STEPPED_BACK, viewer=viewer, now=now)
    current.refresh_from_db()
    tell_of_left(current, was_agreed=True, now=now, words=words.strip(), was_to_be=was_to_be)
    return current


def _answered(proposal: SparringProposal, state: ProposalState, *, viewer: Viewer, now: datetime) -> None:
    proposal.state, proposal.answered_at = state, now
    proposal.save(update_fields=["state", "answered_at"])
    agreed = state == ProposalState.ACCEPTED
    row = SparringRequest.objects.get(pk=proposal.request_id)
    verb = "step_back" if state == ProposalState.STEPPED_BACK else "answer_proposal"
    _move(row, SparringState.AGREED if agreed else SparringState.WAITING, verb, viewer=viewer, now=now)


@transaction.atomic
def offer_day(row: SparringRequest, slot: Slot, *, viewer: Viewer, now: datetime) -> SparringRequest:
    """Propose when the two talk; the other one is told and says whether it fits. What is agreed stands until then.

    Proposing what the other one proposes accepts it, and what is agreed or proposed already tells nobody. Raises
    DomainError for others than the two, before there is a yes, and for a time that cannot be.
    """
    current = _talking(row, viewer)
    _check(slot, now)
    if current.offered == slot:
        return current if current.offered_by == viewer.person else _accepted(current, viewer, now)
    if current.offered is None and current.agreed == slot:
        return current
    before = [current.offered_on, current.offered_at]
    current.offered_on, current.offered_at, current.offered_by = slot.day, slot.hour, viewer.person
    current.changed_at = now
    current.save()
    changes = {"offered_on": [before[0], slot.day], "offered_at": [before[1], slot.hour]}
    record("offer_day", current, viewer=viewer, now=now, changes=changes)
    tell_of_offered_day(current, viewer.person, now=now)
    return current


@transaction.atomic
def accept_day(row: SparringRequest, slot: Slot, *, viewer: Viewer, now: datetime) -> SparringRequest:
    """Say that what the other one proposes fits; ``slot`` is what was shown. The other one is told.

    Raises DomainError for whoever proposed it, when something else is proposed meanwhile, and for a time that is past.
    """
    current = _talking(row, viewer)
    if current.offered is None and current.agreed == slot:
        return current
    if current.offered != slot:
        raise DomainError(_("Something else is proposed now, so nothing was changed. Look at it once more."))
    if current.offered_by == viewer.person:
        raise DomainError(_("You proposed it yourself. The other one says whether it fits."))
    _check(slot, now)
    return _accepted(current, viewer, now)


def _accepted(current: SparringRequest, viewer: Viewer, now: datetime) -> SparringRequest:
    before = [current.meets_on, current.meets_at]
    current.meets_on, current.meets_at = current.offered_on, current.offered_at
    current.offered_on = current.offered_at = current.offered_by = None
    current.sequence += 1
    current.changed_at = now
    current.save()
    changes = {"meets_on": [before[0], current.meets_on], "meets_at": [before[1], current.meets_at]}
    record("agree_on_day", current, viewer=viewer, now=now, changes=changes)
    tell_other_of_sparring(current, viewer.person, now=now)
    return current


def _talking(row: SparringRequest, viewer: Viewer) -> SparringRequest:
    current = _held(row)
    _refuse_others(current, viewer)
    _refuse_unless_agreed(current)
    return current


def _refuse_unless_agreed(current: SparringRequest) -> None:
    """Raise DomainError that says why the two do not talk: it may have ended while one of them was writing."""
    if current.state == SparringState.DONE:
        raise DomainError(_("One of you has said already that you have talked. Nothing was changed."))
    if current.state == SparringState.WITHDRAWN:
        words = _("The wish was taken back, so the conversation does not take place. Nothing was changed.")
        raise DomainError(words)
    if current.state != SparringState.AGREED:
        if current.proposals.filter(state=ProposalState.STEPPED_BACK).exists():
            raise DomainError(
                _("The other one cannot talk after all, and somebody else is asked. Nothing was changed.")
            )
        raise DomainError(_("The conversation is not agreed. Wait until somebody has said yes."))


def _check(slot: Slot, now: datetime) -> None:
    """Raise DomainError for a time at which nobody talks."""
    if slot.day > (now + FURTHEST).date():
        raise DomainError(_("Choose a day within the next two years."), field="day")
    # The day alone first: of the first days there are, no moment can be told.
    if slot.day < (now - timedelta(days=1)).date() or slot.ends_at <= now:
        raise DomainError(_("That time is past. Choose one that is ahead."), field="day")
    if not slot.exists:
        raise DomainError(_("That hour does not exist: the clock is put forward that night."), field="hour")


@transaction.atomic
def end_conversation(row: SparringRequest, *, came_of_it: str, viewer: Viewer, now: datetime) -> SparringRequest:
    """Say that the two have talked, and in a few words what came of it, which may be nothing.

    Where the other one has said so before and written nothing, the words are taken; the same words change nothing, and
    neither do none. Raises DomainError where other words stand there.
    """
    told, current = came_of_it.strip(), _held(row)
    _refuse_others(current, viewer)
    if current.state == SparringState.DONE:
        return _told_later(current, told, viewer, now)
    _refuse_unless_agreed(current)
    current.came_of_it, current.written_by = told, viewer.person
    _move(current, SparringState.DONE, "end_conversation", viewer=viewer, now=now)
    return current


def _told_later(current: SparringRequest, told: str, viewer: Viewer, now: datetime) -> SparringRequest:
    if told in ("", current.came_of_it):
        return current
    if current.came_of_it:
        words = _(
            "What came of it stands on this page already, so your words are not saved. "
            "Copy them, and tell them as an experience of your own."
        )
        raise DomainError(words, field="came_of_it")
    current.came_of_it, current.written_by, current.changed_at = told, viewer.person, now
    current.save()
    record("end_conversation", current, viewer=viewer, now=now)
    return current


@transaction.atomic
def withdraw_request(row: SparringRequest, *, viewer: Viewer, now: datetime) -> SparringRequest:
    """Take a wish back; whoever is asked or has said yes is told.

    Raises DomainError for others than whoever asked and the secretariat, and when it is over.
    """
    current = _held(row)
    if not (sparring_asker(viewer, current) or can_manage_network(viewer)):
        raise DomainError(_("Only whoever asked, and the secretariat, can do this."))
    if current.state not in LOOKING:
        raise DomainError(_("It is over already, so nothing was changed."))
    _withdraw(current, viewer=viewer, now=now)
    return current


def _withdraw(current: SparringRequest, *, viewer: Viewer, now: datetime) -> None:
    """Take a wish back, and with it the asking: what nobody waits for lapses no more, and is not answered."""
    asked = SparringProposal.objects.filter(request=current, state=ProposalState.ASKED)
    asked.update(state=ProposalState.WITHDRAWN)
    _move(current, SparringState.WITHDRAWN, "withdraw_request", viewer=viewer, now=now)
    tell_of_withdrawn(current, now=now)


@transaction.atomic
def tell_conversation(row: SparringRequest, *, viewer: Viewer, now: datetime) -> Experience:
    """Begin an experience from what came of it: a draft of whoever wrote that, once."""
    current = _held(row)
    if not current.came_of_it or viewer.person != current.written_by or current.experience_id is not None:
        raise DomainError(_("Only whoever wrote what came of it can make it an experience, once."))
    themes = tuple(current.theme_codes.split())
    facts = ExperienceFacts(happened=current.came_of_it, themes=themes)
    current.experience = start_draft(facts, viewer=viewer, now=now)
    current.save(update_fields=["experience"])
    return current.experience


def _refuse_others(row: SparringRequest, viewer: Viewer) -> None:
    if not is_sparring(viewer, row, current_proposal(row)):
        raise DomainError(_("Only the two who talk can do this."))
