"""What no single office can see: rows of different offices that may be one work, or meet.

Finds and says why; decides nothing, and accuses nobody: a plan is to gather every agency's work in
its area, so that one project stands in two plans by rule. Its floors: 0 records, ways · 1 finding.
"""
