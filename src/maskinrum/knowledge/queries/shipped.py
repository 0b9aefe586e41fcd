"""The experience cards and recommendations of the domain data, read as facts."""

from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.domain import load

QUOTES = {"da": ("»", "«"), "en": ("“", "”")}


def shipped_experiences() -> dict[str, ExperienceFacts]:
    """The cards by their key, each connected to the partnership of the register that it names."""
    data = load("demo_experiences")
    keys = dict(Partnership.objects.values_list("slug", "pk"))
    return {
        card["id"].lower(): ExperienceFacts(
            title=card["title"]["da"],
            title_en=card["title"]["en"],
            context=card["context"],
            happened=card["happened"],
            effect_text=card["effect_text"],
            advice=card["advice"],
            themes=tuple(card["themes"]),
            phase=card["phase"],
            role=card["role"],
            works=card.get("project_kind", ""),
            effect=card["effect"],
            evidence=card["evidence_kind"],
            visibility=card.get("confidentiality", data["confidentiality_default"]),
            partnership=str(keys.get(card["partnership"], "")),
            source_url=card["source"]["url"],
            source_label=card["source"]["label"],
        )
        for card in data["experiences"]
    }


def reasons_of(recommendation: str, language: str) -> str:
    """Why a recommendation that ships is given: lines of the editors, each with the titles of the cards that say so."""
    data = load("reasons")
    titles = {card["id"]: card["title"][language] for card in load("demo_experiences")["experiences"]}
    before, after = QUOTES[language]
    lines = [data["mark"][language]]
    for reason in data["reasons"][recommendation]:
        named = ", ".join(f"{before}{titles[card]}{after}" for card in reason["cards"])
        lines.append(f"{reason[language]} ({named})")
    return "\n\n".join(lines)


def shipped_recommendations() -> dict[str, RecommendationFacts]:
    """The recommendations of the domain data by their key; experiences are named by the keys they ship under."""
    return {
        one["id"].lower(): RecommendationFacts(
            statement=one["da"],
            statement_en=one["en"],
            reasons=reasons_of(one["id"], "da"),
            reasons_en=reasons_of(one["id"], "en"),
            caveat=one["caveat"]["da"],
            caveat_en=one["caveat"]["en"],
            phase=one["phase"],
            themes=tuple(one["themes"]),
            owner_role=one["owner_role"],
            review_months=one["review_months"],
            support=tuple(key.lower() for key in one["support"]),
            counter=tuple(key.lower() for key in one["counter"]),
        )
        for one in load("demo_experiences")["recommendations"]
    }
