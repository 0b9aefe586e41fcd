"""The two first partnerships on one time axis, drawn on the server.

Across, everything is a percentage of the axis; down, everything is in rem. So one drawing fits every width without its
text becoming smaller, and grows with the reader's text size. Two drawings differ in where the labels stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.config.queries import Founder, Job

LABELS = 24.0  # per cent of the wide drawing that the names take
LINE = 1.15  # rem from one line of text to the next
AXIS = 1.6  # rem from the top to the line of the axis
PARTNERS_ON_A_LINE = 28  # characters


@dataclass(frozen=True)
class Axis:
    """Years from 1 January of ``first`` to 31 December of ``last``."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Return where a day stands, in per cent of the axis."""
        start = date(self.first, 1, 1)
        return round(100 * (day - start).days / (date(self.last + 1, 1, 1) - start).days, 2)

    def between(self, start: date, end: date) -> str:
        """Return ``x`` and ``width`` of a bar as attributes."""
        return f'x="{self.at(start)}%" width="{round(self.at(end) - self.at(start), 2)}%"'


@dataclass(frozen=True)
class Drawings:
    """The same picture for wide and narrow pages."""

    wide: SafeString
    narrow: SafeString


def founders_chart(founders: Sequence[Founder], today: date) -> Drawings:
    """Draw planning, agreement, option and known jobs of the founders, with the needle at ``today``."""
    axis = axis_of(founders, today)
    return Drawings(_drawing(founders, today, axis, is_wide=True), _drawing(founders, today, axis, is_wide=False))


def axis_of(founders: Sequence[Founder], today: date) -> Axis:
    """Return the whole years that hold everything known, and today."""
    ends = [founder.option_end for founder in founders] + [job.end for founder in founders for job in founder.jobs]
    return Axis(min(founder.planning.year for founder in founders), max(*(end.year for end in ends), today.year))


def tail_of(founders: Sequence[Founder]) -> tuple[date, date] | None:
    """Return from when to when known works go on after the last option would have ended; None when there are none."""
    start = max(founder.option_end for founder in founders)
    end = max((job.end for founder in founders for job in founder.jobs), default=start)
    return (start, end) if end > start else None


def _drawing(founders: Sequence[Founder], today: date, axis: Axis, *, is_wide: bool) -> SafeString:
    top, rows, names = 3.2, [], []
    for founder in founders:
        drawn, height = _founder(founder, axis, top, is_wide=is_wide)
        rows.append(drawn)
        names += _names(founder, top) if is_wide else []
        top += height
    tail = tail_of(founders)
    if tail:
        rows.append(_tail(tail, axis, top, is_wide=is_wide))
        top += 1.2
    needle = _needle(today, axis, top, turns_at=85 if is_wide else 50)
    body = "".join([_hatching(f"hatch-{is_wide:d}", "t-hatch"), _years(axis, is_wide=is_wide), *rows, needle])
    if is_wide:
        body = f'{"".join(names)}<svg x="{LABELS}%" width="{100 - LABELS}%">{body}</svg>'
    name = escape(_("The time axis of the two first partnerships. The figures stand in the table below."))
    shape = "timeline-wide" if is_wide else "timeline-narrow"
    size = f'width="100%" height="{top + 1.5:.2f}rem"'
    return SafeString(f'<svg class="timeline {shape}" {size} role="img" aria-label="{name}">{body}</svg>')


def _hatching(name: str, style: str) -> str:
    """Return a pattern of slanting lines under the id ``name``."""
    return (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path class="{style}" d="M3 0v6"/></pattern></defs>'
    )


def _years(axis: Axis, *, is_wide: bool) -> str:
    marks = [_line("t-line", 0, 100, AXIS, AXIS)]
    for year in range(axis.first, axis.last + 2):
        marks.append(_tick(axis.at(date(year, 1, 1)), 0.5))
        if year <= axis.last and (is_wide or (year - axis.first) % 2 == 0):
            marks.append(_text(str(year), axis.at(date(year, 1, 1)), 0.85, "t-year"))
        if year <= axis.last and is_wide:
            marks += [_tick(axis.at(date(year, month, 1)), 0.25) for month in (4, 7, 10)]
    return "".join(marks)


def _founder(founder: Founder, axis: Axis, top: float, *, is_wide: bool) -> tuple[str, float]:
    """Return the drawing of one partnership and the height it takes, in rem."""
    bar = top if is_wide else top + 2.4
    parts = [_spans(founder, axis, bar, is_wide=is_wide)]
    if not is_wide:
        parts.append(_text(founder.name, 0, top + 0.6, "t-name"))
    row = bar + (2.2 if is_wide else 3.6)
    for job in founder.jobs:
        parts.append(_job(job, axis, row, is_wide=is_wide))
        row += 1.3 if is_wide else 1.9
    lowest = max(row, top + 1.6 + LINE * len(list(_lines(founder.partners)))) if is_wide else row
    return "".join(parts), lowest + (1.2 if is_wide else 1.6) - top


def _spans(founder: Founder, axis: Axis, bar: float, *, is_wide: bool) -> str:
    agreement = _("Agreement, %(term)s") % {"term": years(founder.term_months)}
    option = _("Option, %(term)s") % {"term": years(founder.option_months)}
    planning = _("Planning and tender, about %(term)s") % {"term": years(founder.planning_months)}
    label, shift = (bar + 0.85, 0.6) if is_wide else (bar - 0.35, 0)
    under = _halves(planning) if is_wide else [planning]
    return "".join(
        [
            _bar(f'fill="url(#hatch-{is_wide:d})"', axis.between(founder.planning, founder.start), bar),
            _bar('class="t-solid"', axis.between(founder.start, founder.end), bar),
            _bar('class="t-dash"', axis.between(founder.end, founder.option_end), bar),
            _text(agreement, axis.at(founder.start), label, "t-on-bar" if is_wide else "t-strong", shift=shift),
            _text(option, axis.at(founder.end), label, "t-strong", shift=shift),
            *(
                _text(words, axis.at(founder.planning), bar + 2.1 + LINE * place, "t-quiet")
                for place, words in enumerate(under)
            ),
        ]
    )


def _halves(words: str) -> list[str]:
    """Return a sentence on two lines of about the same length."""
    breaks = [place for place, letter in enumerate(words) if letter == " "]
    middle = min(breaks, key=lambda place: abs(place - len(words) / 2))
    return [words[:middle], words[middle + 1 :]]


def _names(founder: Founder, top: float) -> list[str]:
    """Return the name and the partners, left of the axis."""
    lines = [_text(line, 0, top + 2.1 + LINE * place, "t-quiet") for place, line in enumerate(_lines(founder.partners))]
    return [_text(founder.name, 0, top + 0.8, "t-name"), *lines]


def _lines(partners: Sequence[str]) -> Iterator[str]:
    line = ""
    for partner in partners:
        longer = f"{line} · {partner}" if line else partner
        if line and len(longer) > PARTNERS_ON_A_LINE:
            yield line
            longer = partner
        line = longer
    yield line


def _job(job: Job, axis: Axis, line: float, *, is_wide: bool) -> str:
    homes = ngettext("%(name)s, %(count)d home", "%(name)s, %(count)d homes", job.homes or 0)
    words = homes % {"name": job.name, "count": job.homes} if job.homes else job.name
    top = line - 0.5 if is_wide else line + 0.3
    bar = f'<rect class="t-work" {axis.between(job.start, job.end)} y="{top:.2f}rem" height="0.45rem"/>'
    if is_wide:
        return bar + _text(words, axis.at(job.start), line, "t-plain", end=True, shift=-0.6)
    return bar + _text(words, 0, line, "t-plain")


def _tail(tail: tuple[date, date], axis: Axis, top: float, *, is_wide: bool) -> str:
    start, end = (axis.at(day) for day in tail)
    words = _("The tail: works after the agreements expire")
    if is_wide:
        label = _text(words, start, top, "t-strong", end=True, shift=-0.6)
    else:
        label = _text(words, 0, top - 0.5, "t-strong")
        top += 0.6
    ends = "".join(_line("t-bracket", at, at, top - 0.6, top) for at in (start, end))
    return f"{label}{ends}{_line('t-bracket', start, end, top, top)}"


def _needle(today: date, axis: Axis, bottom: float, *, turns_at: float) -> str:
    """Draw today; the words stand left of the needle where there is no room to its right."""
    place = axis.at(today)
    words = _("Today, %(month)s") % {"month": date_format(today, "F Y")}
    head = f'<svg x="{place}%" y="{AXIS}rem" overflow="visible"><path class="t-needle" d="M-7-9H7L0 6z"/></svg>'
    is_left = place > turns_at
    text = _text(words, place, bottom + 0.9, "t-today", end=is_left, shift=-0.6 if is_left else 0.6)
    return _line("t-needle-line", place, place, AXIS, bottom + 0.9) + head + text


def _bar(paint: str, place: str, top: float) -> str:
    return f'<rect {paint} {place} y="{top - 0.05:.2f}rem" height="1.3rem"/>'


def _tick(place: float, length: float) -> str:
    return _line("t-line", place, place, AXIS, AXIS + length)


def _line(style: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{style}" x1="{x1}%" x2="{x2}%" y1="{y1:.2f}rem" y2="{y2:.2f}rem"/>'


def _text(words: str, place: float, line: float, style: str, *, end: bool = False, shift: float = 0) -> str:
    anchor = ' text-anchor="end"' if end else ""
    offset = f' dx="{shift}em"' if shift else ""
    return f'<text class="{style}" x="{place}%" y="{line:.2f}rem"{offset}{anchor}>{escape(words)}</text>'


def years(months: int) -> str:
    """Return a term in whole years where it is one, else in months (*4 years*, *18 months*)."""
    if months % 12 == 0:
        return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}


def sample_chart() -> Drawings:
    """Draw the three fills of the house for the style guide; the lengths mean nothing."""
    return Drawings(_sample(784, "chart-wide", "sample-wide"), _sample(328, "chart-narrow", "sample-narrow"))


def _sample(width: int, style: str, pattern: str) -> SafeString:
    fills = [
        (_("Solid"), 'class="c-solid"', 0.6),
        (_("Hatched"), f'fill="url(#{pattern})"', 0.3),
        (_("Dashed"), 'class="c-dash"', 0.2),
    ]
    body = "".join(
        f'<rect {paint} x="1" y="{10 + 34 * place}" width="{share * width:.0f}" height="18"/>'
        f'<text x="{share * width + 10:.0f}" y="{24 + 34 * place}">{escape(word)}</text>'
        for place, (word, paint, share) in enumerate(fills)
    )
    name = escape(_("Three bars with the three fills"))
    opening = f'<svg class="{style}" viewBox="0 0 {width} 112" role="img" aria-label="{name}">'
    return SafeString(f'{opening}{_hatching(pattern, "c-hatch")}<path class="c-axis" d="M1 2v104"/>{body}</svg>')
