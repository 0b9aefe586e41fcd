from django.urls import path

from maskinrum.evaluation.views import findings, reading, report

app_name = "evaluation"

urlpatterns = [
    # Reading: the pulse over time, a round, maturity, findings and the yearly report.
    path("partnerskab/<slug:slug>/udvikling/", reading.development, name="development"),
    path("partnerskab/<slug:slug>/udvikling/<uuid:question_id>/", reading.question, name="question"),
    path("partnerskab/<slug:slug>/udvikling/<uuid:question_id>/forfra/", reading.new_basis, name="new_basis"),
    path(
        "partnerskab/<slug:slug>/udvikling/<uuid:question_id>/forfra/<uuid:basis_id>/fortryd/",
        reading.drop_basis,
        name="drop_basis",
    ),
    path("partnerskab/<slug:slug>/modenhed/", reading.maturity, name="maturity"),
    path("maaling/<slug:key>/resultat/", reading.round_results, name="results"),
    path("partnerskab/<slug:slug>/fund/", findings.index, name="findings"),
    path("partnerskab/<slug:slug>/fund/nyt/", findings.new, name="new_finding"),
    path("fund/<slug:key>/", findings.show, name="finding"),
    path("fund/<slug:key>/tag-op/", findings.take_up, name="take_up_finding"),
    path("fund/<slug:key>/ret/", findings.change, name="change_finding"),
    path("fund/<slug:key>/laeg-vaek/", findings.put_aside, name="put_finding_aside"),
    path("fund/<slug:key>/handling/", findings.add_action, name="add_finding_action"),
    path("fund/<slug:key>/handling/<uuid:action_id>/", findings.tick, name="tick_finding_action"),
    path("fund/<slug:key>/afslut/", findings.close, name="close_finding"),
    path("fund/<slug:key>/erfaring/", findings.tell, name="tell_finding"),
    path("partnerskab/<slug:slug>/aarsrapport/", report.yearly, name="yearly"),
    path("partnerskab/<slug:slug>/aarsrapport/<int:year>/frigiv/", report.release, name="release_report"),
    path("partnerskab/<slug:slug>/aarsrapport/<int:year>.<slug:kind>", report.fetch, name="yearly_file"),
]
