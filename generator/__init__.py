"""Phaen (แผน): a plan is text in git; everything a citizen sees is derived from it.

The rooms, by rank; a module imports only from lower ranks (tests/unit/test_architecture.py):
0 thai, colour, problems, packaged, git, programs, addresses, proof, formulas, guard ·
1 model, artifact · 2 read, record, uploads, page · 3 parse ·
4 check, compare, overlap, posting · 5 views, starter, gate · 6 render · 7 write, seal ·
8 site, deploy · 9 pipeline · 10 publish, closing · 11 commands · 12 __main__
(the command line: with its commands, the only room that prints, exits or reads a clock).
"""

__version__ = "0.1.0"
