"""The address that a part of the register puts in the browser: right, and one step of its history."""

import pytest
from django.test import Client

FILTERED = "/register/?type=adviser_framework"


@pytest.mark.parametrize(("stood", "header"), [("/register/", "HX-Push-Url"), (FILTERED, "HX-Replace-Url")])
def test_a_part_asked_for_by_script_has_its_address_put_right_in_one_step(
    db: None, client: Client, stood: str, header: str
) -> None:
    came_from = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{stood}"}
    response = client.get("/register/?q=&since=&type=adviser_framework&party=", headers=came_from)
    assert {name: value for name, value in response.items() if name.endswith("-Url")} == {header: FILTERED}
