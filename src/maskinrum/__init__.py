"""Maskinrum: the knowledge network of the Danish non-profit housing sector about strategic partnerships."""

__version__ = "0.1.0"
