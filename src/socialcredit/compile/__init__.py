"""Rules and beliefs to tables of whole numbers, one module a stage."""
