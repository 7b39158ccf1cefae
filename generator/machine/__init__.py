"""What Phaen stands on: git, folders and files, programs, and the files that come with it.

Of plans it knows what their folders and files are called, and nothing else. Its floors:
0 artifact, bounded, git_formats, git_pack, git_told, layout, litter, markup, os_words, patience,
programs, proof, scratch, slow_hash, thai_words, wheel_file, workers ·
1 disk, forks, git_words, guard, office, packaged, typesetter, warm · 2 caches, git_program, swap ·
3 git_network, git_objects, git_traces · 4 git, git_history ·
5 git_commits, git_writing · 6 git_work.
"""
