"""The judged set is what it says: enough of it, whole, and divided the same way each time."""

from tests.search import sector


def test_the_set_is_as_large_as_promised() -> None:
    queries, compounds = sector.queries(), sector.compounds()
    assert len(queries.tuning) + len(queries.held_out) >= 150
    assert len(compounds.tuning) + len(compounds.held_out) >= 300
    assert (len(queries.held_out), len(compounds.held_out)) == (58, 117)


def test_every_judgement_names_a_document() -> None:
    keys = {one.key for one in sector.documents()}
    rows = [*sector.queries().tuning, *sector.queries().held_out]
    assert [(asked, key) for asked, answers in rows for key in answers if key not in keys] == []


def test_nothing_is_asked_twice() -> None:
    for split in (sector.queries(), sector.compounds()):
        asked = [row[0] for row in (*split.tuning, *split.held_out)]
        assert len(asked) == len(set(asked))
