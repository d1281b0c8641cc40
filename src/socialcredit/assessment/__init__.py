"""An assessment: what a scheme does to people, in a dated document whose every number repeats."""
