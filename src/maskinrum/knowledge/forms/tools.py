"""Say that a tool was used, and bring one's own."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.actions.tool_files import held_file, read_tool_file
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts.tools import ToolFileFacts
from maskinrum.knowledge.models import ToolFile
from maskinrum.knowledge.queries.attachments import content_of
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField
from maskinrum.shared.errors import DomainError

LANGUAGES = ("da", "en")
NOTHING: Mapping[str, ToolFile] = MappingProxyType({})
READERS = {
    Visibility.NETWORK: _("Everybody who acts for an organisation of the network"),
    Visibility.ORGANISATION: _("Only your own organisation"),
}


class ToolUseForm(forms.Form):
    """One click and one sentence are enough."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=UseOutcome.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how it went.")),
    )
    text = ParagraphField(label=_("What did it change?"), length=2000, hint=_("One sentence is enough."))
    place = LineField(label=_("Where, in words others may read"), hint=_("For example: renovation of 112 homes."))


def _file_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        help_text=_("Word, Excel or PDF, at most 5 MB and without macros."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf"}),
    )


@dataclass(frozen=True)
class FileRow:
    """A file as the form shows it: what stands below it, what asks for it again, and the choice to leave it out."""

    bound: forms.BoundField
    mark: str
    name: str
    token: str
    remove: forms.BoundField | None


class BringToolForm(forms.Form):
    """Files, one in a language, what is new in them, and who may see them.

    ``kept`` are the files of the version before, which stay unless they are left out. ``chosen`` are those that hold,
    also where something else is wrong.
    """

    use_required_attribute = False

    file_da = _file_field(_("File in Danish"))
    remove_da = forms.BooleanField(label=_("Leave the Danish file out"), required=False)
    file_en = _file_field(_("File in English"))
    remove_en = forms.BooleanField(label=_("Leave the English file out"), required=False)
    title = LineField(label=_("Title"), required=True)
    note = ParagraphField(label=_("What is different, and why?"), length=1000, required=True)
    visibility = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[(value.value, value.label) for value in READERS],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may see it.")),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        initial: Mapping[str, Any],
        kept: Mapping[str, ToolFile] = NOTHING,
        person: uuid.UUID | None = None,
        may_read: bool = True,
    ) -> None:
        super().__init__(data, files, initial=dict(initial))
        self.chosen: dict[str, ToolFileFacts] = {}
        self._kept, self._person, self._may_read = kept, person, may_read
        for language in LANGUAGES:
            if language not in kept:
                del self.fields[f"remove_{language}"]
        self.fields["visibility"].choice_hints = {value.value: words for value, words in READERS.items()}  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Read each file by itself, so that one that is refused keeps nothing else out."""
        if not self._may_read:
            raise forms.ValidationError(
                _("That was many files in a short while. Wait a minute and choose this one again.")
            )
        for language in LANGUAGES:
            field = f"file_{language}"
            if field in self.errors:
                continue
            try:
                file = self._file(language, self.cleaned_data.get(field))
            except DomainError as refused:
                self.add_error(field, refused.message)
                continue
            if file is not None:
                self.chosen[language] = file
        if not self.chosen and not any(f"file_{language}" in self.errors for language in LANGUAGES):
            self.add_error("file_da", _("Choose a file in Danish or in English."))

    def _file(self, language: str, sent: UploadedFile | None) -> ToolFileFacts | None:
        if sent is not None:
            return read_tool_file(sent.read(), name=sent.name or "", language=language)
        if held := held_file(str(self.data.get(f"held_{language}", "")), language=language, person=self._person):
            return held
        before = self._kept.get(language)
        if before is None or self.cleaned_data.get(f"remove_{language}"):
            return None
        try:
            return ToolFileFacts(language, before.name, before.kind, content_of(before), before.text)
        except FileNotFoundError as error:
            raise DomainError(gettext("The file of the version before is gone. Choose another.")) from error

    def rows(self, held: Mapping[str, str]) -> list[FileRow]:
        """The files as they are shown; ``held`` are what asks again for those that were held, by language."""
        return [self._row(language, held.get(language, "")) for language in LANGUAGES]

    def _row(self, language: str, token: str) -> FileRow:
        mark = ""
        if token:
            words = _("%(name)s is held ready. Choose another only to replace it.")
            mark = words % {"name": self.chosen[language].name}
        elif language in self._kept:
            mark = _("%(name)s stays unless you choose another.") % {"name": self._kept[language].name}
        remove = f"remove_{language}"
        leave = self[remove] if remove in self.fields else None
        return FileRow(self[f"file_{language}"], mark, f"held_{language}", token, leave)
