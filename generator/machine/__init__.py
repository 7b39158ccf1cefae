"""What Phaen stands on: git, folders and files, programs, and the files that come with it.

Knows nothing of plans. Its floors:
0 artifact, guard, packaged, programs, proof · 1 disk, git_program ·
2 caches, git_objects · 3 git.
"""
