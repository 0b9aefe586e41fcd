"""Charts for the tests: every kind, with quiet figures or with the worst that can be put into them."""

from collections.abc import Iterator
from datetime import date

from maskinrum.shared import charts

LONG = "Fælles partnerskab med andre boligorganisationer, kommunen og forsyningen"
HOSTILE = '<script>alert("x")</script> & \'"\u202e אבג 🏗️👷🏽‍♀️\x00\x0b\ud800'


def alternative(
    name: str = "Rammeaftale", shift: float = -8.5, spread: float = 2, *, detail: str = ""
) -> charts.Alternative:
    """Return an alternative with twenty outcomes ``spread`` apart around ``shift``."""
    outcomes = [shift + spread * (index - 9.5) for index in range(20)]
    p05, p25, p50, p75, p95 = outcomes[0], outcomes[4], shift, outcomes[15], outcomes[19]
    return charts.Alternative(name, detail, outcomes, p05, p25, p50, p75, p95, 0.52, 0.794)


def breakdown(name: str = "Strategisk partnerskab", scale: float = 1) -> charts.Breakdown:
    """Return a breakdown over all components of the model, disputes without any difference."""
    means = {"works": -14, "tender": -9, "bidder": -6, "dispute": 0, "rework": -2, "waiting": 1, "setup": 4}
    means |= {"agreement_bid": 3, "running": 10}
    parts = [
        charts.Part(slug, mean * scale, mean * scale - abs(mean * scale) / 2, mean * scale + abs(mean * scale) / 3)
        for slug, mean in means.items()
    ]
    return charts.Breakdown(name, charts.Part("total", -13 * scale, -13 * scale - 47, -13 * scale + 31), parts)


def project(name: str = "Prøvevænget", start: float = 14, end: float = 40, **more: object) -> charts.ProjectBar:
    """Return a decided project inside the agreement unless ``more`` says otherwise."""
    return charts.ProjectBar(name, 117.6, start, end, **({"standing": charts.Standing.DECIDED} | more))  # type: ignore[arg-type]


def portfolio(name: str = "Prøvevænget", group: str = "Rækkehuse") -> charts.Portfolio:
    """Return a portfolio with every kind of bar, gaps, a ceiling and a needle."""
    projects = [
        project(name),
        project(name, 20, 30, standing=charts.Standing.UNDECIDED),
        project(name, 2, 8, standing=charts.Standing.COMMITTED, inside=False),
        project(name, 50, 90, inside=False),
        project(name, 55, 75, standing=charts.Standing.UNDECIDED, inside=False),
        project(name, 58, 70),
    ]
    short_gaps = [0.9] * 14 + [0.1] * 6 + [0.9] * 6 + [0.2] * 7 + [0.9] * 3 + [0.3] * 24 + [0.8] * 30
    groups = [
        charts.ProjectGroup(group, projects, short_gaps),
        charts.ProjectGroup(group, projects[:2], [0.3] * 90),
        charts.ProjectGroup(group, projects[:1]),
    ]
    middle = [max(0.0, 10.0 * (month - 12)) for month in range(100)]
    called_off = charts.CalledOff([0.7 * value for value in middle], middle, [1.2 * value for value in middle])
    agreement = charts.Agreement(12, 60, 84, 932)
    return charts.Portfolio(date(2027, 1, 1), groups, agreement, called_off, date(2028, 3, 10))


def panel(name: str = "Mod særskilt udbud", top: float = 0.9, line: str = "4 ens") -> charts.Panel:
    """Return a panel of three lines that end close together; the first rises to ``top``, to 60 % at 24/(top − 0.6)."""
    places = (25.0, 50.0, 100.0, 200.0, 400.0)
    lines = [
        charts.Line(line, [charts.Point(x, y * top * x / (x + 40), 0.007) for x in places], kind)
        for y, kind in zip((1.0, 0.99, 0.98), charts.LineKind, strict=True)
    ]
    return charts.Panel(name, lines, charts.Here(205, top * 0.84), 24 / (top - 0.6) if top > 0.7 else None)


def every_chart(name: str, title: str = "Fund", ident: str = "c") -> Iterator[charts.Chart]:
    """Yield one chart of each kind with ``name`` wherever a user's text can stand."""
    rows = [
        alternative(name, detail=name),
        alternative(name, 6, 0.1),
        alternative(name, 40, 9),
        alternative(name, -0.2, 0),
    ]
    breakdowns = [breakdown(name, scale) for scale in (1.4, 1, 0.3, -1, 7, 0.1)]
    yield charts.dot_chart(rows, reference=name, ident=f"{ident}-dots", title=title, note=name)
    yield charts.component_chart(breakdowns[0], reference=name, ident=f"{ident}-parts", title=title, note=name)
    yield charts.component_table_chart(breakdowns, reference=name, ident=f"{ident}-table", title=title, note=name)
    yield charts.portfolio_timeline(portfolio(name, name), ident=f"{ident}-time", title=title, note=name)
    panels = [panel(name, line="8 ens"), panel(name, 0.5, "4 ens")]
    yield charts.probability_chart(panels, axis="mio. kr. om året", ident=f"{ident}-odds", title=title, note=name)
