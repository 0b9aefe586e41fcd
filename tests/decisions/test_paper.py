"""The board paper, the whole model and the draws of a stored analysis; what people typed stays text in all of them."""

import copy
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.calculation import Case, calculate_inputs, engine_inputs
from maskinrum.decisions.analysis.draws import draw_again
from maskinrum.decisions.analysis.keeping import engine_version, plain, result_parts, this_machine
from maskinrum.decisions.analysis.parameters import parameter_keys, parameter_row, shipped_now
from maskinrum.decisions.analysis.readiness import UNANSWERED, KeptReadiness, gates
from maskinrum.decisions.analysis.readiness.scoring import Score
from maskinrum.decisions.analysis.verdicts import find
from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.reports.paper import draws_csv, model_workbook, paper_document
from maskinrum.decisions.reports.paper.basis import basis
from maskinrum.decisions.reports.paper.closing import closing
from maskinrum.decisions.reports.paper.opening import proposal
from maskinrum.decisions.reports.paper.parts import Citations
from maskinrum.decisions.reports.paper.risks import risks
from maskinrum.decisions.reports.paper.stored import Stored, read_back, stated_entry
from maskinrum.knowledge.facts.evidence import snapshot_of
from maskinrum.knowledge.queries import shipped_cards
from maskinrum.organisations.models import Organisation, Person
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.shared.documents import Grid, Heading, Items, Paragraph, write_pdf, write_word
from maskinrum.shared.errors import DomainError
from maskinrum.shared.templatetags.maskinrum.wording import localised
from tests.decisions.making import CASE_DATE, TAGET, by_length

ADDRESS = "https://maskinrum.example/beslut/x/"
HOSTILE = (
    "#let x = 1",
    "$x^2$ \\alpha",
    "<w:p>&amp;</w:p>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\u202egnp.exe",
    "\u05e9\u05dc\u05d5\u05dd Boligforening",
    "\U0001f600 smil",
    "x" * 180,
)
NUMBERS = ("early_stop", "setup_cost")  # without ends, and with
NOTHING_SAID = KeptReadiness(UNANSWERED, (), {}, {}, Score(0, 100, ()), None, 0)


def analysed(*facts: ProjectFacts, title: str = "Partnerskab 2028", futures: int = 256, **chosen: Any) -> Analysis:
    """An analysis of these projects as it would be stored, in no database."""
    case = Case(facts, CASE_DATE, Assumptions(**chosen), futures=futures)
    inputs = engine_inputs(case)
    calculation, found = calculate_inputs(inputs), find(inputs)
    evidence = snapshot_of(shipped_cards())
    stated = plain(engine.input_document(inputs.portfolio, inputs.priors, inputs.settings))
    return Analysis(
        decision_file=DecisionFile(title=title, organisation=Organisation(name="Boligforeningen & <Test>")),
        number=3,
        case_date=case.case_date,
        rows=[{"project": str(row), "facts": one.to_json()} for row, one in enumerate(facts)],
        assumptions=case.assumptions.to_json(),
        inputs=stated,
        result=result_parts(calculation),
        findings=None if found is None else plain(found),
        readiness=plain(NOTHING_SAID),
        evidence=evidence.to_json(),
        shipped=shipped_now().to_json(),
        machine=this_machine(),
        summary={},
        seed=case.seed,
        futures=futures,
        engine_version=engine_version(),
        input_hash=stated["sha256"],
        evidence_hash=evidence.digest,
        created_at=datetime(2026, 11, 26, 12, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def stored() -> Analysis:
    """An analysis of hostile names, with one number and one choice changed."""
    facts = tuple(
        replace(TAGET, name=name, group=name[:20], budget=Decimal(40 + row)) for row, name in enumerate(HOSTILE)
    )
    changed = {("strategic_partnership", "price_level"): Range(-0.08, -0.03, 0.02)}
    return analysed(*facts, title="#set page(fill: red) =1+1", shift=18, overrides=changed)


@pytest.fixture(scope="module", params=["da", "en"])
def pdf(request: pytest.FixtureRequest, stored: Analysis) -> tuple[str, bytes]:
    language = str(request.param)
    return language, write_pdf(paper_document(stored, language=language, address=ADDRESS))


def text_of(made: bytes) -> str:
    """All text on one line, without the typesetter's hyphens at the ends of lines."""
    pages = pypdfium2.PdfDocument(made)
    text = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    return " ".join(re.sub("[\u00ad\ufffe\x02]\\s*", "", text).split())


def test_the_pdf_can_be_read_aloud(pdf: tuple[str, bytes]) -> None:
    language, made = pdf
    with pikepdf.open(io.BytesIO(made)) as file:
        assert str(file.Root.Lang) == language
        assert (bool(file.Root.MarkInfo.Marked), bool(file.Root.ViewerPreferences.DisplayDocTitle)) == (True, True)
        assert "StructTreeRoot" in dir(file.Root)
        with file.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "#set page(fill: red) =1+1"
        figures = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert len(figures) == 4
        assert all(len(str(one.Alt)) > 60 for one in figures)


def test_what_people_typed_is_printed_as_they_typed_it(pdf: tuple[str, bytes]) -> None:
    text = text_of(pdf[1])
    for name in HOSTILE[:7]:
        assert name in text
    assert "#set page(fill: red) =1+1" in text
    assert "Boligforeningen & <Test>" in text


def test_danish_words_are_whole_in_the_text(pdf: tuple[str, bytes]) -> None:
    language, made = pdf
    words = {
        "da": (
            "Spørgsmålet",
            "Forslag til indstilling",
            "rammeaftaler",
            "afdelingsmøde",
            "Kontrolsum",
            "særskilt udbud",
        ),
        "en": ("The question", "Proposed decision", "parallel frameworks", "department meeting", "Check sum"),
    }[language]
    text = text_of(made)
    assert [word for word in words if word not in text] == []


def test_the_first_page_has_question_answer_argument_and_proposal(stored: Analysis) -> None:
    made = write_pdf(paper_document(stored, language="da", address=ADDRESS))
    first = " ".join(pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split())
    for words in ("Spørgsmålet", "Svaret", "Det stærkeste argument imod", "Forslag til indstilling", "af 10"):
        assert words in first
    assert "Porteføljen" not in first


def test_a_changed_assumption_stands_beside_its_standard_and_the_trace_is_there(stored: Analysis) -> None:
    text = text_of(write_pdf(paper_document(stored, language="da", address=ADDRESS)))
    assert "Rettede forudsætninger" in text
    assert "18 12" in text
    assert "jeres egen" in text
    assert stored.input_hash in text.replace(" ", "")
    assert stored.evidence_hash in text.replace(" ", "")
    assert "Ingen har offentligt målt virkningen" in text


def test_every_cited_source_is_listed_with_link_and_strength(stored: Analysis) -> None:
    document = paper_document(stored, language="da", address=ADDRESS)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    cited = {int(n) for grid in grids for row in grid.rows for cell in row for n in re.findall(r"\[(\d+)\]", str(cell))}
    assert cited == set(range(1, len(document.sources) + 1))
    assert all(one.url.startswith("http") and one.standing for one in document.sources)


def test_word_has_headings_header_rows_alternative_texts_and_a_language(stored: Analysis) -> None:
    made = write_word(paper_document(stored, language="da", address=ADDRESS))
    word = docx.Document(io.BytesIO(made))
    levels = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Verdict", "Key Figure"} <= levels
    assert all(table.rows[0]._tr.trPr is not None and "w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)
    assert len(word.inline_shapes) == 4
    assert word.core_properties.language == "da-DK"
    assert HOSTILE[2] in {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert 'w:val="da-DK"' in parts.read("word/styles.xml").decode()


def test_the_workbook_states_every_distribution_so_that_it_can_be_drawn_again(stored: Analysis) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="en")))["Parameters"]
    heads, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    params, own = "Parameters of it, shares as fractions", "value of its own"
    for key, one in zip(parameter_keys(), told, strict=True):
        stated = stated_entry(key, stored)
        if stated.get("form", "absolute") == "absolute":
            again = {name: float(value) for name, value in (part.split(" ") for part in str(one[params]).split("; "))}
            assert (one["Form"], again) == (own, stated["params"])
            assert one["Distribution"] == stated["family"]
        is_pointed = stated.get("family") not in {None, "triangular", "constant"}
        assert (one["The three numbers are"] == "5 %, middle, 95 %") == is_pointed


def test_the_paper_marks_three_numbers_that_are_no_ends() -> None:
    own = {("separate", "cost_deviation_mean"): Range(0.01, 0.02, 0.03)}
    analysis = analysed(TAGET, replace(TAGET, name="Facaden"), overrides=own)
    with override("en"):
        stored = read_back(analysis)
        blocks = list(basis(stored, Citations(stored.cards)))
        names = [localised(parameter_row(("strategic_partnership", slug), Assumptions()).name) for slug in NUMBERS]
    rows = {str(row[0]): row for one in blocks if isinstance(one, Grid) for row in one.rows}
    assert [str(rows[name][1]).endswith(" *") for name in names] == [True, False]
    changed = next(row for name, row in rows.items() if name.startswith("Separate"))
    assert [str(cell).endswith(" *") for cell in changed[1:]] == [False, True]
    assert any("with a star they are" in str(one.text) for one in blocks if isinstance(one, Paragraph))


def test_the_workbook_has_figures_and_no_formula(stored: Analysis) -> None:
    book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="da")))
    assert book.sheetnames == [
        "Grundlag", "Projekter", "Forudsætninger", "Alternativer", "Bestanddele", "Afgørelse", "Hvad driver det",
        "Værd at finde ud af", "Hvad der ville vende det", "Senere og ændret", "Alle resultater", "Par mod par",
        "De mulige udfald", "Tidslinje, måneder", "Tidslinje, projekter", "Parathed", "Kilder",
    ]  # fmt: skip
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert {name for name in HOSTILE if name.isascii()} <= {cell.value for cell in cells}
    price = next(row for row in book["Forudsætninger"].values if row[9] == "ja")
    assert price[3:6] == (-8, -3, 2)
    costs = [row[1] for row in book["Alternativer"].iter_rows(min_row=2, values_only=True)]
    assert costs == pytest.approx([model["cost"]["mean"] for model in stored.result["result"]["models"]])
    assert len(list(book["Kilder"].values)) == len(stored.evidence) + 1


def test_nothing_stands_in_the_order_in_which_a_database_happens_to_keep_it(stored: Analysis) -> None:
    kept = ("inputs", "result", "findings", "readiness", "evidence", "shipped", "machine")
    other = copy.copy(stored)
    for name in kept:
        setattr(other, name, by_length(json.loads(json.dumps(getattr(stored, name)))))
    books = [openpyxl.load_workbook(io.BytesIO(model_workbook(one, language="da"))) for one in (stored, other)]
    cells = [{sheet.title: list(sheet.values) for sheet in book} for book in books]
    assert cells[0] == cells[1]
    papers = [paper_document(one, language="da", address=ADDRESS) for one in (stored, other)]
    assert papers[0] == papers[1]


def test_the_draws_are_those_of_the_stored_answer(stored: Analysis) -> None:
    drawn = draw_again(read_back(stored).case, stored.inputs, stored.result)
    with override("en"):
        text = b"".join(draws_csv(drawn, language="en")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (len(rows), rows[0]["Future"], rows[-1]["Future"]) == (256, "1", "256")
    assert len(rows[0]) == 1 + 7 + 6
    mean = sum(float(row["Strategic partnership less separate tenders, DKK m"]) for row in rows) / len(rows)
    model = next(one for one in stored.result["result"]["models"] if one["slug"] == "strategic_partnership")
    assert mean == pytest.approx(model["difference"]["mean"], abs=1e-5)


@pytest.mark.parametrize("change", ["result", "inputs"])
def test_draws_of_another_answer_are_refused(stored: Analysis, change: str) -> None:
    inputs, result = dict(stored.inputs), dict(stored.result)
    if change == "inputs":
        inputs["criterion"] = "unheard of"
    else:
        result["result"] = {**result["result"], "evpi": result["result"]["evpi"] + 1}
    with pytest.raises(DomainError, match="andre fremtider"):
        draw_again(read_back(stored).case, inputs, result)


def test_many_projects_are_all_in_the_table_under_a_head_that_repeats_and_the_largest_are_drawn() -> None:
    facts = tuple(replace(TAGET, name=f"Afdeling {n}", budget=Decimal(10 + n % 50)) for n in range(120))
    document = paper_document(
        analysed(*facts, alternatives=("separate", "strategic_partnership")), language="da", address=ADDRESS
    )
    assert max(len(block.rows) for block in document.blocks if isinstance(block, Grid)) == 121
    made = write_pdf(document)
    assert "Kun de 24 største projekter er tegnet" in text_of(made)
    assert pypdfium2.PdfDocument(made)[3].get_textpage().get_text_range().lstrip().startswith("Projekt")


def test_where_there_is_nothing_to_decide_the_paper_says_so() -> None:
    document = paper_document(analysed(replace(TAGET, eligible=False)), language="da", address=ADDRESS)
    text = text_of(write_pdf(document))
    assert "må indgå i en aftale" in text
    assert "ikke giver nogen afgørelse" in text
    assert "Hvad der afgør svaret" not in {block.text for block in document.blocks if isinstance(block, Heading)}


@pytest.mark.parametrize(
    ("answer", "words"),
    [("yes", "forberede udbuddet"), ("only_if", "kun går videre"), ("not_yet", "venter med"), ("no", "ikke indgår")],
)
def test_each_verdict_has_its_own_proposal(stored: Analysis, answer: str, words: str) -> None:
    found = read_back(stored)
    assert found.findings is not None
    reason = engine.Reason("holds_if_changed", {}, ("twice_similar", "separate"))
    verdict = engine.Verdict(VerdictAnswer(answer).value, "separate", (reason,), ())  # type: ignore[arg-type]
    weighed = replace(found.findings.weighed, verdict=verdict)
    said: Stored = replace(found, findings=replace(found.findings, weighed=weighed))
    with override("da"):
        assert words in proposal(said)


def test_a_later_start_is_proposed_where_the_numbers_hold_later(stored: Analysis) -> None:
    found = read_back(stored)
    assert found.findings is not None
    verdict = engine.Verdict("not_yet", "separate", (engine.Reason("holds_later", {"months": 12.0}),), ())
    said = replace(found, findings=replace(found.findings, weighed=replace(found.findings.weighed, verdict=verdict)))
    with override("da"):
        assert "efter en start 12\u00a0måneder senere" in proposal(said).replace("\u202f", "\u00a0")


def test_one_press_stores_the_analysis_and_gives_the_paper_and_a_second_stores_nothing(
    file: DecisionFile, manager: Person, client_of: Callable[[Person | None], Client]
) -> None:
    browser = client_of(manager)
    first = browser.post(reverse("decisions:paper", args=[file.pk, "pdf"]))
    second = browser.post(reverse("decisions:paper", args=[file.pk, "docx"]))
    kept = Analysis.objects.get(decision_file=file)
    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    assert first["Content-Disposition"] == 'attachment; filename="bestyrelsesnotat-v1.pdf"'
    assert second.content[:2] == b"PK"
    english = browser.get(reverse("decisions:paper_of", args=[file.pk, kept.pk, "en", "pdf"]))
    assert "Proposed decision" in text_of(english.content)
    draws = browser.get(reverse("decisions:draws_of", args=[file.pk, kept.pk]))
    assert f"fremtider-v1-froe-{kept.seed}-beregner-{kept.engine_version}.csv" in draws["Content-Disposition"]
    assert draws.content.count(b"\r\n") == kept.futures + 1


def test_a_kind_or_a_language_that_is_not_made_is_not_there(
    file: DecisionFile, manager: Person, client_of: Callable[[Person | None], Client]
) -> None:
    browser = client_of(manager)
    assert browser.post(reverse("decisions:paper", args=[file.pk, "odt"])).status_code == 404
    assert not Analysis.objects.exists()


def test_the_steps_are_those_of_the_gates_that_stood_when_the_analysis_was_stored(stored: Analysis) -> None:
    found = read_back(stored)
    answers: dict[str, Any] = {"asked-then": "unsure", "sponsor-and-lead": "yes", "pipeline-decided": "no"}
    told = replace(found.told, grounds=replace(found.told.grounds, gates=answers))
    with override("da"):
        items = [block for block in closing(replace(found, told=told), ADDRESS) if isinstance(block, Items)]
        steps = ["".join(span if isinstance(span, str) else span.text for span in item) for item in items[0].items]
    wanted = [step for step in steps if step.startswith("Få et ja")]
    first, second = (step.partition(": ")[2] for step in wanted)
    assert first.startswith(gates()[0].question["da"])
    assert second == "asked-then"


@pytest.mark.parametrize(
    ("first", "answer", "told"), [("yes", "Ja", "Den port, som"), ("unsure", "Ikke besvaret", "Ingen havde")]
)
def test_gates_nobody_had_answered_are_told_apart_from_the_one_the_projects_answer(
    stored: Analysis, first: str, answer: str, told: str
) -> None:
    found = read_back(stored)
    answers: dict[str, Any] = {**dict.fromkeys((gate.slug for gate in gates()), "unsure"), gates()[0].slug: first}
    grounds = replace(found.told.grounds, gates=answers, is_answered=False)
    with override("da"):
        blocks = list(risks(replace(found, told=replace(found.told, grounds=grounds))))
    table = next(block for block in blocks if isinstance(block, Grid) and len(block.rows) == len(gates()))
    cells: list[Any] = [row[1] for row in table.rows]
    shown = [cell if isinstance(cell, str) else "".join(one.text for one in cell) for cell in cells]
    assert shown == [answer, *["Ikke besvaret"] * (len(gates()) - 1)]
    assert any(isinstance(block, Paragraph) and str(block.text).startswith(told) for block in blocks)
