"""The addresses about oneself and about the ways to sign in, and what each kind of viewer gets there."""

from dataclasses import replace
from typing import Any

from maskinrum.organisations.queries import mark_of
from tests.house.walk import SIGNED_IN, SIGNED_OUT, Answer, Stop, World, alike
from tests.organisations.factors import add_passkey_row, seen_in

# Whoever is signed in must first show once more who it is.
ASKED_AGAIN = replace(alike(Answer.MOVED), visitor=Answer.LOGIN)
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
NO_SUCH = replace(alike(Answer.MISSING), visitor=Answer.LOGIN)
CHANGED = replace(alike(Answer.MOVED), visitor=Answer.LOGIN)
OWNERS = replace(NO_SUCH, manager=Answer.OK)
# With a password alone there is only one way to show it, and it is another.
ANOTHER_WAY = replace(alike(Answer.MOVED), visitor=Answer.LOGIN)


def managers_session(world: World) -> dict[str, Any]:
    """Where the manager is signed in elsewhere."""
    person = world.people["manager"]
    assert person is not None
    return {"mark": mark_of(seen_in(person, "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0", key="elsewhere"))}


def managers_passkey(world: World) -> dict[str, Any]:
    """A passkey of the manager."""
    person = world.people["manager"]
    assert person is not None
    return {"mark": mark_of(add_passkey_row(person, name=world.secret("Noeglenavn")))}


def given(**arguments: str) -> Any:
    """Arguments or data that need nothing of the world."""
    return lambda world: arguments


ACCOUNT: list[Stop] = [
    Stop("mfa_index", SIGNED_IN, lambda world: managers_passkey(world) and {}),
    Stop("mfa_activate_totp", ASKED_AGAIN),
    Stop("mfa_deactivate_totp", NO_SUCH),
    Stop("mfa_add_webauthn", ASKED_AGAIN),
    Stop("remove_passkey", ASKED_AGAIN, managers_passkey),
    Stop("rename_passkey", OWNERS, managers_passkey),
    Stop("rename_passkey", replace(OWNERS, manager=Answer.MOVED), managers_passkey, "post", given(name="Et andet")),
    Stop("mfa_view_recovery_codes", NO_SUCH),
    Stop("download_recovery_codes", NOT_SO),
    Stop("download_recovery_codes", NO_SUCH, method="post", data=given(code="12345678")),
    Stop("mfa_generate_recovery_codes", ASKED_AGAIN),
    Stop("mfa_login_webauthn", replace(alike(Answer.MOVED), visitor=Answer.LOGIN)),
    Stop("mfa_login_webauthn", replace(SIGNED_OUT, visitor=Answer.LOGIN), method="post", data=given(credential="{}")),
    Stop("mfa_authenticate", replace(alike(Answer.MOVED), visitor=Answer.LOGIN)),
    Stop("mfa_reauthenticate", ANOTHER_WAY),
    Stop("mfa_reauthenticate_webauthn", ANOTHER_WAY),
    *(Stop(f"organisations:{name}", SIGNED_IN) for name in ("name", "language", "mail", "sessions", "own_data")),
    Stop("organisations:own_kind", SIGNED_IN, given(table="organisations_person")),
    Stop("organisations:own_kind", NO_SUCH, given(table="organisations_organisation")),
    Stop("organisations:name", CHANGED, method="post", data=given(name="Et andet navn")),
    Stop("organisations:language", CHANGED, method="post", data=given(language="en")),
    Stop("organisations:language", SIGNED_IN, method="post", data=given(language="tlh")),
    Stop("organisations:mail", CHANGED, method="post", data=given(wanted="request")),
    Stop("organisations:sessions", SIGNED_IN, lambda world: managers_session(world) and {}),
    Stop("organisations:end_session", NOT_SO, managers_session),
    Stop("organisations:end_session", replace(NO_SUCH, manager=Answer.MOVED), managers_session, "post"),
    Stop("organisations:end_other_sessions", NOT_SO),
    Stop("organisations:end_other_sessions", CHANGED, method="post"),
    *(Stop("organisations:own_data_file", SIGNED_IN, given(kind=kind)) for kind in ("json", "html")),
    Stop("organisations:own_data_file", NO_SUCH, given(kind="pdf")),
    Stop("organisations:close_account", SIGNED_IN),
    Stop("organisations:close_account", ASKED_AGAIN, method="post", data=given(email="bo@nord.example")),
]
