"""Who may do what in the network."""

from maskinrum.network.enums import ContributionKind, QuestionState
from maskinrum.network.models import Contribution, Question, SparringProposal, SparringRequest
from maskinrum.organisations.permissions import Viewer, can_manage_network, can_manage_organisation, can_share

OPEN_STATES = (QuestionState.OPEN, QuestionState.ANSWERED)
"""The states in which something may be added to a question."""


def can_ask(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation asks the network."""
    return viewer.is_member


def is_asker(viewer: Viewer, question: Question) -> bool:
    """Whether the viewer asked it: where a name stands on it, also for the organisation acted for now."""
    if not viewer.is_known or viewer.person != question.asked_by:
        return False
    return question.is_anonymous or viewer.organisation == question.organisation_id


def can_keep(viewer: Viewer, question: Question) -> bool:
    """Close it, take it back, say which answer helped: whoever asked, the managers of the organisation that asks, and
    the secretariat. Nobody manages a question without a name but the asker and the secretariat.
    """
    decides = question.organisation_id is not None and can_share(viewer, question.organisation_id)
    return is_asker(viewer, question) or decides or can_manage_network(viewer)


def can_answer(viewer: Viewer, question: Question) -> bool:
    """Everybody who acts for an organisation answers what is not closed, but not one's own question."""
    return viewer.is_member and question.state in OPEN_STATES and not is_asker(viewer, question)


def can_clarify(viewer: Viewer, question: Question) -> bool:
    """Whoever asked, and everybody who may answer, makes a question clearer."""
    return viewer.is_member and question.state in OPEN_STATES


def can_edit(viewer: Viewer, question: Question) -> bool:
    """Whoever asked changes the words, until the question is closed; nobody else puts words in another's mouth."""
    return viewer.is_member and question.state in OPEN_STATES and is_asker(viewer, question)


def can_remove(viewer: Viewer, contribution: Contribution) -> bool:
    """Whoever wrote it takes it back; the secretariat takes away what should not stand there."""
    return (viewer.is_known and viewer.person == contribution.written_by) or can_manage_network(viewer)


def can_make_experience(viewer: Viewer, contribution: Contribution) -> bool:
    """Whoever wrote the answer that helped tells it as an experience, for the organisation it was given for."""
    is_own = viewer.is_known and viewer.person == contribution.written_by
    is_answer = contribution.kind == ContributionKind.ANSWER and contribution.removed_at is None
    fits = contribution.question.accepted_id == contribution.pk and contribution.experience_id is None
    return is_own and is_answer and fits and viewer.organisation == contribution.organisation_id


def can_see_asker(viewer: Viewer, question: Question) -> bool:
    """The secretariat reaches somebody who asks without a name."""
    return question.is_anonymous and question.asked_by is not None and can_manage_network(viewer)


def can_write_stand(viewer: Viewer) -> bool:
    """Managers say where their organisation stands."""
    return can_manage_organisation(viewer)


def sparring_asker(viewer: Viewer, row: SparringRequest) -> bool:
    """Whether the viewer asked for the conversation."""
    return viewer.is_member and viewer.person == row.asked_by and viewer.organisation == row.organisation_id


def is_proposed(viewer: Viewer, proposal: SparringProposal) -> bool:
    """Whether the viewer is asked for the conversation."""
    return viewer.is_member and viewer.person == proposal.person and viewer.organisation == proposal.organisation_id


def is_sparring(viewer: Viewer, row: SparringRequest, proposal: SparringProposal | None) -> bool:
    """Whether the viewer is one of the two who talk."""
    return sparring_asker(viewer, row) or (proposal is not None and is_proposed(viewer, proposal))
