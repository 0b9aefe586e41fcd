"""Danish as a search needs it: words with their places, base forms and parts, and what a query asks for.

Pure Python: no Django, no clock, no files but the word lists of its own.
"""

from maskinrum.danish.analysis import Analyser, Placed, Term, asks_only, forget, grams
from maskinrum.danish.names import Name, Names
from maskinrum.danish.queries import Query, parse_query
from maskinrum.danish.spelling import fold, normalise
from maskinrum.danish.synonyms import Meaning, Synonym, Synonyms, parts_of
from maskinrum.danish.thesaurus import Group, Thesaurus
from maskinrum.danish.tokens import LONGEST, WORD, Token, tokenise
from maskinrum.danish.traps import Sense, Traps
from maskinrum.danish.words import Word, dictionary, known, understand

__all__ = [
    "LONGEST",
    "WORD",
    "Analyser",
    "Group",
    "Meaning",
    "Name",
    "Names",
    "Placed",
    "Query",
    "Sense",
    "Synonym",
    "Synonyms",
    "Term",
    "Thesaurus",
    "Token",
    "Traps",
    "Word",
    "asks_only",
    "dictionary",
    "fold",
    "forget",
    "grams",
    "known",
    "normalise",
    "parse_query",
    "parts_of",
    "tokenise",
    "understand",
]
