"""Whether the tutor is as fast as it promises: everything is measured as a ratio, side by side in one run.

`python -m benchmarks` prints a row for each promise. Times differ from machine to machine, ratios hardly do.
"""
