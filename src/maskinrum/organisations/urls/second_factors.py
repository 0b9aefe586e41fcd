"""Addresses of passkeys, the authenticator app and recovery codes.

The pages are allauth's under the names that it knows them by, but for those that would show a number of the database.
"""

from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from maskinrum.organisations.views import me_access as views

urlpatterns = [
    path("mig/adgang/", views.ways_in, name="mfa_index"),
    path("mig/adgang/app/", app.activate_totp, name="mfa_activate_totp"),
    path("mig/adgang/app/fjern/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("mig/adgang/noegle/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("mig/adgang/noegle/<slug:mark>/fjern/", views.remove_passkey, name="remove_passkey"),
    path("mig/adgang/noegle/<slug:mark>/navn/", views.rename_passkey, name="rename_passkey"),
    path("mig/adgang/noedkoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mig/adgang/noedkoder/hent/", views.download_codes, name="download_recovery_codes"),
    path("mig/adgang/noedkoder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("login/noegle/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/ekstra/", codes.authenticate, name="mfa_authenticate"),
    path("reauthenticate/kode/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("reauthenticate/noegle/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
