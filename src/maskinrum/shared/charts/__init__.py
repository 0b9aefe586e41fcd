"""Charts drawn on the server as SVG: one function per kind of chart, each with its figures as a table beside it."""

from maskinrum.shared.charts.chart import Chart, ChartTable
from maskinrum.shared.charts.comparison import component_table_chart
from maskinrum.shared.charts.components import Breakdown, Part, component_chart, component_name
from maskinrum.shared.charts.dots import Alternative, dot_chart, equally_likely

__all__ = [
    "Alternative",
    "Breakdown",
    "Chart",
    "ChartTable",
    "Part",
    "component_chart",
    "component_name",
    "component_table_chart",
    "dot_chart",
    "equally_likely",
]
