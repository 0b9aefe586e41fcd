"""What the scale of the four verdicts shows as reached, as it stands in a page."""

import html
import re

REACHED = re.compile(r'<li class="reached(?: unsettled)?" aria-current="true">([^<]+)<')


def reached(page: str) -> list[str]:
    """The words marked as reached, one for each scale of the page."""
    return REACHED.findall(html.unescape(page))
