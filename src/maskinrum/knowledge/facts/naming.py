"""Whom a text names."""

import re


def stands_in(name: str, told: str) -> bool:
    """Whether a name stands in a casefolded text, by itself or with the s of the genitive: *KAB* not in *skab*."""
    sought = name.casefold()
    return sought in told and re.search(rf"(?<!\w){re.escape(sought)}(?:['\u2019]?s)?(?!\w)", told) is not None
