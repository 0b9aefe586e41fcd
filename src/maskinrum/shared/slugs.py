"""Names as they stand in addresses."""

from django.utils.text import slugify

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})

LAST_LETTERS = str.maketrans({"æ": "zza", "ø": "zzb", "å": "zzc"})
"""The three letters that Danish sorts last, as letters that everybody sorts last."""


def slug_of(name: str) -> str:
    """Return the name in ASCII with hyphens; the Danish letters are written out (``ø`` as *oe*). May be empty."""
    return slugify(name.translate(DANISH))
