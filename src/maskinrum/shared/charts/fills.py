"""The three fills of the house side by side, for the style guide; their lengths mean nothing."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Drawings


def fills_chart(*, ident: str) -> Drawings:
    """Return one bar in each fill; ``ident`` must be unique on the page."""
    return Drawings(_draw(WIDE, f"{ident}-wide"), _draw(NARROW, f"{ident}-narrow"))


def _draw(width: int, ident: str) -> SafeString:
    parts = [svg.path([(1, 2), (1, 106)], "c-axis")]
    fills = [
        (_("Solid"), 0.6, "c-solid", None),
        (_("Hatched"), 0.3, None, f"url(#{ident}-hatch)"),
        (_("Dashed"), 0.2, "c-dash", None),
    ]
    for place, (words, share, kind, fill) in enumerate(fills):
        top = 10 + 34 * place
        parts.append(svg.rect(1, top, share * width, 18, kind, fill=fill))
        parts.append(svg.text(share * width + 10, top + 14, words))
    return svg.drawing(
        ident,
        width,
        112,
        parts,
        title=_("Three bars with the three fills"),
        description=_("Solid is known, hatched partly known, dashed judgement."),
        definitions=[svg.hatch(f"{ident}-hatch", "c-hatch")],
    )
