"""Why nothing came of a member, for whoever reads the list of members."""


class UnreachableError(Exception):
    """Nothing could be fetched; the message says why in Thai, and repeats no password."""
