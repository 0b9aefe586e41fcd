"""When two projects are called the same."""


def loose_name(name: str) -> str:
    """Return a project's name for comparison: no case, one space between words."""
    return " ".join(name.casefold().split())
