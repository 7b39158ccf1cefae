"""The site: from a checked plan to a folder of pages that a web server or a USB stick can hold.

Its floors:
0 gate, links, staging, views · 1 render · 2 builder.
"""
