"""What a person does at the desk, a module each: functions of a `Desk` and of what was `Asked`.

Its floors:
0 cells, choosing ·
1 amending, closing, history, overview, papers, password, photographs, preview, projects,
sending, sheet, withdrawing ·
2 announcing, draft, files, trying · 3 handing · 4 publishing · 5 progress · 6 report.
"""
