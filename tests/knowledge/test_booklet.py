"""A booklet holds what was chosen, in the order chosen, with its sources."""

from datetime import date

import pytest

from maskinrum.knowledge.reports.booklet import (
    Chapter,
    Evidence,
    ExperiencePart,
    Part,
    RecommendationPart,
    Reference,
    ToolPart,
    booklet,
)
from maskinrum.knowledge.reports.shipped_booklet import shipped_booklet
from maskinrum.shared.documents import Document, html_fragment, write_html, write_pdf, write_word
from maskinrum.shared.domain import load

DAY = date(2027, 5, 1)
FSB = Reference("fsb HJEM", "https://fsbhjem.dk/", "fakta")
NCC = Reference("NCC", "https://ncc.dk/", "udsagn fra en part")
EXPERIENCE = ExperiencePart(
    "Regn med et år",
    "To bygherrer",
    "De brugte et år",
    "",
    "Begynd i tide",
    (FSB,),
    used_by=("Boligforeningen Eksempel: god virkning",),
    is_editorial=True,
)
ADVICE = RecommendationPart(
    "Begynd med porteføljen",
    reasons=("Gevinsten ligger i gentagelse.",),
    support=(Evidence("Regn med et år", (FSB, NCC)), Evidence("Uden kilde")),
    counter=(Evidence("En lille portefølje", (NCC,)),),
    caveat="Bygger på få erfaringer",
    strength="C · enkelt sag",
    owner="bygherre",
    review=date(2027, 6, 1),
)


def made(*parts: Part, language: str = "da") -> Document:
    """A booklet of some parts."""
    return booklet("Hæftet", parts, language=language, dated=DAY, introduction="Kort fortalt")


def page(*parts: Part, language: str = "da") -> str:
    """Its web page on one line."""
    return " ".join(html_fragment(made(*parts, language=language)).split())


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and text of every heading."""
    return [(heading.level, heading.text) for heading in document.headings]


def test_parts_stand_in_the_order_chosen_below_their_chapter() -> None:
    document = made(
        EXPERIENCE, Chapter("Hvordan", ("Egen tekst.",)), ADVICE, ToolPart("Aftaleseddel", "Ét ark", "Alle", "1.0")
    )
    assert headings(document) == [
        (1, "Regn med et år"),
        (1, "Hvordan"),
        (2, "Begynd med porteføljen"),
        (2, "Værktøj: Aftaleseddel"),
        (1, "Om hæftet"),
    ]


def test_a_source_has_one_number_wherever_it_is_used() -> None:
    text = page(EXPERIENCE, ADVICE)
    assert "Kilde: [1]" in text
    assert "<li>Regn med et år [1] [2]</li> <li>Uden kilde</li>" in text
    assert "<li>En lille portefølje [2]</li>" in text
    assert [source.url for source in made(EXPERIENCE, ADVICE).sources] == ["https://fsbhjem.dk/", "https://ncc.dk/"]


def test_one_address_as_fact_and_as_a_partys_statement_is_two_sources() -> None:
    told = RecommendationPart("Råd", support=(Evidence("a", (FSB, Reference("fsb", FSB.url, "udsagn"))),))
    assert [source.standing for source in made(told).sources] == ["fakta", "udsagn"]


def test_an_experience_tells_fact_and_advice_apart() -> None:
    text = page(EXPERIENCE)
    assert "<strong>Råd, skrevet af redaktionen</strong><p>Begynd i tide</p>" in text
    assert "<strong>Virkning" not in text
    assert "Brugt af: </strong>Boligforeningen Eksempel: god virkning" in text


def test_an_experience_in_another_language_says_so() -> None:
    assert '<span lang="da">De brugte et år</span>' in page(EXPERIENCE, language="en")
    assert "lang=" not in page(EXPERIENCE)


def test_a_recommendation_says_its_strength_its_owner_and_its_review() -> None:
    assert "Styrke: C · enkelt sag · Ejer: bygherre · Gennemgås 1. juni 2027" in page(ADVICE)


@pytest.mark.parametrize(
    ("review", "words"), [(date(2027, 4, 30), "Skulle være gennemgået 30. april 2027"), (DAY, "Gennemgås 1. maj 2027")]
)
def test_what_is_overdue_says_so(review: date, words: str) -> None:
    assert words in page(RecommendationPart("Råd", review=review))


def test_dates_are_written_in_the_language_of_the_booklet() -> None:
    assert "Due for review 1 June 2027" in page(ADVICE, language="en")
    assert made(language="en").foot == "Hæftet · 1 May 2027"


def test_a_recommendation_without_counter_examples_says_that_none_is_known() -> None:
    assert "Vi kender ingen erfaring, der taler imod." in page(RecommendationPart("Råd"))
    assert "Vi kender ingen erfaring" not in page(ADVICE)


def test_a_tool_tells_where_to_fetch_it() -> None:
    text = page(ToolPart("Aftaleseddel", "Ét ark", "Alle", "1.0", "https://example.dk/v", ("Ret", "Brug")))
    assert '<a href="https://example.dk/v"> https://example.dk/v</a>' in text
    assert "<li>Ret</li> <li>Brug</li>" in text


def test_every_booklet_says_what_nobody_has_measured() -> None:
    assert "Ingen har offentligt målt virkningen af et dansk strategisk partnerskab." in page(EXPERIENCE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_booklet_that_ships_has_the_twelve_recommendations(language: str) -> None:
    document = shipped_booklet(language, DAY)
    statements = {advice[language] for advice in load("demo_experiences")["recommendations"]}
    assert len(statements) == 12
    assert statements <= {text for level, text in headings(document) if level == 2}
    assert len(document.sources) > 20


def test_the_booklet_becomes_pdf_word_and_a_web_page() -> None:
    document = shipped_booklet("da", DAY)
    assert write_pdf(document).startswith(b"%PDF-")
    assert write_word(document).startswith(b"PK")
    assert write_html(document).startswith(b"<!doctype html>")
