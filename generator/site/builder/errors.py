"""What can go wrong when the site is built."""


class SiteError(Exception):
    """The site builder refused the staged tree; the message says which page and why."""
