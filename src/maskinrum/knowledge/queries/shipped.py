"""The experience cards of the domain data, read as facts."""

from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.domain import load


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
