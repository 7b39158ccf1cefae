"""Phaen (แผน): a plan is text in git; everything a citizen sees is derived from it.

The houses, by floor; a module imports only from houses on lower floors, and inside a house only
from lower floors of it, as the house's own `__init__` tells them (tests/unit/test_architecture.py):
0 thai, problems, machine · 1 plan · 2 archive · 3 site · 4 pipeline · 5 closing ·
6 publishing · 7 desk · 8 hub · 9 commands · 10 cli · 11 __main__
(the command line and its door: with the commands, alone in printing, exiting, reading a clock).
"""

__version__ = "0.1.0"
