"""Why a member's portal was read and nothing of it was taken."""


class RefusedError(Exception):
    """The portal is not sound; the message says why in Thai, and repeats no personal datum."""
