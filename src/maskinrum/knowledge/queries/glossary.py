"""Reads of the words of the sector: they ship with the product and are open to everybody."""

from typing import Any

from maskinrum.shared.domain import load, read_text


def glossary_terms() -> list[dict[str, Any]]:
    """Return the glossary in alphabetical order, each term with the other words that mean the same."""
    synonyms = _synonyms()
    shipped = [*load("demo_experiences")["glossary"], *load("glossary")["terms"]]
    terms = [term | {"synonyms": synonyms.get(term["thesaurus"], [])} for term in shipped]
    return sorted(terms, key=lambda term: str(term["term"]).casefold())


def terms_named(*slugs: str) -> list[dict[str, Any]]:
    """Those of these words that there are, in the order asked for."""
    found = {term["slug"]: term for term in glossary_terms()}
    return [found[slug] for slug in slugs if slug in found]


def _synonyms() -> dict[str, list[str]]:
    groups = (line.split("|") for line in read_text("thesaurus.txt").splitlines() if line and not line.startswith("#"))
    return {
        group[0].strip(): [word.strip() for word in group[1].split(";") if word.strip() and "[" not in word]
        for group in groups
    }
