"""Lets every test import the helpers that stand beside this file, such as `golden`.

Python keeps compiled modules in tests too, as it does for users: builds start in half the time.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
