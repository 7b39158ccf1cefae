"""What a person does at the desk, a module each: functions of a `Desk` and of what was `Asked`.

Its floors:
0 cells, choosing · 1 draft, files, history, overview, projects, publishing, sheet, trying ·
2 progress.
"""
