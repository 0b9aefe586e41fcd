"""The lists are read once in a process, and come out the same whenever they are read."""

from dataclasses import fields

from maskinrum.danish.lexicon import Lexicon, lexicon


def test_the_lists_read_again_are_those_that_are_kept() -> None:
    again = lexicon.__wrapped__()
    assert lexicon() is lexicon()
    assert [one.name for one in fields(Lexicon) if getattr(again, one.name) != getattr(lexicon(), one.name)] == []
    assert again.lasts
