"""Make the word lists of ``maskinrum.danish`` anew from where they come from.

``python tools/danish_lexicon.py`` writes the two lists below ``src/maskinrum/danish/data``. It needs wordfreq, which
the product itself does not: run it in an environment that has both (``pip install wordfreq simplemma``). Each list is
derived from one source only, and says which and under what licence.
"""

import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

FOLDER = Path(__file__).resolve().parent.parent / "src/maskinrum/danish/data"
PLAIN = re.compile(r"[a-z\u00e6\u00f8\u00e5\u00e9]+")
PER = 1_000_000_000
SHORTEST_PART = 2
# A base form stands in the list of parts when it helps to make up so many others.
FEWEST = 2

FREQUENCIES = """\
# How often Danish words are met, by base form: word, occurrences in 1,000,000,000 words.
# Derived by tools/danish_lexicon.py from the Danish list of wordfreq 3.1.1 by Robyn Speer and others
# (https://github.com/rspeer/wordfreq), whose data are CC BY-SA 4.0. This file is therefore
# CC BY-SA 4.0 as well (https://creativecommons.org/licenses/by-sa/4.0/). Changed: forms of a word are added up.
"""
PARTS = """\
# How many base forms begin and how many end with a Danish word: word, first part of, last part of.
# Counted by tools/danish_lexicon.py in the lemma lists of simplemma 2.0.0 by Adrien Barbaresi
# (https://github.com/adbar/simplemma), which come from the lemmatization lists of Michal Mechura under the Open
# Database License. This file is therefore offered under the Open Database License 1.0
# (https://opendatacommons.org/licenses/odbl/1-0/).
"""


def frequencies(forms: Mapping[str, str], counted: Mapping[str, float]) -> Counter[str]:
    """Return how often each base form is met."""
    found: Counter[str] = Counter()
    for word, frequency in counted.items():
        if word in forms:
            found[forms[word].lower()] += round(frequency * PER)
    return found


def first_part(start: str, bases: set[str]) -> str | None:
    """Return the word that begins a compound, without the letter that links."""
    if start in bases:
        return start
    if start.endswith("s"):
        return next((one for one in (start[:-1], f"{start[:-1]}e") if one in bases), None)
    return start[:-1] if start.endswith("e") and start[:-1] in bases else None


def parts(bases: set[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word is the first and the last part of another."""
    firsts: Counter[str] = Counter()
    lasts: Counter[str] = Counter()
    for word in bases:
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART):
            last = word[place:]
            first = first_part(word[:place], bases) if last in bases else None
            if first and len(first) >= SHORTEST_PART:
                firsts[first] += 1
                lasts[last] += 1
    return firsts, lasts


def write(name: str, head: str, rows: Iterable[str]) -> None:
    """Write one list."""
    (FOLDER / name).write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def main() -> int:
    """Write both lists."""
    wordfreq = importlib.import_module("wordfreq")
    dictionary = DefaultDictionaryFactory().get_dictionary("da")
    forms = {form: dictionary[form] for form in dictionary}
    bases = {base for base in forms.values() if PLAIN.fullmatch(base)}
    found = frequencies(forms, wordfreq.get_frequency_dict("da"))
    write("frequencies.txt", FREQUENCIES, (f"{word}\t{found[word]}" for word in sorted(found) if PLAIN.fullmatch(word)))
    firsts, lasts = parts(bases)
    kept = sorted(word for word in {*firsts, *lasts} if firsts[word] + lasts[word] >= FEWEST)
    write("parts.txt", PARTS, (f"{word}\t{firsts[word]}\t{lasts[word]}" for word in kept))
    return 0


if __name__ == "__main__":
    sys.exit(main())
