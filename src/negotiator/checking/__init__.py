"""What CAN happen: warnings from reading, and verdicts on every possible play."""
