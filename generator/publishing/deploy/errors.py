"""What can go wrong when a site is put live."""


class DeployError(Exception):
    """The live site was left as it was; the message says why, in Thai."""
