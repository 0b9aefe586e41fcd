"""The addresses of Maskinrum and what each kind of viewer gets there."""

from dataclasses import replace

from tests.house.walk import OPEN, SIGNED_IN, SIGNED_OUT, Answer, Stop, alike

PAGES = [
    *(
        Stop(name, OPEN)
        for name in ("front", "menu", "about", "method", "glossary", "accessibility", "privacy", "style")
    ),
    Stop("colour_scheme", alike(Answer.NOT_ALLOWED)),
    Stop("colour_scheme", alike(Answer.MOVED), method="post"),
]

# Without a code that waits to be written, the pages for writing it lead back to where one asks for it.
ACCOUNT = [
    Stop("account_login", SIGNED_OUT),
    Stop("account_request_login_code", SIGNED_OUT),
    Stop("account_confirm_login_code", alike(Answer.MOVED)),
    Stop("account_signup", SIGNED_OUT),
    Stop("account_email_verification_sent", replace(alike(Answer.MOVED), visitor=Answer.LOGIN)),
    Stop("account_reset_password", OPEN),
    Stop("account_confirm_password_reset_code", alike(Answer.LOGIN)),
    Stop("account_complete_password_reset", alike(Answer.MOVED)),
    Stop("account_password_reset_completed", OPEN),
    Stop("account_inactive", OPEN),
    Stop("account_reauthenticate", SIGNED_IN),
    Stop("account_email", SIGNED_IN),
    Stop("account_change_password", SIGNED_IN),
    Stop("account_set_password", replace(alike(Answer.MOVED), visitor=Answer.LOGIN)),
    Stop("account_logout", replace(OPEN, visitor=Answer.MOVED)),
    Stop("account_logout", alike(Answer.MOVED), method="post"),
    Stop("organisations:me", SIGNED_IN),
    Stop("organisations:me", replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN), method="post"),
]

STOPS: list[Stop] = [*PAGES, *ACCOUNT]
