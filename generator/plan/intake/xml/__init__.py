"""XML of foreign files → trees of elements, and its lengths; within limits, and nothing else."""
