"""What every model says about personal data: why it is held, for how long, and how it is erased."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonalData:
    """A declaration: the fields that describe a person, the purpose, the retention and the act that erases them."""

    fields: tuple[str, ...]
    purpose: str
    retention: str
    erased_by: str


NO_PERSONAL_DATA = None
