"""Facts, rules, and the checker that names what is broken; pure."""
