"""Names stay whole, words keep their places, and terms of the thesaurus are found in a query."""

import pytest

from maskinrum.danish import Analyser, Name, Names, Synonyms, Thesaurus, Traps, asks_only, grams, tokenise
from maskinrum.danish import analysis as analysis_module
from maskinrum.danish.analysis import forget

NAMES = Names.of(
    [
        Name("&os", ("&os", "og os", "&amp;os"), frozenset({"og os"}), frozenset({"kab"})),
        Name("AB 18", ("AB 18", "AB18")),
        Name("DSP+", ("DSP+", "DSP Plus")),
        Name("skema B", ("skema B", "B-skema")),
        Name("byggeri AB 18", ("byggeri AB 18",)),
    ],
    ["Dommerparken", "Enemærke & Petersen"],
)
ANALYSER = Analyser(NAMES)
TRAPS = {
    "homographs": [
        {
            "term": "AB",
            "default": None,
            "senses": [
                {"slug": "a", "thesaurus": "afdelingsbestyrelse", "cues": ["beboer"]},
                {"slug": "b", "thesaurus": "AB 18", "cues": [18]},
                {"slug": "c", "thesaurus": None, "cues": ["blod"]},
            ],
        },
        {"term": "ramme", "default": "x", "senses": [{"slug": "x", "thesaurus": "rammeaftale", "cues": ["aftale"]}]},
    ],
    "tokenizer": {
        "names": [
            {"token": "&os", "spellings": ["&os", "og os"], "caution": {"da": "…"}},
            {"token": "HØST", "spellings": ["HØST", "hoest"], "caution": {"da": "…"}},
        ]
    },
}
THESAURUS = """
# a comment
rammeaftale | ramme; stående tilbud | framework agreement
afdelingsbestyrelse | AB [ambiguous] | department board
AB 18 | AB 92 [old]; almindelige betingelser | general conditions
udbud | udbud; licitation; underhåndsbud [narrower] |
licitation | budrunde | tender
konflikt
"""


def found(text: str) -> list[str]:
    return [term.lemma for term in ANALYSER.terms(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vi i &os", "_&_os"),
        ("&amp;os", "_&_os"),
        ("og os i KAB", "_&_os"),
        ("efter AB18", "_ab_18"),
        ("dsp plus", "_dsp+"),
        ("DSP+", "_dsp+"),
        ("B-skema", "_skema_b"),
        ("byggeri AB 18", "_byggeri_ab_18"),
    ],
)
def test_a_name_is_one_term(text: str, name: str) -> None:
    assert name in found(text)


def test_plain_danish_is_no_name() -> None:
    assert found("for dig og os") == ["for", "du", "og", "vi"]


def test_a_name_within_a_longer_one_is_not_found_again() -> None:
    assert [term for term in found("byggeri AB 18") if term.startswith("_")] == ["_byggeri_ab_18"]


def test_the_words_of_names_are_never_divided() -> None:
    assert [term.parts for term in Analyser().terms("Dommerparkens")] == [("dommer", "park")]
    assert [term.parts for term in ANALYSER.terms("Dommerparkens Dommerparken")] == [("dommerparken",)] * 2


@pytest.mark.parametrize("known", ["Dommerparken", "Dommerparkens Dommerparken"])
def test_a_name_and_its_genitive_are_one_where_both_are_known_too(known: str) -> None:
    read = Analyser(Names.of([], [known])).terms("Dommerparkens Dommerparken")
    assert len({(term.lemma, term.parts) for term in read}) == 1
    assert len(read[0].parts) == 1


def test_the_sign_of_a_paragraph_is_the_word() -> None:
    assert found("§ 95") == found("paragraf 95")


def test_terms_keep_their_places() -> None:
    text = "Efter AB 18, § 5"
    assert [text[one.start : one.end] for one in ANALYSER.analyse(text)] == ["Efter", "AB 18", "AB", "18", "§", "5"]


def test_a_text_without_names_is_read_as_well() -> None:
    assert [term.text for term in Analyser().terms("En aftale")] == ["en", "aftale"]


def test_a_word_of_no_words_length_is_left_out() -> None:
    assert (tokenise("x" * 81 + " bolig")[0].text, len(ANALYSER.terms("x" * 81 + " bolig"))) == ("bolig", 1)


def test_letters_are_grouped_by_four() -> None:
    assert ANALYSER.term("bolig").grams == ("_bol", "boli", "olig", "lig_")
    assert grams("bo") == frozenset({"_bo_"})


def test_a_word_that_only_asks_is_known() -> None:
    assert [asks_only(word) for word in ("hvorfor", "bolig")] == [True, False]


def test_the_older_half_is_forgotten_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis_module, "REMEMBERED", 4)
    known = dict.fromkeys("abcd")
    forget(known)
    assert list(known) == ["c", "d"]


def test_a_thesaurus_is_read_with_its_tags() -> None:
    groups = Thesaurus.parse(THESAURUS).groups
    assert groups["udbud"].near == ("underhåndsbud",)
    assert groups["AB 18"].same == ("AB 92", "almindelige betingelser")
    assert groups["afdelingsbestyrelse"].ambiguous == ("AB",)
    assert (groups["konflikt"].terms, groups["licitation"].english) == (("konflikt",), ("tender",))


def others(query: str) -> list[tuple[str, ...]]:
    synonyms = Synonyms.of(Thesaurus.parse(THESAURUS), Traps.from_mapping(TRAPS), ANALYSER)
    return [one.others for one in synonyms.found(ANALYSER.terms(query))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("licitation", [("udbud", "budrunde")]),
        ("framework agreement", [("rammeaftale", "ramme", "stående tilbud")]),
        ("ramme aftale", [("rammeaftale", "ramme", "stående tilbud")]),
        ("ramme", [("rammeaftale", "stående tilbud")]),
        ("AB", []),
        ("AB beboer", [("afdelingsbestyrelse",)]),
        ("AB blod", []),
        ("konflikt", []),
        ("vindue", []),
    ],
)
def test_a_query_is_asked_with_other_words_too(query: str, expected: list[tuple[str, ...]]) -> None:
    assert others(query) == expected


MISLEADING = {
    "homographs": [
        {
            "term": "aflevering",
            "default": "bygning",
            "senses": [
                {"slug": "bygning", "da": "aflevering af byggeri", "en": "handover", "cues": ["drift"], "phase": "F5"},
                {"slug": "tilbud", "da": "aflevering af tilbud", "en": "bid submission", "cues": ["frist"]},
            ],
        }
    ],
    "shared_terms": [
        {"term": "licitation", "groups": ["udbud", "licitation", "intet"]},
        {"term": "aflevering", "groups": ["udbud"]},
    ],
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("licitation", (0, 1, ["udbud"], [""])),
        ("hurtig aflevering", (1, 2, ["aflevering af byggeri", "aflevering af tilbud"], ["F5", ""])),
        ("frist for aflevering", None),
        ("aflevering af byggeri", None),
        ("udbud i licitation", None),
        ("vindue", None),
    ],
)
def test_a_word_of_several_meanings_is_told_unless_a_word_beside_it_says_which(query: str, expected: object) -> None:
    synonyms = Synonyms.of(Thesaurus.parse(THESAURUS), Traps.from_mapping(MISLEADING), ANALYSER)
    told = [
        (start, end, [one.names["da"] for one in several], [one.phase for one in several])
        for start, end, several in synonyms.unclear(ANALYSER.terms(query))
    ]
    assert told == ([expected] if expected else [])


def test_only_a_spelling_of_several_plain_words_needs_a_word_beside_it() -> None:
    one, other = Traps.from_mapping(TRAPS).names
    assert (one.plain, other.plain) == (frozenset({"og os"}), frozenset())
