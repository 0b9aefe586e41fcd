from django.urls import path

from maskinrum.evaluation.views import comparison, figures, learning

app_name = "evaluation"

urlpatterns = [
    # Portfolio figures, learning across projects, and sharing figures with others.
    path("netvaerkets-tal/", comparison.network_figures, name="network_figures"),
    path("partnerskab/<slug:slug>/tal/", figures.figures, name="figures"),
    path("partnerskab/<slug:slug>/tal/alle.xlsx", figures.figures_file, name="figures_file"),
    path("partnerskab/<slug:slug>/tal/skriv/", figures.type_quarter, name="type_figures"),
    path("partnerskab/<slug:slug>/tal/<slug:indicator>/", figures.figure, name="figure"),
    path("partnerskab/<slug:slug>/laering/", learning.learning, name="learning"),
    path("partnerskab/<slug:slug>/sammenligning/", comparison.comparison, name="comparison"),
    path("partnerskab/<slug:slug>/sammenligning/ja/", comparison.consent, name="consent"),
    path("partnerskab/<slug:slug>/sammenligning/nej/", comparison.withdraw, name="withdraw"),
]
