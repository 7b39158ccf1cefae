"""What a person does at the desk, a module each: functions of a `Desk` and of what was `Asked`.

Its floors:
0 cells, choosing ·
1 amending, announcing, closing, files, history, overview, papers, preview, projects, publishing,
sheet, trying · 2 draft, progress.
"""
