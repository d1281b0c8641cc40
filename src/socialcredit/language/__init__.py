"""Rules and beliefs as files: read, modelled, checked, resolved, told. No kernel, no run."""
