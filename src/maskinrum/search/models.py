"""What waits to be written to the index, and what was searched for in vain."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class IndexChange(models.Model):
    """A findable thing has changed, so its document must be made anew.

    Written in the transaction of the change, removed when the index has it. ``kind`` and ``item`` are the parts of the
    document's key. One that could not be made is left alone until ``not_before``.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    item = models.CharField(max_length=100)
    noted_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["not_before", "id"], name="index_change_order")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.item}"


class UnansweredSearch(models.Model):
    """How often something was searched for on a day without an answer; who asked is written nowhere.

    ``digest`` is a keyed hash of the words. The words themselves are empty until a second sender has asked the same,
    so that what only one person would search for, such as a name and an address, is never kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(_("day"))
    digest = models.CharField(max_length=64)
    words = models.CharField(_("words"), max_length=80, blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("words",),
        purpose=_("See which words people search for in vain, and teach the search these."),
        retention=_("90 days. The words are kept only when at least two have searched for the same."),
        erased_by="maskinrum.search.actions.erase_searches",
    )

    class Meta:
        ordering = ["-day", "id"]
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="unanswered_once_a_day")]
        indexes = [models.Index(fields=["digest"], name="unanswered_digest")]

    def __str__(self) -> str:
        return self.words


class SiteSynonym(models.Model):
    """Two ways to say the same that the secretariat has added to the thesaurus.

    A search for one also searches for the other. A row is never changed, only added and removed; the audit log holds
    who did it, and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    word = models.CharField(_("word searched for"), max_length=80)
    other = models.CharField(_("other word for the same"), max_length=80)
    added_at = models.DateTimeField(_("added at"))

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["word", "other", "id"]
        constraints = [models.UniqueConstraint(fields=["word", "other"], name="site_synonym_once")]

    def __str__(self) -> str:
        return f"{self.word} = {self.other}"
