"""`phaen desk`: the same program with a door for a browser, on a clerk's computer or an office's.

Files and git stay the truth beneath: a page changes a draft (`publishing.drafting`), a draft
becomes a commit once check and gate have passed it (`publishing.keeping`), and readers see what
`phaen publish` would show. An office's desk stands beside a repository that receives pushes: each
person has an account and a draft, and what they publish goes the way of a push. The house reads no
clock and no environment: the command that opens it gives both. A new page is a function of a `Desk`
and of what was `Asked`, and a line in `doors`.

Its floors:
0 accounts, apart, bases, icons, keys, outside, seeing, settings ·
1 asked, attempts, handing, sessions · 2 office, shield · 3 shared ·
4 laying · 5 beginning, pages · 6 doors · 7 entrance · 8 app · 9 serving.
"""
