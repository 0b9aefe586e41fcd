"""Have pages and pictures set by a process of its own, and know which characters its fonts can draw."""

import json
import subprocess
import sys
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.shared.errors import BusyError

BOX = "\N{WHITE SQUARE}"
PATIENCE = 30.0  # seconds; a booklet of eight pages takes half of one

# Characters that our fonts, or those the typesetter brings, can draw; a test draws them all.
_DRAWN = (
    "20-7e a0-ac ae-2ff 370-377 37a-37f 384-38a 38c 38e-3a1 3a3-482 48a-4ff 510-513 51a-51d 5be 5c0 5c3 5c6 5d0-5ea "
    "606-60c 61b 61f 621-63a 640-64a 660-66d 6f0-6f9 1e00-1eff 2010-2027 202f-2040 2042 2044-2052 2054-205e "
    "2070-2071 2074-208e 2090-209c 20a0-20bf 2100-211e 2120 2122 2124 2126-2151 2153-2184 2190-2311 2500-2606 "
    "2609-262f 2638-268b 2690-269c 26a0-26a7 2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 2794 2798-27af "
    "27b1-27be fb00-fb06"
)
_RANGES = tuple(
    (int(first, 16), int(last or first, 16)) for first, _dash, last in (part.partition("-") for part in _DRAWN.split())
)


class TypesettingError(RuntimeError):
    """What the typesetter says of a page that it does not set."""


def typeset(template: bytes, inputs: dict[str, str], **options: Any) -> bytes:
    """Return what the template and its inputs become, set in a process that ends with it.

    The typesetter keeps over 100 MB for as long as it lives, which a process that shows pages would hold for good.
    Raises TypesettingError for what it refuses, and BusyError where it takes too long.
    """
    here = files("maskinrum.shared.documents")
    job = {"template": template.decode(), "inputs": inputs, "options": options, "fonts": str(here.joinpath("fonts"))}
    # Its folder is not searched for modules (-P): names of ours would stand before those of the libraries.
    command = [sys.executable, "-P", str(here.joinpath("typesetter.py"))]
    try:
        done = subprocess.run(  # noqa: S603 - a program and a file of ours
            command, input=json.dumps(job).encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise BusyError(
            _("Making the file took too long and was stopped. Try again in a moment, or fetch another kind of file.")
        ) from late
    if done.returncode:
        raise TypesettingError(done.stderr.decode(errors="replace") or f"ended with {done.returncode}")
    return done.stdout


def drawn_characters() -> str:
    """Return every character that can be drawn."""
    return "".join(chr(code) for first, last in _RANGES for code in range(first, last + 1))


@lru_cache(maxsize=4096)
def _drawn(mark: str) -> str:
    code = ord(mark)
    if any(first <= code <= last for first, last in _RANGES):
        return mark
    if unicodedata.category(mark) in {"Cf", "Mn", "Me"}:
        return ""
    return f"[{unicodedata.name(mark, f'U+{code:04X}').lower()}]"


def drawable(text: str) -> str:
    """Return a text that can be drawn: what no font has, such as an emoji, stands as its name in brackets.

    A page that may be read aloud (PDF/UA) must not have a character without a shape; the typesetter refuses it.
    """
    return text if text.isascii() else "".join(map(_drawn, text))


def boxed(text: str) -> str:
    """Return a text that can be drawn in no more room than it had: what no font has stands as a box."""
    return text if text.isascii() else "".join(BOX if len(one := _drawn(mark)) > 1 else one for mark in text)
