"""The command line: these modules alone print, exit, read the clock or the environment."""
