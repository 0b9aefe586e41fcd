"""The two first partnerships on one time axis, drawn on the server.

Across, everything is a percentage of the axis; down, everything is in em. So one drawing fits every width without its
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

LABELS = 22.0  # per cent of the wide drawing that the names take
LINE = 1.35  # em from one line of text to the next
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
    top, rows, names = 3.4, [], []
    for founder in founders:
        drawn, height = _founder(founder, axis, top, is_wide=is_wide)
        rows.append(drawn)
        names += _names(founder, top) if is_wide else []
        top += height
    tail = tail_of(founders)
    if tail:
        rows.append(_tail(tail, axis, top, is_wide=is_wide))
        top += 1.6
    body = "".join([_hatching(is_wide=is_wide), _years(axis, is_wide=is_wide), *rows, _needle(today, axis, top)])
    inside = f'{"".join(names)}<svg x="{LABELS}%" width="{100 - LABELS}%" class="t-axis">{body}</svg>' if is_wide else body
    shape = "timeline-wide" if is_wide else "timeline-narrow"
    name = escape(_("The time axis of the two first partnerships. The figures stand in the table below."))
    return SafeString(f'<svg class="timeline {shape}" height="{top + 1.8:.2f}em" role="img" aria-label="{name}">{inside}</svg>')


def _hatching(*, is_wide: bool) -> str:
    return (
        f'<defs><pattern id="hatch-{is_wide:d}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="t-hatch" d="M3 0v6"/></pattern></defs>'
    )


def _years(axis: Axis, *, is_wide: bool) -> str:
    marks = []
    step = 1 if is_wide else 2
    for year in range(axis.first, axis.last + 2):
        place = axis.at(date(year, 1, 1))
        marks.append(f'<line class="t-line" x1="{place}%" x2="{place}%" y1="1.7em" y2="2.3em"/>')
        if year <= axis.last and (year - axis.first) % step == 0:
            marks.append(_text(str(year), place, 1.2, "t-year"))
        if year <= axis.last and is_wide:
            marks += [_quarter(axis, date(year, month, 1)) for month in (4, 7, 10)]
    return '<line class="t-line" x1="0%" x2="100%" y1="1.7em" y2="1.7em"/>' + "".join(marks)


def _quarter(axis: Axis, day: date) -> str:
    return f'<line class="t-line" x1="{axis.at(day)}%" x2="{axis.at(day)}%" y1="1.7em" y2="2em"/>'


def _founder(founder: Founder, axis: Axis, top: float, *, is_wide: bool) -> tuple[str, float]:
    """Return the drawing of one partnership and the height it takes, in em."""
    parts = [] if is_wide else [_text(founder.name, 0, top + 0.3, "t-name")]
    bar = top if is_wide else top + 2.3
    agreement = _("Agreement, %(term)s") % {"term": years(founder.term_months)}
    option = _("Option, %(term)s") % {"term": years(founder.option_months)}
    label = bar + 0.95 if is_wide else bar - 0.35
    inset = 0.5 if is_wide else 0
    parts += [
        _bar(f'fill="url(#hatch-{is_wide:d})"', axis.between(founder.planning, founder.start), bar),
        _bar('class="t-solid"', axis.between(founder.start, founder.end), bar),
        _bar('class="t-dash"', axis.between(founder.end, founder.option_end), bar),
        _text(agreement, axis.at(founder.start), label, "t-on-bar" if is_wide else "t-strong", shift=inset),
        _text(option, axis.at(founder.end), label, "t-strong", shift=inset),
        _planning(founder, axis, bar + 2.3),
    ]
    row = bar + 2.3 if is_wide else bar + 3.9
    for job in founder.jobs:
        parts.append(_job(job, axis, row, is_wide=is_wide))
        row += LINE * (0.85 if is_wide else 1.9)
    names = top + 1.5 + LINE * len(list(_lines(founder.partners)))
    return "".join(parts), max(row, names if is_wide else row) + 1.1 - top


def _names(founder: Founder, top: float) -> list[str]:
    """Return the name and the partners, left of the axis."""
    lines = [_text(line, 0, top + 2.35 + LINE * place, "t-quiet") for place, line in enumerate(_lines(founder.partners))]
    return [_text(founder.name, 0, top + 0.75, "t-name"), *lines]


def _lines(partners: Sequence[str]) -> Iterator[str]:
    line = ""
    for partner in partners:
        longer = f"{line} · {partner}" if line else partner
        if line and len(longer) > PARTNERS_ON_A_LINE:
            yield line
            longer = partner
        line = longer
    yield line


def _planning(founder: Founder, axis: Axis, line: float) -> str:
    words = _("Planning and tender, about %(term)s") % {"term": years(founder.planning_months)}
    return _text(words, axis.at(founder.planning), line, "t-quiet")


def _job(job: Job, axis: Axis, line: float, *, is_wide: bool) -> str:
    homes = ngettext("%(name)s, %(count)d home", "%(name)s, %(count)d homes", job.homes or 0)
    words = homes % {"name": job.name, "count": job.homes} if job.homes else job.name
    bar = f'<rect class="t-work" {axis.between(job.start, job.end)} y="{line - 0.62 if is_wide else line + 0.3:.2f}em" height="0.5em"/>'
    text = _text(words, axis.at(job.start), line, "t-plain", end=True, shift=-0.5) if is_wide else _text(words, 0, line, "t-plain")
    return bar + text


def _tail(tail: tuple[date, date], axis: Axis, top: float, *, is_wide: bool) -> str:
    start, end = (axis.at(day) for day in tail)
    line = top + 0.2
    words = _("The tail: works after the agreements expire")
    label = _text(words, start, line, "t-strong", end=True, shift=-0.5) if is_wide else _text(words, 0, line - 0.9, "t-strong")
    down = "".join(f'<line class="t-bracket" x1="{at}%" x2="{at}%" y1="{line - 0.7:.2f}em" y2="{line:.2f}em"/>' for at in (start, end))
    return f'{label}{down}<line class="t-bracket" x1="{start}%" x2="{end}%" y1="{line:.2f}em" y2="{line:.2f}em"/>'


def _needle(today: date, axis: Axis, bottom: float) -> str:
    place = axis.at(today)
    words = _("Today, %(month)s") % {"month": date_format(today, "F Y")}
    head = f'<svg x="{place}%" y="1.7em" overflow="visible"><path class="t-needle" d="M-7-8H7L0 7z"/></svg>'
    line = f'<line class="t-needle-line" x1="{place}%" x2="{place}%" y1="1.7em" y2="{bottom + 0.8:.2f}em"/>'
    return line + head + _text(words, place, bottom + 1.3, "t-today", end=place > 60, shift=-0.5 if place > 60 else 0.5)


def _bar(paint: str, place: str, top: float) -> str:
    return f'<rect {paint} {place} y="{top - 0.05:.2f}em" height="1.4em"/>'


def _text(words: str, place: float, line: float, style: str, *, end: bool = False, shift: float = 0) -> str:
    anchor = ' text-anchor="end"' if end else ""
    offset = f' dx="{shift}em"' if shift else ""
    return f'<text class="{style}" x="{place}%" y="{line:.2f}em"{offset}{anchor}>{escape(words)}</text>'


def years(months: int) -> str:
    """Return a term in whole years where it is one, else in months (*4 years*, *18 months*)."""
    if months % 12 == 0:
        return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}




def sample_chart() -> Drawings:
    """Draw the three fills of the house for the style guide; the lengths mean nothing."""
    return Drawings(_sample(784, "chart-wide", "sample-wide"), _sample(328, "chart-narrow", "sample-narrow"))


def _sample(width: int, style: str, pattern: str) -> SafeString:
    unit = width / 100
    bars = "".join(
        f'<rect {paint} x="1" y="{10 + 34 * place}" width="{length * unit:.0f}" height="18"/>'
        for place, (paint, length) in enumerate([('class="c-solid"', 60), (f'fill="url(#{pattern})"', 30), ('class="c-dash"', 20)])
    )
    words = "".join(
        f'<text x="{length * unit + 10:.0f}" y="{24 + 34 * place}">{escape(word)}</text>'
        for place, (word, length) in enumerate([(_("Solid"), 60), (_("Hatched"), 30), (_("Dashed"), 20)])
    )
    defs = (
        f'<defs><pattern id="{pattern}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="c-hatch" d="M3 0v6"/></pattern></defs>'
    )
    name = escape(_("Three bars with the three fills"))
    axis = f'<path class="c-axis" d="M1 2v{104}"/>'
    return SafeString(
        f'<svg class="{style}" viewBox="0 0 {width} 112" role="img" aria-label="{name}">{defs}{axis}{bars}{words}</svg>'
    )
