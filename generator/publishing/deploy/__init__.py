"""site/ → live: whole releases and one rename, a way back, other places, a web server's settings.

Knows folders of files only; interprets no plan.
"""

from generator.publishing.deploy.errors import DeployError
from generator.publishing.deploy.forgotten import forgotten_list, left_at_host
from generator.publishing.deploy.nginx import NGINX_BEGINS, nginx_site
from generator.publishing.deploy.releases import KEPT, Release, Releases
from generator.publishing.deploy.ssh import Server
from generator.publishing.deploy.targets import copy_to, listing_of
from generator.site.links import faults

__all__ = [
    "KEPT",
    "NGINX_BEGINS",
    "DeployError",
    "Release",
    "Releases",
    "Server",
    "copy_to",
    "faults",
    "forgotten_list",
    "left_at_host",
    "listing_of",
    "nginx_site",
]
