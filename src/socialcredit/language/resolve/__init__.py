"""From a name to the rules in force: found, loaded, overlaid, changed, joined."""
