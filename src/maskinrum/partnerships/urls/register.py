"""Where the register of partnerships answers."""

from django.urls import path

from maskinrum.partnerships.views import corrections, entries, entry_editing, joint_estimates, parties, register

app_name = "register"
urlpatterns = [
    path("", register.index, name="index"),
    path("hent.<str:kind>", register.export, name="export"),
    path("organisationer/", parties.organisations, name="organisations"),
    path("organisationer/hent.<str:kind>", parties.export, name="organisations_export"),
    path("organisationer/<slug:slug>/", parties.organisation, name="organisation"),
    path("sammenlign/", entries.compare, name="compare"),
    path("sammenlign/hent.<str:kind>", entries.compare_export, name="compare_export"),
    path("ny/", entry_editing.add, name="new"),
    path("rettelser/", corrections.corrections, name="corrections"),
    path("rettelser/<uuid:key>/", corrections.correction, name="correction"),
    path("<slug:slug>/", entries.entry, name="entry"),
    path("<slug:slug>/hent.<str:kind>", entries.export, name="entry_export"),
    path("<slug:slug>/ret/", entry_editing.edit, name="edit"),
    path("<slug:slug>/samlet-skoen/", joint_estimates.add, name="joint_estimate"),
    path("<slug:slug>/samlet-skoen/<slug:estimate>/", joint_estimates.change, name="change_joint_estimate"),
    path("<slug:slug>/historik/", entries.history, name="history"),
    path("<slug:slug>/noget-forkert/", corrections.wrong, name="wrong"),
    path("<slug:slug>/noget-forkert/tak/", corrections.thanks, name="thanks"),
]
