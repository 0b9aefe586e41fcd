"""What the contract notice must state, the complaints file, and why in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from maskinrum.deadlines import Text
from maskinrum.planning.analysis import claimed_prior_notice, counting_statute, legal_file, notice_items
from maskinrum.planning.analysis import documents as documents_module
from maskinrum.planning.facts.documents import NoticeItem
from maskinrum.planning.facts.plan import Days, HolidayChoice, TaskFacts
from maskinrum.planning.phrases.reasons import reason_words
from maskinrum.planning.reports.dates import full_date
from maskinrum.planning.reports.papers import in_force_words, legal_name, planned_words, prior_notice_words
from tests.planning.plans import WHOLE, facts, plan


def items(**changed: Any) -> dict[str, NoticeItem]:
    return {item.id: item for item in notice_items(facts(**changed), plan(**changed))}


def test_a_notice_is_filled_from_the_plan() -> None:
    found = items(option_months=24, justification=" Udvikling. ", shortenings={"urgent": None, "electronic": None})
    values = {name: item.value for name, item in found.items() if item.state == "stated"}
    dispatch, deadlines = values.pop("dispatch"), values.pop("deadlines")
    assert values == {
        "callers": WHOLE.callers,
        "procedure": Text("Udbud med forhandling", "Competitive procedure with negotiation"),
        "kind": "works",
        "expected": WHOLE.expected_mdkk,
        "maximum": WHOLE.maximum_mdkk,
        "term": 48,
        "option": 24,
        "justification": "Udvikling.",
        "teams": 3,
        "criteria": ("Pris", "Samarbejde"),
        "shortenings": ("electronic", "urgent"),
    }
    assert [(one.task, one.day) for one in dispatch] == [("T19", plan().task("T19").end)]  # type: ignore[attr-defined]
    assert [one.task for one in deadlines] == ["T20", "T23", "T25"]  # type: ignore[attr-defined]


def test_what_the_plan_does_not_say_is_missing() -> None:
    found = items(callers=(), maximum_mdkk=None, option_months=None, criteria=(), term_months=None)
    missing = {name for name, item in found.items() if item.state == "missing"}
    assert missing == {"callers", "maximum", "option", "criteria", "term"}
    assert {name for name, item in found.items() if item.state == "not_in_plan"} == {
        "buyer",
        "suitability",
        "lots",
        "complaints",
    }
    assert (found["justification"].state, found["shortenings"].state) == ("not_needed", "not_needed")


def test_no_option_is_stated_too() -> None:
    assert (items()["option"].state, items()["option"].value) == ("stated", 0)


def test_a_long_agreement_must_state_why() -> None:
    assert items(option_months=24)["justification"].state == "missing"


def test_an_open_procedure_states_no_number_of_teams() -> None:
    assert items(procedure="open", teams=None)["teams"].state == "not_needed"
    assert items(teams=None)["teams"].state == "missing"


def test_every_item_says_what_it_rests_on() -> None:
    found = items()
    maximum, lots = found["maximum"], found["lots"]
    assert (maximum.paragraph, maximum.verified, maximum.field) == ("EU-Domstolen C-216/17", True, "maximum_mdkk")
    assert maximum.source is not None
    assert (lots.paragraph, lots.verified, lots.source, lots.field) == ("udbudsloven § 49", False, None, "")
    assert all(item.title.da and item.title.en and item.help.da and item.help.en for item in found.values())


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"id": "song", "field": "teams"}, "nothing of a plan fills song"),
        ({"id": "buyer", "legal_ref": "x"}, "buyer: "),
    ],
)
def test_a_broken_checklist_is_named(item: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents_module._entries.cache_clear()
    with monkeypatch.context() as changed:
        changed.setattr(documents_module, "load", lambda _name: {"items": [item]})
        with pytest.raises(ValueError, match=words):
            items()
    documents_module._entries.cache_clear()


def test_the_complaints_file_has_every_legal_date_with_what_it_rests_on() -> None:
    found = plan(TaskFacts("T19", finished=date(2026, 11, 20)), TaskFacts("T20", finished=date(2026, 12, 1)))
    lines = {(one.rule, one.task): one for one in legal_file(found)}
    assert set(lines) == {
        ("negotiated-application", "T20"),
        ("negotiated-bid", "T23"),
        ("standstill-electronic", "T28"),
        ("complaint-prequalification", "T22"),
        ("complaint-framework", "T27"),
        ("complaint-call-off", "T36"),
        ("names", "T29"),
        ("supplementary-information", "T20"),
        ("supplementary-information", "T23"),
        ("supplementary-information", "T25"),
    }
    assert [one.end for one in legal_file(found)] == sorted(one.end for one in legal_file(found))
    applications, still = lines["negotiated-application", "T20"], lines["standstill-electronic", "T28"]
    assert (applications.is_done, applications.event, applications.end) == (
        True,
        date(2026, 11, 20),
        date(2026, 12, 21),
    )
    assert (still.event, still.period.rule.reference.source is None) == (found.task("T27").end, False)
    assert applications.reasons[0].code == "legal_minimum"
    assert lines["complaint-framework", "T27"].event == found.task("T27").end
    assert lines["names", "T29"].reasons[0].code == "legal_period"


def test_the_complaints_file_holds_the_plan_against_the_law() -> None:
    sent, closed = TaskFacts("T19", finished=date(2026, 11, 20)), TaskFacts("T20", finished=date(2026, 12, 1))
    found = plan(sent, closed)
    lines = {(one.rule, one.task): one for one in legal_file(found)}
    early, bids = lines["negotiated-application", "T20"], lines["negotiated-bid", "T23"]
    assert (early.bound, early.planned, early.is_kept) == ("earliest", date(2026, 12, 1), False)
    assert (bids.planned, bids.is_kept) == (found.task("T23").end, None)
    names, answers = lines["names", "T29"], lines["supplementary-information", "T20"]
    assert (names.bound, names.planned, names.is_kept) == ("latest", found.task("T30").end, None)
    assert (answers.bound, answers.planned) == ("latest", found.task("T21").end)
    complaint = lines["complaint-framework", "T27"]
    assert (complaint.bound, complaint.planned, complaint.is_kept) == ("runs", None, None)
    with translation.override("en"):
        assert planned_words(early) == "1 December 2026, 20 days too early"
        assert planned_words(bids) == full_date(found.task("T23").end)
        assert legal_name(lines["standstill-electronic", "T28"]).count("Standstill") == 1
    late = plan(sent, TaskFacts("T20", finished=date(2026, 12, 23)), today=date(2026, 12, 24))
    (kept,) = (one for one in legal_file(late) if one.rule == "negotiated-application")
    assert kept.is_kept


def test_every_date_says_which_version_of_the_law_it_rests_on() -> None:
    lines = {one.rule: one for one in legal_file(plan())}
    with translation.override("da"):
        law = "Udbudsloven, LBK nr. 10 af 6. januar 2023"
        assert in_force_words(lines["negotiated-application"]) == f"{law}, i kraft fra 1. januar 2016"
        assert "LBK nr. 593" in in_force_words(lines["complaint-framework"])
        assert in_force_words(lines["complaint-framework"]).endswith("i kraft fra 1. juni 2013")
        assert in_force_words(lines["names"]).startswith("AB 18, almindelige betingelser")
        rule = lines["names"].period.rule
        reference = replace(rule.reference, valid_to=date(2030, 12, 31))
        dated = replace(lines["names"], period=replace(lines["names"].period, rule=replace(rule, reference=reference)))
        assert in_force_words(dated).endswith("i kraft fra 1. januar 2019, i kraft til 31. december 2030")
    statute = counting_statute()
    assert statute is not None
    assert statute.name.en.startswith("Council Regulation 1182/71")


@pytest.mark.parametrize(("sent", "is_kept"), [(None, None), (date(2027, 1, 4), True), (date(2027, 6, 29), False)])
def test_a_prior_notice_that_is_claimed_is_told_with_its_days(sent: date | None, is_kept: bool | None) -> None:
    asked: dict[str, Any] = {"sent": sent, "holidays": HolidayChoice()}
    assert claimed_prior_notice(plan(), shortenings={}, **asked) is None
    found = claimed_prior_notice(plan(), shortenings={"prior_notice": None}, **asked)
    assert found is not None
    assert (found.notice, found.is_kept) == (plan().task("T19").end, is_kept)
    assert found.first < found.last < found.notice
    with translation.override("en"):
        told = prior_notice_words(found)
    endings = {None: "does not say when it was sent.", True: "which is in time.", False: "which shortens nothing."}
    assert told.endswith(endings[is_kept])


def words(task: str, *said: TaskFacts, language: str = "en", **changed: Any) -> list[str]:
    with translation.override(language):
        return [*plan(*said, **changed).reasons_in_words(task)]


def test_a_legal_minimum_is_explained_like_a_lawyer_would() -> None:
    assert words("T20", TaskFacts("T20", days=Days(1, 1, 1)), language="da") == [
        "Venter på »Send udbudsbekendtgørelsen«, der slutter 1. juli 2027.",
        "Tager mest sandsynligt 1 dag (jeres eget tal).",
        (
            "Mindst 30 dage fra dagen efter afsendelse af bekendtgørelsen (1. juli 2027), udbudsloven § 63: "
            "31. juli 2027. Ikke efterprøvet: få det bekræftet først."
        ),
        "31. juli er en lørdag, 1. august er en søndag, derfor 2. august.",
    ]


def test_holidays_are_told_in_one_sentence() -> None:
    assert words("T09", language="da")[-1] == (
        "25. marts er skærtorsdag, 26. marts er langfredag, 27. marts er en lørdag, 28. marts er påskedag, "
        "29. marts er 2. påskedag, derfor 30. marts."
    )
    own_day = HolidayChoice(added=(date(2027, 7, 1),))
    assert words("T19", holidays=own_day)[-1] == "1 July is a day you have added, hence 2 July."


@pytest.mark.parametrize(
    ("task", "said", "changed", "sentence"),
    [
        ("T01", (), {}, "The plan starts on 4 January 2027."),
        (
            "T01",
            (),
            {"start": date(2026, 11, 1)},
            "Has not begun, so it starts today, 1 December 2026, at the earliest.",
        ),
        ("T01", (TaskFacts("T01", finished=date(2026, 11, 30)),), {}, "Done on 30 November 2026."),
        ("T01", (TaskFacts("T01", started=date(2026, 11, 30)),), {}, "Begun on 30 November 2026."),
        ("T01", (TaskFacts("T01", not_before=date(2027, 2, 1)),), {}, "Is not to start before 1 February 2027."),
        ("T11", (TaskFacts("T11", fixed_end=date(2027, 5, 3)),), {}, "The day is set: 3 May 2027."),
        (
            "T11",
            (TaskFacts("T11", fixed_end=date(2027, 4, 1)),),
            {},
            "The set day, 1 April 2027, cannot be met: it ends on 28 April 2027.",
        ),
        (
            "T20",
            (TaskFacts("T19", finished=date(2026, 11, 20)),),
            {},
            "Runs from 20 November 2026, when what starts it happened.",
        ),
        ("T41", (), {}, "Starts 12 months before the agreement expires, on 22 December 2030."),
        (
            "T25",
            (),
            {},
            (
                "No statutory minimum for negotiation and final bid; the period must be appropriate (udbudsloven § 66)."
                " Not verified: have it confirmed first."
            ),
        ),
        (
            "T23",
            (),
            {"procedure": "restricted", "shortenings": {"electronic": None}},
            (
                "At least 25 days from the day after dispatch of the invitation (23 August 2027), udbudsloven § 60, "
                "stk. 2, shortened by electronic bids: 17 September 2027."
            ),
        ),
    ],
)
def test_a_step_is_told_in_one_sentence(
    task: str, said: tuple[TaskFacts, ...], changed: dict[str, Any], sentence: str
) -> None:
    assert sentence in words(task, *said, **changed)


def test_a_complaint_period_and_a_last_day_for_answers_are_told() -> None:
    with translation.override("en"):
        told = {one.rule: one.reasons[0].words() for one in legal_file(plan())}
    assert told["complaint-framework"].startswith("6 months from the day after dispatch of the notice of the award (")
    assert told["names"].startswith(
        "5 working days from the day after signature of the contract (22 December 2027), AB 18"
    )
    assert told["supplementary-information"].startswith("6 full days before the deadline ")


def test_words_do_with_what_is_not_known() -> None:
    with translation.override("en"):
        assert reason_words("waits_for", {"task": "T01", "day": date(2027, 1, 4)}) == (
            "Waits for T01, which ends on 4 January 2027."
        )
        assert reason_words("no_legal_length", {"note": None, "paragraph": None, "verified": True}) == (
            "The law states no length."
        )
        passed = {"days": (date(2027, 1, 4),), "end": date(2027, 1, 5)}
        assert reason_words("rolled", passed) == "4 January leaves fewer than two working days, hence 5 January."
