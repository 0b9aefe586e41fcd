"""Names as they stand in addresses."""

from django.utils.text import slugify

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def slug_of(name: str) -> str:
    """Return the name in ASCII with hyphens; the Danish letters are written out (``ø`` as *oe*). May be empty."""
    return slugify(name.translate(DANISH))
