"""What is known about CVR numbers and e-mail domains, whoever asks."""

import re

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
MODULUS = 11

FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.dk", "outlook.com", "outlook.dk", "live.com"),
        *("live.dk", "msn.com", "icloud.com", "me.com", "mac.com", "yahoo.com", "yahoo.dk", "protonmail.com"),
        *("proton.me", "pm.me", "mail.dk", "mail.com", "gmx.com", "gmx.net", "zoho.com", "tutanota.com"),
        *("jubii.dk", "ofir.dk", "stofanet.dk", "youmail.dk", "email.dk", "fastmail.com"),
    }
)
"""Where anybody can get an address, so that it says nothing about where its holder works."""


def tidy_cvr(text: str) -> str:
    """The number as it is stored: without spaces, dots, hyphens and the country code DK before it."""
    return re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper().removeprefix("DK")


def is_cvr_form(text: str) -> bool:
    """Whether a tidy text has the form of a CVR number: eight digits, the first not 0."""
    return re.fullmatch(r"[1-9][0-9]{7}", text) is not None


def has_right_check_digit(digits: str) -> bool:
    """Whether eight digits, weighted 2 7 6 5 4 3 2 1, have a sum that 11 divides: the last digit is chosen so."""
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % MODULUS == 0


def is_free_mail(email: str) -> bool:
    """Whether the address is of a kind that anybody can get."""
    return email.rpartition("@")[2].lower() in FREE_MAIL
