"""Thai as a written language: text, digits, sums of money, dates, months, fiscal years.

Owns the reading and writing of these, and the errors that say why a text cannot be read.
Must not know plans, read or write files, read the clock, or guess between two readings.

Its floors:
0 amounts, chance, damage, eras, everyday, text, together, villages, wording ·
1 dates, folding, lines, mending, numbers, phones, years_said · 2 fiscal_year · 3 fiscal.
"""
