"""The plan: from files to a model that is checked, with every problem found on the way.

Owns what a plan may say and what is wrong with one; renders nothing. Its floors:
0 colour, filenames, formulas, model, own_sheets, pictures, uploads, urls ·
1 drafts, emblem, geography, licences, page, posting, read, record · 2 fields, notice · 3 sheet ·
4 parse · 5 compare, starter · 6 overlap, workbook · 7 check, mend · 8 intake, merge, withdraw ·
9 amend.
"""
