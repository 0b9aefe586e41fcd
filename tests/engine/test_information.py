"""The value of information, against what has a closed form."""

import numpy as np
import pytest
from scipy.special import ndtri

from maskinrum.engine import Input, evpi, evppi, value_of_information
from maskinrum.engine.arrays import Floats

SPREADS = (2.0, 1.0, 3.0)
SLOPES = (1.0, -2.0, 0.5)
EXACT = {"1": 0.39559, "2": 0.39559, "3": 0.22668}


def linear(futures: int = 65_536) -> tuple[Floats, list[Input]]:
    """Two decisions: 1 + x₁ − 2x₂ + ½x₃ against 0, x₄ beside the matter."""
    from scipy.stats import qmc  # noqa: PLC0415 - takes half a second, in every test process

    uniform = qmc.Sobol(4, scramble=True, seed=7).random(futures)
    x = ndtri(uniform) * np.array([*SPREADS, 1.0])
    gain = 1 + x[:, :3] @ np.array(SLOPES)
    inputs = [Input("separate", str(place), column) for place, column in enumerate(x.T, 1)]
    return np.stack([-gain, np.zeros(futures)]), inputs


def test_each_parameter_of_the_linear_case_is_worth_its_closed_form_to_one_per_cent() -> None:
    costs, inputs = linear()
    found = value_of_information(costs, inputs, {"first two": [inputs[0].key, inputs[1].key, ("common", "none")]})
    each = {worth.parameter: worth.value.mean for worth in found.each}
    assert {name: each[name] for name in EXACT} == {
        name: pytest.approx(value, rel=0.01) for name, value in EXACT.items()
    }
    assert found.groups["first two"].mean == pytest.approx(0.69818, rel=0.01)
    assert found.everything.mean == pytest.approx(0.83904, rel=0.01)
    assert found.parameters.mean == pytest.approx(0.83904, rel=0.01)


def test_a_parameter_that_cannot_change_the_choice_is_worth_exactly_nothing() -> None:
    costs, inputs = linear(4096)
    found = value_of_information(costs, inputs)
    assert found.each[-1].parameter == "4"
    assert found.each[-1].value.mean == 0
    assert evppi(costs + np.array([[0.0], [50.0]]), inputs).mean == 0


def test_the_standard_error_covers_what_another_sample_would_say() -> None:
    rng = np.random.Generator(np.random.Philox(3))
    values, errors = [], []
    for _ in range(40):
        x, noise = rng.standard_normal((2, 1024))
        found = evppi(np.stack([1 + 2 * x + 8 * noise, np.zeros(1024)]), [Input("common", "x", x)])
        values.append(found.mean)
        errors.append(found.se)
    assert np.mean(errors) == pytest.approx(np.std(values), rel=0.3)


def test_alternatives_that_never_differ_leave_nothing_to_find_out() -> None:
    x = np.arange(128.0)
    found = value_of_information(np.stack([x, x]), [Input("common", "x", x)])
    assert (found.everything.mean, found.parameters.mean, found.parameters.se) == (0, 0, 0)


def test_a_curved_effect_is_followed() -> None:
    x = np.linspace(-1, 1, 8192)
    found = evppi(np.stack([x**2 - 1 / 3, np.zeros(8192)]), [Input("common", "x", x)])
    assert found.mean == pytest.approx(evpi(np.stack([x**2 - 1 / 3, np.zeros(8192)])).mean, rel=0.02)


def test_one_alternative_and_no_inputs_are_worth_nothing() -> None:
    found = value_of_information(np.ones((1, 16)), [])
    assert (found.everything.mean, found.parameters.mean, found.each) == (0, 0, ())


def test_the_same_input_told_twice_is_worth_no_more() -> None:
    costs, inputs = linear(4096)
    once, twice = evppi(costs, inputs[:1]), evppi(costs, [inputs[0], inputs[0]])
    assert twice.mean == pytest.approx(once.mean, abs=1e-9)
