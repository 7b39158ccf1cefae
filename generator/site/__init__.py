"""The site: from a checked plan to a folder of pages that a web server or a USB stick can hold.

Its floors:
0 address, compiled, national · 1 addresses · 2 gate, links, own_links, staging, views · 3 render ·
4 builder.
"""
