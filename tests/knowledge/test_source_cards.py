"""Every number's source can be looked up: what was measured, where, how strong, and who says so."""

from maskinrum.knowledge.queries import shipped_cards
from maskinrum.shared.domain import load_table


def test_there_is_a_card_for_every_row_of_the_evidence_in_its_order() -> None:
    assert list(shipped_cards()) == [row["id"] for row in load_table("evidence")]


def test_a_card_says_what_its_row_says() -> None:
    row = next(row for row in load_table("evidence") if row["id"] == "tc-01")
    card = shipped_cards()["tc-01"]
    assert (card.estimate, card.unit, card.country, card.strength) == (
        float(row["estimate"]), row["unit"], row["country"], row["strength"],
    )  # fmt: skip
    assert card.measure == {"da": row["measure_da"], "en": row["measure_en"]}


def test_what_the_source_does_not_give_is_none_and_never_zero() -> None:
    rows = {row["id"]: row for row in load_table("evidence")}
    unknown = [(card.id, name) for card in shipped_cards().values() for name in ("estimate", "low", "high", "year", "n")
               if getattr(card, name) is None]  # fmt: skip
    assert unknown
    assert [(key, name) for key, name in unknown if rows[key][name]] == []


def test_self_reported_is_told_apart() -> None:
    stated = {row["id"] for row in load_table("evidence") if row["self_reported"] == "yes"}
    assert {card.id for card in shipped_cards().values() if card.is_self_reported} == stated
    assert stated
