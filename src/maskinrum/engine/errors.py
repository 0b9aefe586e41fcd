"""What can be wrong with the input, in words and in fields that a caller can translate."""


class EngineError(ValueError):
    """Input the engine cannot compute with.

    ``code`` names the rule that was broken; ``row`` (counted from 0), ``field`` and ``value`` say where. ``str(error)``
    is an English sentence; a caller that wants another language writes its own from the four fields.
    """

    def __init__(
        self, message: str, *, code: str, field: str = "", row: int | None = None, value: object = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.row = row
        self.field = field
        self.value = value


class DistributionError(EngineError):
    """A distribution with an unknown family, a missing parameter or a parameter out of range."""


class PriorsError(EngineError):
    """Priors that lack something, have too much, or contradict themselves; ``field`` is the path to it."""


class PortfolioError(EngineError):
    """A project with a value out of range; ``row`` counts projects from 0."""


class SettingsError(EngineError):
    """A setting out of range or naming an alternative that the priors do not have."""


class EvidenceError(EngineError):
    """Rows of evidence that cannot be pooled, or rules for them that lack something."""


class NetworkError(EngineError):
    """Tasks that form no network, or lead out of its calendar; ``value`` names the tasks of a circle."""


class StatisticsError(EngineError):
    """Measurements that a statistic of the evaluation cannot be computed from; ``field`` names the argument."""
