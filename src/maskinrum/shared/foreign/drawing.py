"""Photos drawn anew: nothing of the file is kept but what can be seen."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.refusals import broken

MOST_PIXELS = 40_000_000  # unpacked
MOST_TAKEN = 80_000_000  # of a photo, which is unpacked at a half or a quarter of its size where that is enough
LONGEST_SIDE = 2_400  # pixels; enough to read a drawing
QUALITY = 85


def drawn_anew(content: bytes, form: str) -> bytes:
    """The picture alone, upright and not larger than needed: no place, no hour, no camera, nothing hidden behind it."""
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as opened:
            _refuse_more(opened, MOST_TAKEN)
            opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            _refuse_more(opened, MOST_PIXELS)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = upright.convert("RGB" if form == "JPEG" else "RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise broken() from error
    clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    written = io.BytesIO()
    clean.save(written, form, quality=QUALITY) if form == "JPEG" else clean.save(written, form)
    return written.getvalue()


def _refuse_more(picture: Image.Image, most: int) -> None:
    if picture.width * picture.height > most:
        raise DomainError(_("The picture has too many pixels. Make it smaller first."), field="file")
