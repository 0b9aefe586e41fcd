"""Who is in the database already: somebody of the demo world, and somebody who is not."""

from django.db import connection
from django.db.models import Model

from maskinrum.organisations.models import Organisation, Person


def holds_demo_persons() -> bool:
    """Whether somebody with the demo password can sign in here."""
    return _has_table(Person) and Person.objects.filter(is_demo=True).exists()


def holds_others() -> bool:
    """Whether the database holds a person or a member organisation that is not of the demo world.

    Organisations known only from the register are no members. Tables may be missing.
    """
    people = _has_table(Person) and Person.objects.filter(is_demo=False).exists()
    members = Organisation.objects.filter(is_fictitious=False, joined_at__isnull=False)
    return people or (_has_table(Organisation) and members.exists())


def may_hold_demo() -> bool:
    """Whether the demo world may be loaded here: nobody else is in it, or it was a demonstration before they came.

    Demo people are given to no database with others in it, so whoever stands beside them signed up in a demonstration.
    """
    return holds_demo_persons() or not holds_others()


def _has_table(model: type[Model]) -> bool:
    return model._meta.db_table in connection.introspection.table_names()
