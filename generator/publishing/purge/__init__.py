"""What was withdrawn leaves history: found, covered in every version, and gone for good.

Bytes and objects; who asks, and in which words, is the business of `commands`. Its parts:
`asked` (what is to go: by `rows`, and `beside` them, `learning` from versions; `papers`) ·
`covering` (one file; `packed` and `meant` tell what it says) · `rewriting` (all of history, in
memory) · `proof` (that nothing else changes) · `purging` (the order of it) · `scan` (that nothing
stays).
"""
