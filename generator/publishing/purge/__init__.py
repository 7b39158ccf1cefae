"""What was withdrawn leaves history: found, covered in every version, and gone for good.

Bytes and objects; who asks, and in which words, is the business of `commands`. Its parts:
`wanted` (what is to go) · `covering` (one file) · `rewriting` (all of history, in memory) ·
`survey` (what would be done) · `purging` (the order of it, and what must not stay).
"""
