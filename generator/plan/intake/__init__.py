"""An office's own form (แบบ ผด.01, ผด.02, ผด.02/1) → a draft of the plan, with what it asks.

Readers, one a format, turn a file's bytes into one `Form`: lines and grids in reading order, with
what is drawn over them. One interpreter for all formats makes a `Draft` of it; nothing is guessed,
what cannot be decided is an `Ask`, and every sign and shape of the form is accounted for.
Bytes in, draft and files out: nothing here touches a disk or a clock. Its floors:
0 form, kinds, paint, pieces · 1 draft, refusals, wraps · 2 xml · 3 docx, months, pdf, sheets ·
4 ods, xls, xlsx · 5 interpret · 6 reading · 7 imported.
"""
