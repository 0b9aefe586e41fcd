"""The states of approval as the domain data gives them."""

from decimal import Decimal

from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import Delay
from maskinrum.partnerships.queries import approval_state, approval_states


def test_every_state_is_there_once_in_its_usual_order() -> None:
    assert [state.slug for state in approval_states()] == list(ApprovalState)
    assert [state.order for state in approval_states()] == list(range(1, 14))


def test_a_state_has_its_probability_and_delay() -> None:
    state = approval_state("scheme_a")
    assert (state.realisation, state.delay) == (Decimal("0.88"), Delay(Decimal(0), Decimal(3), Decimal(12)))


def test_tender_to_construction_is_committed_and_later_is_handed_over() -> None:
    committed = [state.slug for state in approval_states() if state.is_committed]
    assert committed == ["tender_or_call_off", "scheme_b", "construction"]
    assert next(state.slug for state in approval_states() if state.is_handed_over) == "handover"
