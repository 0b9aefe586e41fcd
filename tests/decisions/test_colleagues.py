"""Two at once on one decision file: the second is told of the first, and what was typed and chosen still stands."""

import html
from typing import Any

import pytest
from django.test import Client

from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import latest_snapshot, snapshot_facts
from maskinrum.partnerships.models import Project
from tests.decisions.making import address

MINE = {"title": "Min titel", "case_date": "2028-02-01", "note": "Min note"}
THEIRS = {"title": "Kollegas titel", "case_date": "2028-03-01", "note": "Kollegas note"}


def seen(browser: Client, page: str, file: DecisionFile) -> dict[str, str]:
    """The hidden field of a page just opened, as a browser sends it back."""
    revision = str(DecisionFile.objects.get(pk=file.pk).revision)
    assert f'name="revision" value="{revision}"' in browser.get(address(page, file)).content.decode()
    return {"revision": revision}


def told_of_the_colleague(answer: Any, form: str) -> bool:
    """Whether the page says what happened and leads to the file as it is now."""
    (words,) = answer.context[form].non_field_errors()
    page = html.unescape(answer.content.decode())
    return words in page and address("file", answer.context["file"]) + '" target="_blank"' in page


def test_the_second_to_save_a_title_is_told_and_what_was_typed_stays(file: DecisionFile, browser: Client) -> None:
    mine = seen(browser, "edit", file)
    browser.post(address("edit", file), THEIRS | seen(browser, "edit", file))
    answer: Any = browser.post(address("edit", file), MINE | mine)
    assert (told_of_the_colleague(answer, "form"), DecisionFile.objects.get().note) == (True, "Kollegas note")
    assert {name: answer.context["form"][name].value() for name in MINE} == MINE
    browser.post(address("edit", file), MINE | {"revision": str(answer.context["file"].revision)})
    assert DecisionFile.objects.get().note == "Min note"


def test_the_second_to_choose_projects_is_told_and_the_choice_stays(file: DecisionFile, browser: Client) -> None:
    mine = seen(browser, "projects", file)
    one, two = (str(Project.objects.get(name=name).pk) for name in ("Taget", "Facaden"))
    browser.post(address("projects", file), {"projects": one} | seen(browser, "projects", file))
    answer: Any = browser.post(address("projects", file), {"projects": two} | mine)
    assert told_of_the_colleague(answer, "chosen")
    assert [each.name for each in snapshot_facts(latest_snapshot(file))] == ["Taget"]
    assert answer.context["chosen"]["projects"].value() == [two]
    browser.post(address("projects", file), {"projects": two, "revision": str(answer.context["file"].revision)})
    assert [each.name for each in snapshot_facts(latest_snapshot(file))] == ["Facaden"]


@pytest.mark.parametrize("revision", ["", "-1", "x", "9999"])
@pytest.mark.parametrize("page", ["edit", "projects"])
def test_a_page_that_does_not_know_the_files_revision_saves_nothing(
    page: str, revision: str, file: DecisionFile, browser: Client
) -> None:
    before = DecisionFile.objects.values().get()
    chosen = {"projects": str(Project.objects.get(name="Taget").pk)}
    browser.post(address(page, file), MINE | chosen | {"revision": revision})
    assert DecisionFile.objects.values().get() == before
