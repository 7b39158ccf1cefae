"""The site: from a checked plan to a folder of pages that a web server or a USB stick can hold.

Its floors:
0 addresses, compiled · 1 gate, links, own_links, staging, views · 2 render · 3 builder.
"""
