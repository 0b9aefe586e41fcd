"""Addresses about oneself and about the organisations of the network."""
