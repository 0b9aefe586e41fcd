"""Names as they stand in addresses."""

from django.utils.text import slugify

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})

LAST_LETTERS = str.maketrans({"æ": "zza", "ø": "zzb", "å": "zzc"})
"""The three letters that Danish sorts last, as letters that everybody sorts last."""


def slug_of(name: str) -> str:
    """Return the name in ASCII with hyphens; the Danish letters are written out (``ø`` as *oe*). May be empty."""
    return slugify(name.translate(DANISH))


OTHER_CAPITALS = "ÆØÅÄÖÜÉÈÁÓÍ"
"""Capital letters that SQLite does not know the small ones of, as far as names in our trade have them."""


def small(text: str) -> str:
    """Return a text in small letters, as the databases keep a name to be found by: spaces at the ends are none."""
    return text.strip().lower()
