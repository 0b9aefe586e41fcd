"""The wiring: settings, addresses, commands and the processes of a site."""

import os

# The matrices of an answer are small, and a site has a process for each core already: threads of the matrix library
# only wait for each other. It reads this when it is loaded, so it is said before anything of ours is.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
