from django.urls import path

from maskinrum.decisions.views import assumptions, exports, files, index, parameter, readiness, sharing, trial

app_name = "decisions"
urlpatterns = [
    path("", index.index, name="index"),
    path("proev/", trial.trial, name="trial"),
    path("proev/eksempel/<slug:name>/", trial.example, name="example"),
    path("proev/graense/", trial.break_even, name="trial_break_even"),
    path("proev/hvad-driver/", trial.findings, name="trial_findings"),
    path("proev/forudsaetninger/", assumptions.trial_assumptions, name="trial_assumptions"),
    path("proev/gem/", trial.keep, name="keep"),
    path("proev/hent/", exports.trial_portfolio, name="trial_portfolio"),
    path("forudsaetninger/", assumptions.standard_assumptions, name="standard"),
    path("forudsaetninger/<slug:model>/<slug:parameter>/", parameter.parameter, name="parameter"),
    path("ny/", files.new, name="new"),
    path("<uuid:file_id>/", files.show, name="file"),
    path("<uuid:file_id>/graense/", files.break_even, name="break_even"),
    path("<uuid:file_id>/hvad-driver/", files.findings, name="findings"),
    path("<uuid:file_id>/hvad-driver.csv", exports.drivers, name="drivers_csv"),
    path("<uuid:file_id>/ret/", files.edit, name="edit"),
    path("<uuid:file_id>/projekter/", files.projects, name="projects"),
    path("<uuid:file_id>/slet/", files.remove, name="remove"),
    path("<uuid:file_id>/forudsaetninger/", assumptions.file_assumptions, name="assumptions"),
    path("<uuid:file_id>/deling/", sharing.sharing, name="sharing"),
    path("<uuid:file_id>/deling/<uuid:grant_id>/stop/", sharing.stop, name="stop_sharing"),
    path("<uuid:file_id>/parathed/", readiness.show, name="readiness"),
    path("<uuid:file_id>/parathed/svar/", readiness.answers, name="readiness_answers"),
    path("<uuid:file_id>/parathed/point/", readiness.points, name="readiness_points"),
    path("<uuid:file_id>/parathed/vaegte/", readiness.weights, name="readiness_weights"),
    path("<uuid:file_id>/resultat.<str:kind>", exports.result, name="export"),
]
