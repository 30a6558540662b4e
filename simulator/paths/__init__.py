"""Learning paths: stages of scenarios from calm to hard, and how far a trainee has come on them."""
