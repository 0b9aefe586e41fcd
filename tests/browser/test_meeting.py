"""The page of the day of a development meeting, in two windows of one person and one of another."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

NOTE = "form[data-note] textarea"
SAVED = "[data-saved-words]"
PATIENCE = 30_000  # milliseconds


def at_the_meeting(page: Page) -> Page:
    """Go to the meeting that runs, by the links of its pages."""
    page.goto("/udviklingsmoeder/")
    page.get_by_role("link", name="Hvad gør vi, når driften siger nej?").click()
    page.get_by_role("link", name="Gå til mødet").click()
    return page


def type_note(page: Page, text: str) -> None:
    """Type, and wait until it is saved by itself."""
    page.fill(NOTE, text)
    expect(page.locator(SAVED)).to_contain_text("Gemt kl.", timeout=PATIENCE)


def test_what_one_writes_the_others_see_and_two_texts_of_one_note_are_both_kept(
    signed_in: Callable[[str], Page],
) -> None:
    host, guest = (
        at_the_meeting(signed_in("leder@eksempel.example")),
        at_the_meeting(signed_in("leder@udenfor.example")),
    )
    type_note(guest, "Fra telefonen")
    expect(host.get_by_text("Fra telefonen")).to_be_visible(timeout=PATIENCE)
    computer = guest.context.new_page()
    computer.goto(guest.url)
    type_note(computer, "Fra computeren")
    guest.fill(NOTE, "Fra telefonen igen")
    expect(guest.locator(SAVED)).to_contain_text("Begge tekster er gemt", timeout=PATIENCE)
    expect(host.locator(".note-beside")).to_contain_text("Fra telefonen igen", timeout=PATIENCE)
    guest.locator(SAVED).get_by_role("link").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Hvilken tekst gælder?")
    guest.get_by_role("button", name=re.compile("Lad denne gælde.*Står ved siden af")).click()
    expect(guest.locator(NOTE)).to_have_value("Fra telefonen igen")


def test_what_was_typed_without_a_connection_is_there_when_the_page_is_opened_again(
    signed_in: Callable[[str], Page], complaints: list[str]
) -> None:
    page = at_the_meeting(signed_in("facilitator@opdigt.example"))
    page.route("**/note/", lambda route: route.abort())
    page.fill(NOTE, "Skrevet uden net")
    expect(page.locator(SAVED)).to_contain_text("Ingen forbindelse", timeout=PATIENCE)
    page.unroute("**/note/")
    complaints.clear()  # the browser complains of the connection that we took away
    page.goto("/om/")
    page.go_back()
    expect(page.locator(NOTE)).to_have_value("Skrevet uden net")
    expect(page.locator(SAVED)).to_contain_text("Gemt kl.", timeout=PATIENCE)


def test_what_is_typed_before_the_script_has_come_is_saved_too(
    signed_in: Callable[[str], Page], complaints: list[str]
) -> None:
    page = at_the_meeting(signed_in("facilitator@opdigt.example"))
    page.route("**/note/", lambda route: route.abort())
    page.fill(NOTE, "Fra før")
    expect(page.locator(SAVED)).to_contain_text("Ingen forbindelse", timeout=PATIENCE)
    page.unroute("**/note/")
    complaints.clear()  # as above
    late: list[Route] = []
    page.route("**/live*.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto(f"{page.url}?ny=1", wait_until="commit")
    page.fill(NOTE, "Skrevet med det samme")
    late[0].continue_()
    expect(page.locator(NOTE)).to_have_value("Fra før\n\nSkrevet med det samme")
    expect(page.locator(SAVED)).to_contain_text("Gemt kl.", timeout=PATIENCE)


def test_an_answer_that_is_lost_brings_nobody_into_conflict_with_themselves(
    signed_in: Callable[[str], Page], complaints: list[str]
) -> None:
    page = at_the_meeting(signed_in("leder@udenfor.example"))
    page.goto(f"{page.url}?ny=1")

    def lose(route: Route) -> None:
        """Let the words reach the server, and the answer nobody."""
        route.fetch()
        route.abort()

    page.route("**/note/", lose)
    page.fill(NOTE, "Ventilerne")
    expect(page.locator(SAVED)).to_contain_text("Ingen forbindelse", timeout=PATIENCE)
    page.fill(NOTE, "Ventilerne haster")
    page.unroute("**/note/")
    complaints.clear()  # the browser complains of the connection that we took away
    page.get_by_role("button", name="Gem noten").click()
    mine = page.locator("li[data-part]", has_text="Ventilerne haster")
    expect(mine).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".note-beside")).to_have_count(0)


def asked_for_dots(signed_in: Callable[[str], Page], question: str, options: str) -> tuple[Page, Page, Locator]:
    """A round that was just opened: the page of whoever leads the meeting, a guest's, and the round on the latter."""
    host, guest = map(at_the_meeting, map(signed_in, ("leder@eksempel.example", "leder@udenfor.example")))
    host.get_by_text("Bed om prikker").click()
    host.get_by_label("Hvad skal der vælges imellem?").fill(question)
    host.get_by_label("Muligheder").fill(options)
    host.get_by_role("button", name="Åbn runden").click()
    return host, guest, guest.locator("li[data-part]", has_text=question)


def test_dots_that_are_typed_stay_when_the_round_is_told_of_again(signed_in: Callable[[str], Page]) -> None:
    _host, guest, asked = asked_for_dots(signed_in, "Hvad venter?", "Lågerne\nTavlen")
    asked.get_by_label("Lågerne").fill("2", timeout=PATIENCE)
    guest.locator(NOTE).focus()
    guest.evaluate("document.querySelector('[data-live]').dataset.live += '?fra=0&'")
    with guest.expect_response(lambda answer: "/nyt/" in answer.url and answer.status == 200, timeout=PATIENCE):
        pass
    guest.wait_for_timeout(500)
    expect(asked.get_by_label("Lågerne")).to_have_value("2")


def test_a_round_closed_while_somebody_types_dots_shows_its_count_once_they_leave_the_field(
    signed_in: Callable[[str], Page],
) -> None:
    host, guest, asked = asked_for_dots(signed_in, "Hvad haster?", "Ventilerne\nTavlen")
    asked.get_by_label("Ventilerne").focus(timeout=PATIENCE)
    with guest.expect_response(lambda answer: "/nyt/" in answer.url and answer.status == 200, timeout=PATIENCE):
        host.locator("li[data-part]", has_text="Hvad haster?").get_by_role("button", name="Luk runden").click()
    expect(asked.get_by_label("Ventilerne")).to_be_focused()
    guest.locator(NOTE).focus()
    expect(asked.locator("progress")).to_have_count(2, timeout=PATIENCE)
