"""The files of a tool in its form: four places in each language, each with what stays in it."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.actions.files import too_large
from maskinrum.knowledge.actions.tool_files import held_file, read_tool_file
from maskinrum.knowledge.actions.tools import MOST_IN_LANGUAGE
from maskinrum.knowledge.facts.tools import ToolFileFacts
from maskinrum.knowledge.models import CLEANER, ToolFile
from maskinrum.knowledge.queries.attachments import content_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.reading import LARGEST

FILES_IN = {"da": _("File in Danish"), "en": _("File in English")}
MORE_FILES_IN = {"da": _("File %(number)d in Danish"), "en": _("File %(number)d in English")}
MORE_IN = {"da": _("More files in Danish"), "en": _("More files in English")}


@dataclass(frozen=True)
class Slot:
    """A place for a file: its language, and its number there, from 1."""

    language: str
    number: int

    def field(self, name: str) -> str:
        """The name of its field: ``file``, ``held``, ``remove`` or ``place``."""
        return f"{name}_{self.language}_{self.number}"


SLOTS = tuple(Slot(language, number) for language in FILES_IN for number in range(1, MOST_IN_LANGUAGE + 1))


@dataclass(frozen=True)
class FileRow:
    """A place as the form shows it.

    ``mark`` tells what stands in it and ``token`` asks for that again; ``remove`` leaves it out, ``place`` moves it.
    """

    bound: forms.BoundField
    mark: str
    name: str
    token: str
    remove: forms.BoundField | None
    place: forms.BoundField | None


@dataclass(frozen=True)
class FileGroup:
    """The places of one language: those in use and the next one, and behind a line that opens those that are left."""

    rows: list[FileRow]
    more: Any
    rest: list[FileRow]


def file_fields() -> dict[str, forms.Field]:
    """The fields of all places, in the order of the page."""
    fields: dict[str, forms.Field] = {}
    for slot in SLOTS:
        words = FILES_IN[slot.language] if slot.number == 1 else MORE_FILES_IN[slot.language] % {"number": slot.number}
        fields[slot.field("file")] = forms.FileField(
            label=words,
            required=False,
            help_text=_("Word, Excel or PDF without macros. What you choose at once may be 5 MB together."),
            widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf"}),
        )
        fields[slot.field("remove")] = forms.BooleanField(label=_("Leave it out"), required=False)
        fields[slot.field("place")] = forms.TypedChoiceField(
            label=_("Its place"),
            choices=[(number, str(number)) for number in range(1, MOST_IN_LANGUAGE + 1)],
            coerce=int,
            required=False,
            initial=slot.number,
            error_messages={"invalid_choice": _("Choose one of those on the list.")},
        )
    return fields


class ChosenFiles:
    """The files of one form: those sent now, those held since it was sent before, and those of the version before."""

    def __init__(self, form: forms.Form, kept: Mapping[str, Sequence[ToolFile]], person: uuid.UUID | None) -> None:
        self._form, self._person = form, person
        self._kept = {
            Slot(language, number): file for language, files in kept.items() for number, file in enumerate(files, 1)
        }
        self.by_slot: dict[Slot, ToolFileFacts] = {}

    def read(self) -> None:
        """Read each file by itself, so that one that is refused keeps nothing else out."""
        for slot in SLOTS:
            name = slot.field("file")
            if name in self._form.errors:
                continue
            try:
                file = self._file(slot, self._form.cleaned_data.get(name))
            except DomainError as refused:
                self._form.add_error(name, refused.message)
                continue
            if file is not None:
                self.by_slot[slot] = file
        if not self.by_slot and not any(slot.field("file") in self._form.errors for slot in SLOTS):
            self._form.add_error(SLOTS[0].field("file"), gettext("Choose a file in Danish or in English."))

    def _file(self, slot: Slot, sent: UploadedFile | None) -> ToolFileFacts | None:
        if sent is not None:
            if (sent.size or 0) > LARGEST:
                raise too_large()
            return read_tool_file(sent.read(), name=sent.name or "", language=slot.language)
        if self._form.cleaned_data.get(slot.field("remove")):
            return None
        token = str(self._form.data.get(slot.field("held"), ""))
        if held := held_file(token, language=slot.language, person=self._person):
            return held
        before = self._kept.get(slot)
        if before is None:
            return None
        try:
            content = content_of(before)
            if before.cleaned_by < CLEANER:
                return read_tool_file(content, name=before.name, language=slot.language)
            return ToolFileFacts(slot.language, before.name, before.kind, content, before.text)
        except FileNotFoundError as error:
            raise DomainError(gettext("The file of the version before is gone. Choose another.")) from error

    def in_order(self) -> list[ToolFileFacts]:
        """The files by language and place; of two in one place, what was moved there stands on its way."""
        return [self.by_slot[slot] for slot in sorted(self.by_slot, key=self._place)]

    def _place(self, slot: Slot) -> tuple[str, float, int]:
        wanted = self._form.cleaned_data.get(slot.field("place")) or slot.number
        moved = (wanted > slot.number) - (wanted < slot.number)
        return slot.language, wanted + moved / 2, slot.number

    def groups(self, held: Mapping[Slot, str]) -> Iterator[FileGroup]:
        """The places as they are shown; ``held`` are what asks again for the files that hold."""
        for language, more in MORE_IN.items():
            slots = [slot for slot in SLOTS if slot.language == language]
            used = [slot for slot in slots if slot in held or slot in self._kept]
            wrong = [slot for slot in slots if slot.field("file") in self._form.errors]
            free = [slot for slot in slots if slot not in used and slot not in wrong]
            open_ones = (
                wrong or free[:1]
            )  # a place whose file was refused waits for another: no second one is asked for
            shown = [slot for slot in slots if slot in used or slot in open_ones]
            rows = [self._row(slot, held.get(slot, ""), is_moved=len(used) > 1) for slot in shown]
            rest = [slot for slot in free if slot not in open_ones]
            yield FileGroup(rows, more, [self._row(slot, "", is_moved=False) for slot in rest])

    def _row(self, slot: Slot, token: str, *, is_moved: bool) -> FileRow:
        mark = name = ""
        if token:
            name = self.by_slot[slot].name
            mark = gettext("%(name)s is held ready. Choose another only to replace it.") % {"name": name}
        elif slot in self._kept:
            name = self._kept[slot].name
            mark = gettext("%(name)s stays unless you choose another.") % {"name": name}
        bound = self._form[slot.field("file")]
        if not name:
            return FileRow(bound, mark, slot.field("held"), token, None, None)
        remove, place = self._form[slot.field("remove")], self._form[slot.field("place")]
        remove.label = gettext("Leave %(name)s out") % {"name": name}
        place.label = gettext("Place of %(name)s") % {"name": name}
        return FileRow(bound, mark, slot.field("held"), token, remove, place if is_moved else None)
