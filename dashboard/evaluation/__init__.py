"""How good the analysis is on gold files: one module a task, each with `evaluate(path)`."""
