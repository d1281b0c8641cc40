"""What all tests share: `pytest --hypothesis-profile=new` looks for examples not yet tried."""

import os

from hypothesis import settings

# As the command sets it, before anything loads NumPy: several workers on few cores wait otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# The first call of a kernel compiles it, which no deadline foresees.
settings.register_profile("new", deadline=None)
