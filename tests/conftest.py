"""What all tests share: `pytest --hypothesis-profile=new` looks for examples not yet tried."""

from hypothesis import settings

# The first call of a kernel compiles it, which no deadline foresees.
settings.register_profile("new", deadline=None)
