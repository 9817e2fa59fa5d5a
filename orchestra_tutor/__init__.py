"""Prepare for an interview on container orchestration, in the terminal, in English or Korean."""

__version__ = "0.4.0"
