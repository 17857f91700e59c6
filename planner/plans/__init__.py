"""The answer: a plan, its file, its figures, and what is carried on from an earlier one."""
