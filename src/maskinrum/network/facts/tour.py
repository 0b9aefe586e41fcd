"""The tour of somebody who is new: its steps in their order, and how long they take to read."""

import re
from dataclasses import dataclass
from html import unescape
from math import ceil
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS_A_MINUTE = 200
"""A careful reader of words that are new; nobody has measured it for these pages."""

MOST_MINUTES = 15

TAGS, UNREAD = re.compile(r"<[^>]+>"), re.compile(r"<(svg|script|style)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One page of the tour: its key, its address, its name, and the question it answers."""

    key: str
    slug: str
    name: Any
    question: Any


STEPS = (
    Step("what", "hvad", _("What it is"), _("What is a strategic partnership?")),
    Step("fit", "for-jer", _("Whether it is for you"), _("Is it for us?")),
    Step("others", "de-andre", _("What others did"), _("What did others do?")),
    Step("whom", "spoerg", _("Whom to ask"), _("Whom can we ask?")),
    Step("onward", "videre", _("What you do now"), _("What do we do now?")),
)


def place_of(slug: str) -> int | None:
    """At which place a step stands, from 0; None for one that there is not."""
    return next((place for place, step in enumerate(STEPS) if step.slug == slug), None)


def words_in(page: str) -> int:
    """How many words of finished HTML are there to be read; drawings are none."""
    return len([word for word in unescape(TAGS.sub(" ", UNREAD.sub(" ", page))).split() if any(map(str.isalnum, word))])


def minutes_for(words: int) -> int:
    """How many minutes that takes to read, rounded up."""
    return ceil(words / WORDS_A_MINUTE)
