"""Why an index cannot be used."""


class IndexMissingError(Exception):
    """There is no index in the folder."""


class IndexOutdatedError(Exception):
    """The index in the folder was made by another version and must be built anew."""
