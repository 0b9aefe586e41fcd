"""Charts drawn on the server as SVG: one function per kind of chart, each with its figures as a table beside it."""

from maskinrum.shared.charts.chart import Chart, ChartTable, Drawings
from maskinrum.shared.charts.comparison import component_table_chart
from maskinrum.shared.charts.components import Breakdown, Part, component_chart, component_name
from maskinrum.shared.charts.contributions import Contribution, contribution_chart
from maskinrum.shared.charts.course import Course, CourseGroup, CourseRow, course_chart
from maskinrum.shared.charts.dots import Alternative, dot_chart
from maskinrum.shared.charts.fills import fills_chart
from maskinrum.shared.charts.forest import ForestRow, forest_chart
from maskinrum.shared.charts.levels import LevelRow, levels_chart
from maskinrum.shared.charts.parties import PartyRow, parties_chart
from maskinrum.shared.charts.partnerships import AxisPartnership, AxisWorks, partnership_axis
from maskinrum.shared.charts.probability import Here, Line, LineKind, Panel, Point, probability_chart
from maskinrum.shared.charts.register import (
    AgreementLine,
    LineDrawer,
    Years,
    axis_hatch,
    axis_head,
    years_around,
)
from maskinrum.shared.charts.repetition import Repetition, repetition_chart
from maskinrum.shared.charts.series import Series, SeriesPoint, SeriesStretch, series_chart, series_small
from maskinrum.shared.charts.sheet import SheetGroup, SheetRow, timeline_sheet
from maskinrum.shared.charts.timeline import (
    Agreement,
    CalledOff,
    Gap,
    Portfolio,
    ProjectBar,
    ProjectGroup,
    Standing,
    gaps,
    portfolio_timeline,
)
from maskinrum.shared.charts.tornado import DriverRow, tornado_chart

__all__ = [
    "Agreement",
    "AgreementLine",
    "Alternative",
    "AxisPartnership",
    "AxisWorks",
    "Breakdown",
    "CalledOff",
    "Chart",
    "ChartTable",
    "Contribution",
    "Course",
    "CourseGroup",
    "CourseRow",
    "Drawings",
    "DriverRow",
    "ForestRow",
    "Gap",
    "Here",
    "LevelRow",
    "Line",
    "LineDrawer",
    "LineKind",
    "Panel",
    "Part",
    "PartyRow",
    "Point",
    "Portfolio",
    "ProjectBar",
    "ProjectGroup",
    "Repetition",
    "Series",
    "SeriesPoint",
    "SeriesStretch",
    "SheetGroup",
    "SheetRow",
    "Standing",
    "Years",
    "axis_hatch",
    "axis_head",
    "component_chart",
    "component_name",
    "component_table_chart",
    "contribution_chart",
    "course_chart",
    "dot_chart",
    "fills_chart",
    "forest_chart",
    "gaps",
    "levels_chart",
    "parties_chart",
    "partnership_axis",
    "portfolio_timeline",
    "probability_chart",
    "repetition_chart",
    "series_chart",
    "series_small",
    "timeline_sheet",
    "tornado_chart",
    "years_around",
]
