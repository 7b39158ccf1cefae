"""What a person does at the desk, a module each: functions of a `Desk` and of what was `Asked`.

Its floors:
0 cells, choosing · 1 draft, files, history, overview, projects, sheet, trying · 2 handing ·
3 publishing · 4 progress.
"""
