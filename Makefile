.PHONY: check bench

# Exactly what CI runs.
check:
	bash .ci/run

# Speed and memory, as ratios in one run.
bench:
	.venv/bin/python -m benchmarks
