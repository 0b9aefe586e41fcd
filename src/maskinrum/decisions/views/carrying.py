"""What a visitor has typed, carried from page to page in the form itself; nothing is stored."""

import json
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.forms import CarriedAssumptionsField

KEPT = ("case_date", "example")


class CarriedCase:
    """The rows, the case date and the assumptions of a posted page; unreadable assumptions become the standard ones.

    ``problem`` then says so, else it is empty.
    """

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.problem = ""

    @cached_property
    def assumptions(self) -> Assumptions:
        try:
            return CarriedAssumptionsField(required=False).to_python(self.data.get("assumptions"))
        except ValidationError as error:
            self.problem = " ".join(error.messages)
            return Assumptions()

    def posted_with(self, assumptions: Assumptions) -> QueryDict:
        """What was posted, with these assumptions in place of those it carried."""
        data = self.data.copy()
        data["assumptions"] = carried_json(assumptions)
        return data

    def hidden(self, assumptions: Assumptions) -> SafeString:
        """Everything as hidden fields, with these assumptions, for a page that does not show the table."""
        kept = [(name, value) for name, value in self.data.items() if name.startswith("rows-") or name in KEPT]
        pairs = [*kept, ("assumptions", carried_json(assumptions))]
        return format_html_join("\n", '<input type="hidden" name="{}" value="{}">', pairs)


def carried_json(assumptions: Assumptions) -> str:
    """The assumptions as the hidden field holds them."""
    return json.dumps(assumptions.to_json())
