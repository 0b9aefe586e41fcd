"""A QR code as a drawing that stands in the page, so that nothing has to be fetched or allowed."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

QUIET = 4  # modules of light around the code, as readers of it expect


def qr_code(text: str, *, name: str = "") -> SafeString:
    """Draw the text as a QR code called ``name``. Its look is the class ``qr``; what it says should stand beside."""
    from qrcode import QRCode  # noqa: PLC0415 - brings a library of pictures along, for a page or two

    code = QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return format_html(
        '<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{name}" shape-rendering="crispEdges">'
        '<path class="qr-light" d="M0 0h{side}v{side}H0z"/><path class="qr-dark" d="{path}"/></svg>',
        side=len(rows),
        name=name or _("QR code for the app"),
        path="".join(f"M{x} {y}h1v1h-1z" for x, y in dark),
    )
