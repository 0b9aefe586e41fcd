"""Files from outside: known by their content, cleaned of who made them, and read where they can do no harm.

Nothing here needs Django but for the words of a refusal, so that a process of its own begins at once.
"""
