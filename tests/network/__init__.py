"""Tests of the network: questions, and what follows from them."""
