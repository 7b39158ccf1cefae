"""The hub's site: static pages of the country, its provinces, districts, programmes and agencies.

Made by a portal's own rooms: its templates' environment, words, frame, gate, staging and builder;
here are only what the pages of many offices say. No page tells one project alone: that is its
office's own. Its floors:
0 addresses, facts, withheld · 1 known, records, tally · 2 config, country, files · 3 pages ·
4 building.
"""
