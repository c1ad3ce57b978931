"""`python -m dashboard` is the command line."""

from dashboard.cli import main

main()
