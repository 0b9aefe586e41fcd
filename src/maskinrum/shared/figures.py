"""Numbers as text in the language of the page: the one place that decides how a figure is written.

Danish writes 1.033,5 and English 1,033.5. A minus is a real minus (−), never a hyphen. A unit follows a narrow
no-break space, so that a figure never parts from its unit at the end of a line. What is not known (``None``) is
written *not known*: never a dash, never zero. NaN and infinity are errors of the caller and raise ``ValueError``.
Rounding is half away from zero on the decimal digits, as readers do it by hand; −0 is written 0.
"""

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"

DANISH_SIGNS = str.maketrans(",.", ".,")

Real = int | float | Decimal
_FIGURE = "%(number)s"
Unit = Literal["", "percent", "mdkk", "months"]


def unknown() -> str:
    """Return the words for what is not known."""
    return _("not known")


def number(value: Real | None, decimals: int = 0) -> str:
    """Return ``value`` with ``decimals`` decimals, grouped in thousands; ``None`` gives *not known*."""
    if value is None:
        return unknown()
    return _written(value, decimals, (get_language() or "en").startswith("da"))


def signed(value: Real | None, decimals: int = 0) -> str:
    """Return ``value`` with + or − before it; what rounds to zero has no sign."""
    if value is None:
        return unknown()
    return ("+" if _rounded(value, decimals) > 0 else "") + number(value, decimals)


def give_or_take(figure: str) -> str:
    """Return a figure that is written already as an error: its sign is never left at the end of a line without it."""
    return f"±{NO_BREAK_SPACE}{figure}"


def percent(share: Real | None, decimals: int = 0) -> str:
    """Return a share (0.045) as a percentage (*4,5 %*, *4.5%*)."""
    return unknown() if share is None else _with_unit(number(_hundredfold(share), decimals), "percent")


def signed_percent(share: Real | None, decimals: int = 0) -> str:
    """Return a share (−0.01) as a percentage with its sign (*−1 %*)."""
    return unknown() if share is None else _with_unit(signed(_hundredfold(share), decimals), "percent")


def money(mdkk: Real | None) -> str:
    """Return an amount given in million DKK (*1.033 mio. kr.*).

    From 10 million without decimals, from 1 million with one, below 1 million in whole thousands of kroner, from
    10,000 million in billions with one decimal.
    """
    return unknown() if mdkk is None else _money(mdkk, sign=False)


def signed_money(mdkk: Real | None) -> str:
    """Return a difference given in million DKK with its sign (*+18 mio. kr.*); decimals as in ``money``."""
    return unknown() if mdkk is None else _money(mdkk, sign=True)


def volume(mdkk: Real | None) -> str:
    """Return a published volume given in million DKK: as ``money``, but in billions from 1,000 (*8,5 mia. kr.*)."""
    if mdkk is None:
        return unknown()
    return _money(mdkk, sign=False) if _rounded(mdkk, 0) < 1000 else _billions(mdkk, sign=False)


def volumes(low: Real | None, high: Real | None) -> str:
    """Return the interval a published volume lies in, as ``volume``: in billions where both ends are that large."""
    if low is None or high is None or low == high:
        return volume(low if low is not None else high)
    if low > high:
        raise ValueError(f"The interval from {low} to {high} has its ends the wrong way round.")
    if _rounded(low, 0) < 1000:
        return interval(low, high, unit="mdkk")
    ends = [number(Decimal(str(each)) / 1000, 1) for each in (low, high)]
    return _glued(_("DKK %(number)s bn")) % {"number": EN_DASH.join(dict.fromkeys(ends))}


def months(value: Real | None) -> str:
    """Return a number of months in words and whole months (*14 måneder*); what rounds to 0 is *less than a month*."""
    if value is None:
        return unknown()
    whole = int(_rounded(value, 0))
    if whole == 0 and value != 0:
        return _("less than a month")
    return _glued(ngettext("%(number)s month", "%(number)s months", abs(whole))) % {"number": number(whole)}


def term(value: Real | None) -> str:
    """Return a length given in months as years where it is whole years (48: *4 år*), else as ``months``."""
    if value is None:
        return unknown()
    years, rest = divmod(_rounded(value, 0), 12)
    if rest or years < 1:
        return months(value)
    return _glued(ngettext("%(number)s year", "%(number)s years", int(years))) % {"number": number(years)}


def of_ten(probability: float | None) -> str:
    """Return a chance in [0, 1] in words (*8 af 10*).

    Between 0.05 and 0.95 it is the nearest count from 1 to 9. Outside it says *fewer than 1 in 20* or *more than 19 in
    20*, below 0.01 and above 0.99 *fewer than 1 in 100* or *more than 99 in 100*: a simulation never proves a *never*
    or an *always*, so 0 and 10 in 10 are not said.
    """
    if probability is None:
        return unknown()
    _check_share(probability)
    if probability < 0.01 or probability > 0.99:
        return _beyond(probability, 100)
    if probability < 0.05 or probability > 0.95:
        return _beyond(probability, 20)
    return _("%(count)s in 10") % {"count": _clamped(probability, 10)}


def of_hundred(probability: float | None) -> str:
    """Return a chance in [0, 1] for tables (*79 af 100*); the ends say *fewer than 1* or *more than 99 in 100*."""
    if probability is None:
        return unknown()
    _check_share(probability)
    if _near_end(probability):
        return _beyond(probability, 100)
    return _("%(count)s in 100") % {"count": _clamped(probability, 100)}


def hundredths(probability: float | None) -> str:
    """Return a chance as the bare count under a head that says *of 100*: 0 and 100 only when exact, else <1 and >99."""
    if probability is None:
        return unknown()
    _check_share(probability)
    if probability in {0, 1}:
        return number(probability * 100)
    if _near_end(probability):
        return "<1" if probability < 0.5 else ">99"
    return str(_clamped(probability, 100))


def interval(low: Real | None, high: Real | None, decimals: int = 0, unit: Unit = "", *, sign: bool = False) -> str:
    """Return *low–high*, or *low to high* where a sign stands in it, since a dash reads as one more minus.

    ``unit`` is ``percent`` (then both ends are shares), ``mdkk``, ``months`` or none; ``sign`` writes + as well. One
    end missing gives *at least* or *at most*, both *not known*. Raises ``ValueError`` when ``low`` exceeds ``high``.
    """
    if low is None and high is None:
        return unknown()
    if low is not None and high is not None and low > high:
        raise ValueError(f"The interval from {low} to {high} has its ends the wrong way round.")
    spelled = sign or (low is not None and low < 0)
    return _joined(_end(low, decimals, unit, sign=sign), _end(high, decimals, unit, sign=sign), unit, spelled=spelled)


def _end(value: Real | None, decimals: int, unit: Unit, *, sign: bool) -> str | None:
    if value is None:
        return None
    return (signed if sign else number)(_hundredfold(value) if unit == "percent" else value, decimals)


def _joined(low: str | None, high: str | None, unit: Unit, *, spelled: bool) -> str:
    if low is None:
        return _("at most %(figure)s") % {"figure": _with_unit(high or "", unit)}
    if high is None:
        return _("at least %(figure)s") % {"figure": _with_unit(low, unit)}
    if low == high:
        return _with_unit(low, unit)
    if not spelled:
        return _with_unit(f"{low}{EN_DASH}{high}", unit)
    return _with_unit(_("%(low)s to %(high)s") % {"low": low, "high": high}, unit)


def _with_unit(text: str, unit: Unit) -> str:
    if unit == "percent":
        pattern = _("%(number)s%%")
    elif unit == "mdkk":
        pattern = _("DKK %(number)s m")
    else:
        pattern = _("%(number)s months") if unit else _FIGURE
    return _glued(pattern) % {"number": text}


def _money(mdkk: Real, *, sign: bool) -> str:
    size = abs(_rounded(mdkk, 3))
    write = signed if sign else number
    if _rounded(size, 0) >= 10_000:
        return _billions(mdkk, sign=sign)
    if size < 1:
        return _glued(_("DKK %(number)s")) % {"number": write(_rounded(mdkk, 3) * 1_000_000)}
    return _with_unit(write(mdkk, 0 if _rounded(size, 1) >= 10 else 1), "mdkk")


def _billions(mdkk: Real, *, sign: bool) -> str:
    write = signed if sign else number
    return _glued(_("DKK %(number)s bn")) % {"number": write(Decimal(str(mdkk)) / 1000, 1)}


def _beyond(probability: float, base: int) -> str:
    if probability < 0.5:
        return _("fewer than 1 in %(base)s") % {"base": base}
    return _("more than %(count)s in %(base)s") % {"count": base - 1, "base": base}


def _near_end(probability: float) -> bool:
    return probability < 0.005 or probability > 0.995


def _clamped(probability: float, base: int) -> int:
    return min(base - 1, max(1, int(_rounded(probability * base, 0))))


def _check_share(probability: float) -> None:
    if not 0 <= probability <= 1:
        raise ValueError(f"A chance lies between 0 and 1, not at {probability}.")


def _hundredfold(share: Real) -> Decimal:
    return Decimal(str(share)) * 100


def _rounded(value: Real, decimals: int) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a figure that can be written.")
    # str() first: 0.145 must round as the reader sees it, not as the binary number just below it.
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


# The tables of fifty rounds write the same figures hundreds of times.
@lru_cache(maxsize=8192)
def _written(value: Real, decimals: int, is_danish: bool) -> str:
    rounded = _rounded(value, decimals)
    english = f"{abs(rounded):,.{decimals}f}"
    return (MINUS if rounded < 0 else "") + (english.translate(DANISH_SIGNS) if is_danish else english)


def _glued(pattern: str) -> str:
    """Make the spaces of ``pattern`` unbreakable, and narrow where they part the figure from its unit."""
    narrowed = pattern.replace(f" {_FIGURE}", NARROW_SPACE + _FIGURE).replace(f"{_FIGURE} ", _FIGURE + NARROW_SPACE)
    return narrowed.replace(" ", NO_BREAK_SPACE)
