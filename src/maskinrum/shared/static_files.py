"""The files that pages link to: style sheets, scripts, letters."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class SteadyFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, which works the address of a file out once: every page links to more than twenty.

    Addresses hold until the files are collected anew.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._addresses: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file. Raises ValueError for one that was not collected."""
        if force:
            return str(super().url(name, force))
        address = self._addresses.get(name)
        if address is None:
            address = self._addresses[name] = super().url(name)
        return address

    def save_manifest(self) -> None:
        """Write down what was collected; what was worked out before holds no more."""
        self._addresses.clear()
        super().save_manifest()
