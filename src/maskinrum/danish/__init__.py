"""Danish as a search needs it: words with their places, and what a query asks for.

Pure Python: no Django, no clock, no files of others.
"""

from maskinrum.danish.queries import Query, parse_query
from maskinrum.danish.tokens import Token, tokenise

__all__ = ["Query", "Token", "parse_query", "tokenise"]
