"""site/ → live: whole releases and one rename, a way back, other places, a web server's settings.

Knows folders of files only; interprets no plan.
"""

from generator.deploy.errors import DeployError
from generator.deploy.links import faults
from generator.deploy.nginx import NGINX_BEGINS, nginx_site
from generator.deploy.releases import KEPT, Release, Releases
from generator.deploy.ssh import Server
from generator.deploy.targets import copy_to, listing_of

__all__ = [
    "KEPT",
    "NGINX_BEGINS",
    "DeployError",
    "Release",
    "Releases",
    "Server",
    "copy_to",
    "faults",
    "listing_of",
    "nginx_site",
]
