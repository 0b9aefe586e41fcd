"""Addresses of projects, and of the register."""
