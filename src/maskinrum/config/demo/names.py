"""Who and what the demo world holds: all of it invented."""

from dataclasses import dataclass

from maskinrum.organisations.enums import OrganisationKind, Role

DEMO_PASSWORD = "maskinrum-demo"  # noqa: S105 - known to all, and therefore only ever served to the own machine


@dataclass(frozen=True)
class DemoSignIn:
    """Somebody the visitor of the demonstration can be."""

    email: str
    name: str
    role: Role
    organisation: str


HOUSING = "Boligforeningen Eksempel"
# The file that everything invented about deciding stands on.
INVENTED_FILE = "Partnerskab 2028?"
OTHER_HOUSING = "Boligselskabet Udenfor"
FACILITATORS = "Facilitatorhuset Opdigt"
SECRETARIAT = "Sekretariatet for Eksemplet"
ADMINISTERED = "Boligselskabet Administreret"
REGISTERED = "Tegnestuen Opdigtet"

# Those who build under the invented agreement.
CONTRACTORS = ("Entreprenørfirmaet Påhit", "Byggefirmaet Fabel", "Entreprenørselskabet Digt")

ORGANISATIONS = {
    HOUSING: OrganisationKind.HOUSING_ORGANISATION,
    OTHER_HOUSING: OrganisationKind.HOUSING_ORGANISATION,
    FACILITATORS: OrganisationKind.FACILITATOR,
    SECRETARIAT: OrganisationKind.ASSOCIATION,
    ADMINISTERED: OrganisationKind.HOUSING_ORGANISATION,
    **dict.fromkeys(CONTRACTORS, OrganisationKind.CONTRACTOR),
}

SIGN_INS = (
    DemoSignIn("leder@eksempel.example", "Lea Ledersen", Role.MANAGER, HOUSING),
    DemoSignIn("medlem@eksempel.example", "Mads Medlemsen", Role.MEMBER, HOUSING),
    DemoSignIn("facilitator@opdigt.example", "Fie Facilitatorsen", Role.FACILITATOR, FACILITATORS),
    DemoSignIn("sekretariat@eksemplet.example", "Signe Sekretariatsen", Role.SECRETARIAT, SECRETARIAT),
    DemoSignIn("leder@udenfor.example", "Ulla Udenforsen", Role.MANAGER, OTHER_HOUSING),
    DemoSignIn("to@eksempel.example", "Tove Tosteder", Role.MANAGER, ADMINISTERED),
    DemoSignIn("byg@paahit.example", "Palle Påhitsen", Role.MANAGER, CONTRACTORS[0]),
    DemoSignIn("byg@fabel.example", "Freja Fabelsen", Role.MANAGER, CONTRACTORS[1]),
)

ALSO = {"to@eksempel.example": (HOUSING, Role.MEMBER)}
"""Whom else somebody belongs to."""

WAITING = ("ny@eksempel.example", "Nanna Nysen")
DECLINED = ("afvist@gmail.example", "Aksel Afvist")
INVITED = "ny.kollega@eksempel.example"
READER = "laeser@radgiver.example"

DEPARTMENTS = {
    HOUSING: (("12", "Egeparken", 214), ("14", "Lindegården", 96)),
    ADMINISTERED: (("1", "Bøgevænget", 148), ("2", "Hasselhaven", 72)),
}
