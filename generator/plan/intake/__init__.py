"""An office's own form (แบบ ผด.01, ผด.02, ผด.02/1) → a draft of the plan, with what it asks.

Readers, one a format, turn a file's bytes into one `Form`: lines and grids in reading order, with
what is drawn over them. One interpreter for all formats makes a `Draft` of it; nothing is guessed,
what cannot be decided is an `Ask`, and every sign and shape of the form is accounted for.
Bytes in, draft out: nothing here touches a disk or a clock. Its floors:
0 form, kinds · 1 converted, draft, refusals, tree · 2 axis, bands, docx, geometry, markup, pdf ·
3 cells, columns, evidence, ods, remarks, shapes, signs, slips, ticks, words · 4 anchors, biff,
drawn, painted, typed, xls_cells · 5 art, legacy, understood · 6 months, xls, xlsx ·
9 gridded · 10 money, overview, titles · 11 context, headed · 12 judging ·
13 gathered, stated · 14 lines · 15 gather · 16 copies, entries, marked, numbering, refusing, rest,
sections · 17 left_out · 18 interpret.
"""
