"""What the suite leaves alone here: the validators have packages of their own, in an environment of their own."""

collect_ignore = ["validators.py"]
