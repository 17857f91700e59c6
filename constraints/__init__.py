"""The rules and goals: one file each, with build, check and sentence; the registry lists them in order."""
