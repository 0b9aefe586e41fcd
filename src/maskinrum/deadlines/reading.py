"""Reading the rules from a mapping, with the path to whatever is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self, cast

from maskinrum.deadlines.errors import DeadlineError

REQUIRED: Final = object()


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Danish and English."""

    da: str
    en: str


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping at a path of the rules; every reading names the path when the value is not what it must be."""

    path: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object, path: str) -> Self:
        """The mapping as a section; raises ``DeadlineError`` (code ``data``) when it is something else."""
        if not isinstance(value, Mapping):
            raise broken(path, "must be a mapping", value)
        return cls(path, cast("Mapping[str, object]", value))

    def __contains__(self, key: str) -> bool:
        return self.values.get(key) is not None

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def section(self, key: str) -> "Section":
        """The mapping under a key."""
        return Section.of(self.values.get(key), self.at(key))

    def sections(self, key: str) -> "Iterator[Section]":
        """The mappings of a list; none when there is no such key."""
        found = [] if self.values.get(key) is None else self.values[key]
        if not isinstance(found, list):
            raise broken(self.at(key), "must be a list", found)
        for place, value in enumerate(cast("list[object]", found)):
            yield Section.of(value, f"{self.at(key)}[{place}]")

    def word(self, key: str) -> str:
        """A text that must be there."""
        found = self.values.get(key)
        if not isinstance(found, str) or not found:
            raise broken(self.at(key), "must be a text", found)
        return found

    def word_or(self, key: str, otherwise: str) -> str:
        """A text, or what it is when nothing is stated."""
        return self.word(key) if key in self else otherwise

    def flag(self, key: str) -> bool:
        """True or false; what does not say is false, since a rule nobody vouches for is not verified."""
        found = self.values.get(key, False)
        if not isinstance(found, bool):
            raise broken(self.at(key), "must be true or false", found)
        return found

    def whole(self, key: str, least: int = 1) -> int | None:
        """A whole number from ``least``, or nothing when it is null or absent."""
        found = self.values.get(key)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or found < least:
            raise broken(self.at(key), f"must be a whole number from {least}", found)
        return found

    def needed(self, key: str, least: int = 1) -> int:
        """A whole number that must be there."""
        found = self.whole(key, least)
        if found is None:
            raise broken(self.at(key), f"must be a whole number from {least}", found)
        return found

    def day(self, key: str) -> date:
        """A date written YYYY-MM-DD."""
        found = self.values.get(key)
        try:
            return date.fromisoformat(str(found))
        except ValueError as error:
            raise broken(self.at(key), "must be a date", found) from error

    def text(self) -> Text | None:
        """The words of this section in both languages, or nothing when it has none."""
        return Text(self.word("da"), self.word("en")) if "da" in self or "en" in self else None

    def text_at(self, key: str) -> Text | None:
        """The words under a key, or nothing."""
        return self.section(key).text() if key in self else None

    def words(self) -> Text:
        """The words of this section, which must be there."""
        return Text(self.word("da"), self.word("en"))


def broken(path: str, rule: str, value: object) -> DeadlineError:
    """The error for a rule that is not as it must be."""
    return DeadlineError(f"{path} {rule}", code="data", field=path, value=value)
