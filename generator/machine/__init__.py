"""What Phaen stands on: git, folders and files, programs, and the files that come with it.

Of plans it knows what their folders and files are called, and nothing else. Its floors:
0 artifact, git_formats, git_pack, git_told, layout, litter, markup, os_words, own_python, patience,
programs, proof, scratch, slow_hash, thai_words, wheel_file ·
1 bounded, disk, git_words, guard, office, packaged, typesetter, workers ·
2 caches, forks, git_program, swap, warm ·
3 git_network, git_objects, git_traces · 4 git, git_history ·
5 git_commits, git_writing · 6 git_work.
"""
