from django.urls import path

from maskinrum.evaluation.views import (
    answering,
    earlier,
    findings,
    index,
    inviting,
    maturity,
    questions,
    reading,
    report,
    rounds,
)

app_name = "evaluation"

urlpatterns = [
    # Rounds: what is asked, whom, and answering.
    path("", index.index, name="index"),
    path("svar/<str:token>/", answering.answer, name="answer"),
    path("svar/<str:token>/ikke-mere/", answering.leave, name="leave"),
    path("vaeg/<str:token>/", answering.wall_answer, name="wall_answer"),
    path("tak/", answering.thanks, name="thanks"),
    path("partnerskab/<slug:slug>/", index.overview, name="rounds"),
    path("partnerskab/<slug:slug>/spoergsmaal/", questions.model, name="model"),
    path("partnerskab/<slug:slug>/spoergsmaal/ret/", questions.change, name="change_model"),
    path("partnerskab/<slug:slug>/tidligere/", earlier.earlier, name="earlier"),
    path("partnerskab/<slug:slug>/plan/", rounds.plan, name="plan"),
    path("maaling/<slug:key>/", rounds.show, name="round"),
    path("maaling/<slug:key>/dage/", rounds.days, name="days"),
    path("maaling/<slug:key>/inviter/", inviting.invite, name="invite"),
    path("maaling/<slug:key>/inviter/<uuid:invitation_id>/fjern/", inviting.remove, name="take_off"),
    path("maaling/<slug:key>/aabn/", rounds.begin, name="open"),
    path("maaling/<slug:key>/luk/", rounds.end, name="close"),
    path("maaling/<slug:key>/aflys/", rounds.cancel, name="cancel"),
    path("maaling/<slug:key>/vaeg/", rounds.wall, name="wall"),
    path("maaling/<slug:key>/vaeg/lav/", rounds.make_wall, name="make_wall"),
    path("maaling/<slug:key>/modenhed/", maturity.answer_for_party, name="answer_maturity"),
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
